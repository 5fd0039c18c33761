import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface EventRule {
  readonly name: string;
  readonly enabled: boolean;
}

export interface DeadLetterQueue {
  readonly name: string;
  readonly url: string;
  readonly messages: number;
}

export interface ReevaluationFacts {
  readonly eventRules: Answer<readonly EventRule[]>;
  readonly deadLetters: Answer<readonly DeadLetterQueue[]>;
}

export const reevaluationGrants: Grants = ({ partition }) => ({
  EventRules: { actions: ['events:ListRules'], resources: [`arn:${partition}:events:*:*:rule/*`] },
  Queues: { actions: ['sqs:GetQueueAttributes'], resources: [`arn:${partition}:sqs:*:*:*`] },
});
