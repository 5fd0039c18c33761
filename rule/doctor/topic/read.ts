import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import * as v from 'valibot';
import { errorCode } from '../../aws/clients/read-failed';
import { snsClient } from '../../aws/sns';
import type { Place } from '../place';
import { statementsOf } from '../policy-text';
import type { Reading } from '../reading';
import type { TopicFacts } from './facts';

/** The policy as the topic's own region gives it. SNS refuses it to other accounts, unless the policy itself lets them ask. */
export async function readTopic(reading: Reading<Place>): Promise<TopicFacts> {
  const { topicArn, accountId, organization } = reading.place;
  const owner = topicArn?.split(':')[4];
  const asks = organization === undefined || [owner, organization.callerAccountId].includes(accountId);
  if (topicArn === undefined || !asks) return {};
  const topicPolicy = await reading.ask('sns:GetTopicAttributes', async () => {
    try {
      const client = reading.client(snsClient, topicArn.split(':')[3]);
      const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
      // A topic is made with a policy, and none is without one.
      return statementsOf(v.parse(v.string(), Attributes?.['Policy']));
    } catch (error) {
      if (errorCode(error) === 'NotFound') return undefined;
      throw error;
    }
  });
  return { topicPolicy };
}
