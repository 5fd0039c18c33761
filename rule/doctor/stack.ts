import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import * as v from 'valibot';
import { MalformedResponseError } from '../aws/clients/read-failed';
import { paced, type Connection } from '../aws/clients/settings';
import type { Answer } from './answer';
import type { Grants } from './grants';
import type { Reading } from './reading';

export const stackGrants: Grants = ({ partition }) => ({
  Stack: {
    actions: ['cloudformation:DescribeStackResources'],
    resources: [`arn:${partition}:cloudformation:*:*:stack/*`],
  },
});

export const cloudFormationClient = (connection: Connection): CloudFormationClient =>
  paced('cloudformation', (settings) => new CloudFormationClient(settings), connection);

const resourceSchema = v.object({
  StackName: v.string(),
  ResourceType: v.string(),
  PhysicalResourceId: v.optional(v.string()),
});

export interface Stack {
  readonly name: string;
  readonly resources: readonly v.InferOutput<typeof resourceSchema>[];
}

/**
 * The stack that a resource is part of, with its first hundred resources; undefined where no stack owns it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html ValidationError then
 */
export const stackOf = (
  reading: Reading<unknown>,
  physicalResourceId: string,
): Promise<Answer<Stack | undefined>> =>
  reading.ask('cloudformation:DescribeStackResources', async () => {
    try {
      const command = new DescribeStackResourcesCommand({ PhysicalResourceId: physicalResourceId });
      const { StackResources } = await reading.client(cloudFormationClient).send(command);
      const resources = v.parse(v.array(resourceSchema), StackResources ?? []);
      const [first] = resources;
      // A resource that no stack owns is a ValidationError.
      if (first === undefined) throw new MalformedResponseError('a stack without resources');
      return { name: first.StackName, resources };
    } catch (error) {
      const none =
        error instanceof CloudFormationServiceException &&
        error.name === 'ValidationError' &&
        /does not exist/.test(error.message);
      if (none) return undefined;
      throw error;
    }
  });
