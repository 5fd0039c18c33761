import type { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { applyCondition, type When } from '../options/when';
import { DeadLetters, receiveFrom } from '../rule/dead-letters';

interface Notice extends Construct {
  readonly events: CfnRule;
}

/** A notice with the dead-letter queue of its EventBridge target, unless it is switched off. */
export function noticeWhen(
  scope: Construct,
  id: string,
  when: When,
  make: (scope: Construct, id: string, deadLettersArn: string) => Notice,
): { readonly ruleName: string; readonly deadLetters: IQueue } | undefined {
  if (when === false) return undefined;
  const { queue } = new DeadLetters(scope, `${id}DeadLetters`);
  const notice = make(scope, id, queue.queueArn);
  receiveFrom(notice.events, queue);
  for (const part of [notice, queue.node.scope]) if (part !== undefined) applyCondition(when, part);
  return { ruleName: notice.events.ref, deadLetters: queue };
}
