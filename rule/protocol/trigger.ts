import * as v from 'valibot';
import { problem } from '../core/problem';
import { meta } from '../meta';
import {
  eventSchema,
  deletedStatuses,
  InvalidEventError,
  type Item,
  messageSchemas,
  messageTypes,
  parseEventPart,
} from './event-schema';

/** Why Config invokes the rule: one user changed, or the schedule asks for all users. */
export type Trigger =
  | {
      readonly kind: 'change';
      readonly userId: string;
      readonly userName: string | undefined;
      /** Config itself says that the user is deleted, or that the rule is not to look at the user: no call is needed. */
      readonly gone: boolean | 'left-scope';
    }
  | { readonly kind: 'schedule' };

/** The contents of an invocation by Config, whatever its trigger. */
export interface Invocation {
  readonly trigger: Trigger;
  readonly ruleName: string;
  readonly ruleArn: string | undefined;
  readonly accountId: string;
  readonly resultToken: string;
  /** The RDK's convention: with the token TESTMODE, PutEvaluations is asked to record nothing. */
  readonly testMode: boolean;
  readonly orderingTimestamp: Date;
  readonly ruleParameters: string | undefined;
}

/**
 * Reads the event that Config invokes a custom Lambda rule with.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 * @throws InvalidEventError which names the field, what it holds and what is allowed
 */
export function parseInvocation(event: unknown): Invocation {
  const outer = parseEventPart(eventSchema, event, '');
  const message = parseJson(outer.invokingEvent);
  const { messageType } = parseEventPart(
    v.object({ messageType: v.pipe(v.string(), v.nonEmpty()) }),
    message,
    'invokingEvent.',
  );
  const known = messageTypes.find((type) => type === messageType);
  if (known === undefined) {
    throw new InvalidEventError([
      problem('invokingEvent.messageType', messageType, `one of ${messageTypes.join(', ')}`),
    ]);
  }
  const body = parseEventPart(messageSchemas[known], message, 'invokingEvent.');
  const account = outer.accountId ?? body.awsAccountId;
  if (account == null)
    throw new InvalidEventError([problem('accountId', undefined, 'an account id of 12 digits')]);
  const orderingTimestamp = body.notificationCreationTime ?? body.item?.configurationItemCaptureTime;
  if (orderingTimestamp == null) {
    throw new InvalidEventError([
      problem('invokingEvent.notificationCreationTime', undefined, 'a date and time'),
    ]);
  }
  return {
    trigger:
      body.item === undefined ? { kind: 'schedule' } : change(body.item, outer.eventLeftScope === true),
    ruleName: outer.configRuleName,
    ruleArn: outer.configRuleArn ?? undefined,
    accountId: account,
    resultToken: outer.resultToken,
    testMode: outer.resultToken === 'TESTMODE',
    orderingTimestamp,
    ruleParameters: outer.ruleParameters ?? undefined,
  };
}

function change(item: Item, eventLeftScope: boolean): Trigger {
  if (item.resourceType !== meta.resourceType) {
    const allowed = `${meta.resourceType}; correct the scope of the rule`;
    throw new InvalidEventError([problem('resourceType of the item', item.resourceType, allowed)]);
  }
  const { configurationItemStatus: status } = item;
  const deleted = deletedStatuses.some((deletedStatus) => deletedStatus === status);
  const leftScope = eventLeftScope || status === 'ResourceNotRecorded' ? 'left-scope' : false;
  const gone = deleted || leftScope;
  return { kind: 'change', userId: item.resourceId, userName: item.resourceName || undefined, gone };
}

function parseJson(invokingEvent: string): unknown {
  try {
    return JSON.parse(invokingEvent);
  } catch (cause) {
    throw new InvalidEventError(
      [problem('invokingEvent', invokingEvent, 'the JSON text that Config sends')],
      { cause },
    );
  }
}
