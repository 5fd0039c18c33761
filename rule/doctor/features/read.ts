import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import { organizationsClient } from '../../aws/organizations';
import type { OrganizationPlace } from '../place';
import type { Reading } from '../reading';
import type { FeaturesFacts } from './facts';

export async function readFeatures(reading: Reading<OrganizationPlace>): Promise<FeaturesFacts> {
  const featureSet = await reading.ask('organizations:DescribeOrganization', async () => {
    const client = reading.client(organizationsClient);
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    return v.parse(v.string(), Organization?.FeatureSet);
  });
  return { featureSet };
}
