import {
  CloudFormationServiceException,
  DescribeStackResourcesCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import * as v from 'valibot';
import type { Answer } from '../../doctor/ports';
import { asked } from './asked';

const resourceSchema = v.object({
  StackName: v.optional(v.string(), ''),
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
  client: CloudFormationClient,
  physicalResourceId: string,
  signal: AbortSignal,
): Promise<Answer<Stack | undefined>> =>
  asked('cloudformation:DescribeStackResources', signal, async () => {
    try {
      const command = new DescribeStackResourcesCommand({ PhysicalResourceId: physicalResourceId });
      const { StackResources } = await client.send(command, { abortSignal: signal });
      const resources = v.parse(v.array(resourceSchema), StackResources ?? []);
      const [first] = resources;
      return first && { name: first.StackName, resources };
    } catch (error) {
      const none =
        error instanceof CloudFormationServiceException &&
        error.name === 'ValidationError' &&
        /does not exist/.test(error.message);
      if (none) return undefined;
      throw error;
    }
  });
