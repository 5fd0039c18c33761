import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { Answer, DeadLetterQueue } from '../../doctor/ports';
import { asked } from './asked';
import type { Stack } from './stack';

const attributesSchema = v.object({
  ApproximateNumberOfMessages: v.pipe(v.string(), v.transform(Number)),
  RedrivePolicy: v.optional(v.string()),
});

/** The queues of the stack that hold what failed: those which pass nothing on themselves. */
export async function readDeadLetters(
  client: SQSClient,
  stack: Answer<Stack | undefined>,
  signal: AbortSignal,
): Promise<Answer<readonly DeadLetterQueue[]>> {
  if ('failure' in stack) return stack;
  const urls = (stack.value?.resources ?? [])
    .filter(({ ResourceType }) => ResourceType === 'AWS::SQS::Queue')
    .map(({ PhysicalResourceId }) => PhysicalResourceId)
    .filter((url) => url !== undefined);
  return asked('sqs:GetQueueAttributes', signal, async () => {
    const queues = await Promise.all(
      urls.map(async (url): Promise<DeadLetterQueue | undefined> => {
        const command = new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy'],
        });
        const { Attributes } = await client.send(command, { abortSignal: signal });
        const { ApproximateNumberOfMessages: messages, RedrivePolicy } = v.parse(
          attributesSchema,
          Attributes,
        );
        if (RedrivePolicy !== undefined && RedrivePolicy !== '') return undefined;
        return { name: url.split('/').at(-1) ?? url, url, messages };
      }),
    );
    return queues.filter((queue) => queue !== undefined);
  });
}
