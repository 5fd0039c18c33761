import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { paced, type Connection } from '../../aws/clients/settings';
import { meta } from '../../meta';
import type { Answer } from '../answer';
import type { Place } from '../place';
import { allOf, type Reading } from '../reading';
import { readRules } from '../rule/read';
import { stackOf, type Stack } from '../stack';
import type { DeadLetterQueue, EventRule, ReevaluationFacts } from './facts';

const eventsClient = (connection: Connection): EventBridgeClient =>
  paced('events', (settings) => new EventBridgeClient(settings), connection);

// A queue's URL would be its own endpoint, and AWS_ENDPOINT_URL and private endpoints would not count.
export const sqsClient = (connection: Connection): SQSClient =>
  paced('sqs', (settings) => new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }), connection);

export async function readReevaluation(reading: Reading<Place>): Promise<ReevaluationFacts> {
  const [eventRules, deadLetters] = await Promise.all([readEventRules(reading), readDeadLetters(reading)]);
  return { eventRules, deadLetters };
}

const ruleSchema = v.object({
  Name: v.string(),
  State: v.string(),
  EventPattern: v.optional(v.string()),
});

/** The rules whose pattern fits; EventBridge gives no way to ask for them by it. */
const rulesWaiting =
  (fits: (pattern: string) => boolean) =>
  (reading: Reading<Place>): Promise<Answer<readonly EventRule[]>> =>
    reading.ask('events:ListRules', async () => {
      const client = reading.client(eventsClient);
      const rules = await allOf(
        (NextToken) => client.send(new ListRulesCommand({ NextToken })),
        (page) => v.parse(v.array(ruleSchema), page.Rules ?? []),
      );
      return rules
        .filter(({ EventPattern = '' }) => fits(EventPattern))
        .map(({ Name, State }) => ({ name: Name, enabled: State !== 'DISABLED' }));
    });

/** The rules that wait for IAM's events as re-evaluation does. */
export const readEventRules = rulesWaiting(waitsForPasswords);

/** The rules that wait for changed results, of all rules of Config or of this one. */
export const readNotices = rulesWaiting(
  (pattern) =>
    pattern.includes('Config Rules Compliance Change') &&
    (!pattern.includes('configRuleName') || pattern.includes(meta.id)),
);

const patternSchema = v.object({
  source: v.array(v.string()),
  detail: v.object({ eventName: v.array(v.string()) }),
});

function waitsForPasswords(pattern: string): boolean {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), patternSchema), pattern);
  if (!parsed.success) return false;
  const { source, detail } = parsed.output;
  return (
    source.includes('aws.iam') &&
    detail.eventName.includes('CreateLoginProfile') &&
    detail.eventName.includes('DeactivateMFADevice')
  );
}

const attributesSchema = v.object({
  ApproximateNumberOfMessages: v.pipe(v.string(), v.transform(Number)),
  RedrivePolicy: v.optional(v.string()),
});

/** The queues of the rule's stack that hold what failed: those which pass nothing on themselves. */
async function readDeadLetters(reading: Reading<Place>): Promise<Answer<readonly DeadLetterQueue[]>> {
  const stack = await stackOfRule(reading);
  if ('failure' in stack) return stack;
  const urls = (stack.value?.resources ?? [])
    .filter(({ ResourceType }) => ResourceType === 'AWS::SQS::Queue')
    .map(({ PhysicalResourceId }) => PhysicalResourceId)
    .filter((url) => url !== undefined);
  return reading.ask('sqs:GetQueueAttributes', async () => {
    const queues = await Promise.all(
      urls.map(async (url): Promise<DeadLetterQueue | undefined> => {
        const command = new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy'],
        });
        const { Attributes } = await reading.client(sqsClient).send(command);
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

/** The stack of the rule's function: a pack's rule is in none. */
async function stackOfRule(reading: Reading<Place>): Promise<Answer<Stack | undefined>> {
  const { rules } = await reading.once(readRules);
  if ('failure' in rules) return rules;
  const functionName = rules.value[0]?.rule.sourceIdentifier?.split(':')[6];
  return functionName === undefined ? { value: undefined } : stackOf(reading, functionName);
}
