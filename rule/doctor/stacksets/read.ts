import {
  DescribeOrganizationsAccessCommand,
  DescribeStackSetCommand,
  ListStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import * as v from 'valibot';
import { errorCode } from '../../aws/clients/read-failed';
import { meta } from '../../meta';
import { callAs, type OrganizationPlace } from '../place';
import { allOf, type Reading } from '../reading';
import { cloudFormationClient } from '../stack';
import type { StackInstance, StackSetsFacts } from './facts';

const instanceSchema = v.pipe(
  v.object({
    Account: v.string(),
    Status: v.string(),
    StatusReason: v.optional(v.string()),
    StackInstanceStatus: v.optional(v.object({ DetailedStatus: v.optional(v.string()) })),
  }),
  v.transform((instance): StackInstance => ({
    accountId: instance.Account,
    status: instance.Status,
    detailedStatus: instance.StackInstanceStatus?.DetailedStatus,
    reason: instance.StatusReason,
  })),
);

const parameterSchema = v.object({ ParameterKey: v.string(), ParameterValue: v.optional(v.string(), '') });

/** Trusted access, and the StackSet of the member stacks with its instances in the region. */
export async function readStackSets(reading: Reading<OrganizationPlace>): Promise<StackSetsFacts> {
  const client = reading.client(cloudFormationClient);
  const stackSet = { StackSetName: meta.memberStackSetName, ...callAs(reading.place) };
  const [stackSetsAccess, stackInstances, memberParameters] = await Promise.all([
    reading.ask('cloudformation:DescribeOrganizationsAccess', async () => {
      const { Status } = await client.send(new DescribeOrganizationsAccessCommand(callAs(reading.place)));
      return v.parse(v.string(), Status);
    }),
    reading.ask('cloudformation:ListStackInstances', () =>
      orWithout(undefined, () =>
        allOf(
          (NextToken) =>
            client.send(
              new ListStackInstancesCommand({
                ...stackSet,
                StackInstanceRegion: reading.place.region,
                NextToken,
              }),
            ),
          (page) => v.parse(v.array(instanceSchema), page.Summaries ?? []),
        ),
      ),
    ),
    reading.ask('cloudformation:DescribeStackSet', () =>
      orWithout({}, async () => {
        const { StackSet } = await client.send(new DescribeStackSetCommand(stackSet));
        const parameters = v.parse(v.array(parameterSchema), StackSet?.Parameters ?? []);
        return Object.fromEntries(parameters.map((one) => [one.ParameterKey, one.ParameterValue]));
      }),
    ),
  ]);
  return { stackSetsAccess, stackInstances, memberParameters };
}

async function orWithout<T, N>(none: N, read: () => Promise<T>): Promise<T | N> {
  try {
    return await read();
  } catch (error) {
    if (errorCode(error) === 'StackSetNotFound') return none;
    throw error;
  }
}
