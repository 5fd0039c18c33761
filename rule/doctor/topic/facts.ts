import type { Answer } from '../answer';
import type { Grants } from '../grants';
import type { PolicyStatement } from '../policy';

export interface TopicFacts {
  /** The policy of the existing topic that was asked about; undefined where there is no topic. */
  readonly topicPolicy?: Answer<readonly PolicyStatement[] | undefined> | undefined;
}

export const topicGrants: Grants = ({ topicArn }) =>
  topicArn === undefined ? {} : { Topic: { actions: ['sns:GetTopicAttributes'], resources: [topicArn] } };
