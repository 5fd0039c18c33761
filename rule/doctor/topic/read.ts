import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import * as v from 'valibot';
import { errorCode } from '../../aws/clients/read-failed';
import { snsClient } from '../../aws/sns';
import type { Place } from '../place';
import type { Reading } from '../reading';
import type { TopicFacts, TopicStatement } from './facts';

const oneOrMany = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === 'string' ? [value] : value)),
);

const statementSchema = v.pipe(
  v.object({
    Effect: v.string(),
    Principal: v.optional(v.union([v.string(), v.record(v.string(), oneOrMany)])),
    Action: v.optional(oneOrMany, []),
    Condition: v.optional(v.record(v.string(), v.record(v.string(), v.unknown())), {}),
  }),
  v.transform(({ Effect, Principal, Action, Condition }): TopicStatement => ({
    effect: Effect,
    services: typeof Principal === 'object' ? (Principal['Service'] ?? []) : [],
    everyone: Principal === '*' || (typeof Principal === 'object' && (Principal['AWS'] ?? []).includes('*')),
    actions: Action,
    conditionKeys: Object.values(Condition).flatMap((keys) => Object.keys(keys)),
  })),
);

const policySchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    Statement: v.union([
      v.array(statementSchema),
      v.pipe(
        statementSchema,
        v.transform((statement) => [statement]),
      ),
    ]),
  }),
);

export async function readTopic(reading: Reading<Place>): Promise<TopicFacts> {
  const { topicArn } = reading.place;
  if (topicArn === undefined) return {};
  const topic = await reading.ask('sns:GetTopicAttributes', async () => {
    try {
      const command = new GetTopicAttributesCommand({ TopicArn: topicArn });
      const { Attributes } = await reading.client(snsClient).send(command);
      const policy = Attributes?.['Policy'];
      const statements = policy === undefined ? [] : v.parse(policySchema, policy).Statement;
      return { arn: topicArn, statements };
    } catch (error) {
      if (errorCode(error) === 'NotFound') return undefined;
      throw error;
    }
  });
  return { topic };
}
