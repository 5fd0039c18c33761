import { DescribeOrganizationsAccessCommand } from '@aws-sdk/client-cloudformation';
import * as v from 'valibot';
import { callAs, type OrganizationPlace } from '../place';
import type { Reading } from '../reading';
import { cloudFormationClient } from '../stack';
import type { StackSetsFacts } from './facts';

export async function readStackSets(reading: Reading<OrganizationPlace>): Promise<StackSetsFacts> {
  const client = reading.client(cloudFormationClient);
  const stackSetsAccess = await reading.ask('cloudformation:DescribeOrganizationsAccess', async () => {
    const { Status } = await client.send(new DescribeOrganizationsAccessCommand(callAs(reading.place)));
    return v.parse(v.string(), Status);
  });
  return { stackSetsAccess };
}
