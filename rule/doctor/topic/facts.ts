import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface TopicStatement {
  readonly effect: string;
  readonly services: readonly string[];
  readonly everyone: boolean;
  readonly actions: readonly string[];
  readonly conditionKeys: readonly string[];
}

export interface Topic {
  readonly arn: string;
  readonly statements: readonly TopicStatement[];
}

export interface TopicFacts {
  /** The existing topic that was asked about. */
  readonly topic?: Answer<Topic | undefined> | undefined;
}

export const topicGrants: Grants = ({ topicArn }) =>
  topicArn === undefined ? {} : { Topic: { actions: ['sns:GetTopicAttributes'], resources: [topicArn] } };
