import * as v from 'valibot';
import { meta } from '../meta';
import { InvalidEventError } from './event-error';

/** Why Config invokes the rule: one user changed, or the schedule asks for everybody. */
export type Trigger =
  | {
      readonly kind: 'change';
      readonly userId: string;
      readonly userName: string | undefined;
      /** Config itself says that the user is deleted or out of the rule's scope: no call is needed. */
      readonly gone: boolean;
    }
  | { readonly kind: 'schedule' };

/** What an invocation by Config carries, whatever its trigger. */
export interface Invocation {
  readonly trigger: Trigger;
  readonly ruleName: string;
  readonly accountId: string;
  readonly resultToken: string;
  /** The RDK's convention: with the token TESTMODE, PutEvaluations is asked to record nothing. */
  readonly testMode: boolean;
  readonly orderingTimestamp: Date;
  readonly ruleParameters: string | undefined;
}

const text = v.pipe(v.string(), v.nonEmpty());
const time = v.pipe(
  v.string(),
  v.check((value) => !Number.isNaN(Date.parse(value))),
  v.transform((value) => new Date(value)),
);
const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/));

const eventSchema = v.object({
  invokingEvent: text,
  ruleParameters: v.nullish(v.string()),
  resultToken: text,
  eventLeftScope: v.nullish(v.boolean()),
  accountId: v.nullish(accountId),
  configRuleName: text,
});

const goneStatuses = ['ResourceDeleted', 'ResourceNotRecorded', 'ResourceDeletedNotRecorded'] as const;
const statuses = ['OK', 'ResourceDiscovered', ...goneStatuses] as const;
const itemSchema = v.object({
  resourceType: text,
  resourceId: text,
  resourceName: v.nullish(v.string()),
  configurationItemStatus: v.picklist(statuses),
  configurationItemCaptureTime: v.nullish(time),
});
type Item = v.InferOutput<typeof itemSchema>;

const times = { notificationCreationTime: v.nullish(time), awsAccountId: v.nullish(accountId) };
const messageTypes = [
  'ConfigurationItemChangeNotification',
  'OversizedConfigurationItemChangeNotification',
  'ScheduledNotification',
] as const;
const messageSchemas = {
  ConfigurationItemChangeNotification: v.pipe(
    v.object({ ...times, configurationItem: itemSchema }),
    v.transform(({ configurationItem, ...rest }) => ({ ...rest, item: configurationItem })),
  ),
  OversizedConfigurationItemChangeNotification: v.pipe(
    v.object({ ...times, configurationItemSummary: itemSchema }),
    v.transform(({ configurationItemSummary, ...rest }) => ({ ...rest, item: configurationItemSummary })),
  ),
  ScheduledNotification: v.pipe(
    v.object(times),
    v.transform((rest) => ({ ...rest, item: undefined })),
  ),
};

/**
 * Reads the event that Config invokes a custom Lambda rule with.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 * @throws InvalidEventError which names the field, what it holds and what is allowed
 */
export function parseInvocation(event: unknown): Invocation {
  const outer = parse(eventSchema, event, '');
  const message = parseJson(outer.invokingEvent);
  const { messageType } = parse(v.object({ messageType: text }), message, 'invokingEvent.');
  const known = messageTypes.find((type) => type === messageType);
  if (known === undefined) {
    throw new InvalidEventError(`messageType is "${messageType}", allowed: ${messageTypes.join(', ')}.`);
  }
  const body = parse(messageSchemas[known], message, 'invokingEvent.');
  const account = outer.accountId ?? body.awsAccountId;
  if (account == null)
    throw new InvalidEventError('accountId is missing, allowed: an account id of 12 digits.');
  const orderingTimestamp = body.notificationCreationTime ?? body.item?.configurationItemCaptureTime;
  if (orderingTimestamp == null) {
    throw new InvalidEventError(
      'invokingEvent.notificationCreationTime is missing, allowed: a date and time.',
    );
  }
  return {
    trigger:
      body.item === undefined ? { kind: 'schedule' } : change(body.item, outer.eventLeftScope === true),
    ruleName: outer.configRuleName,
    accountId: account,
    resultToken: outer.resultToken,
    testMode: outer.resultToken === 'TESTMODE',
    orderingTimestamp,
    ruleParameters: outer.ruleParameters ?? undefined,
  };
}

function change(item: Item, eventLeftScope: boolean): Trigger {
  if (item.resourceType !== meta.resourceType) {
    throw new InvalidEventError(
      `the item is of type ${item.resourceType}, allowed: ${meta.resourceType}; correct the scope of the rule.`,
    );
  }
  const gone = eventLeftScope || goneStatuses.some((status) => status === item.configurationItemStatus);
  return { kind: 'change', userId: item.resourceId, userName: item.resourceName || undefined, gone };
}

function parseJson(invokingEvent: string): unknown {
  try {
    return JSON.parse(invokingEvent);
  } catch (cause) {
    throw new InvalidEventError('invokingEvent is not JSON, allowed: the JSON text that Config sends.', {
      cause,
    });
  }
}

function parse<S extends v.GenericSchema>(schema: S, value: unknown, prefix: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => {
    const field = `${prefix}${v.getDotPath(issue) ?? ''}`.replace(/\.$/, '') || 'the event';
    return `${field} ${gotText(issue.input)}, allowed: ${allowedTexts[field.split('.').at(-1) ?? ''] ?? 'a JSON object'}`;
  });
  throw new InvalidEventError(`${problems.join('; ')}.`);
}

/** By the name of the field; any other is an object. */
const allowedTexts: Readonly<Record<string, string>> = {
  ruleParameters: 'the text of a JSON object',
  invokingEvent: 'the JSON text that Config sends',
  resultToken: 'the text that Config sends, not empty',
  configRuleName: 'the name of the rule',
  eventLeftScope: 'true or false',
  accountId: 'an account id of 12 digits',
  awsAccountId: 'an account id of 12 digits',
  messageType: `one of ${messageTypes.join(', ')}`,
  notificationCreationTime: 'a date and time',
  configurationItemCaptureTime: 'a date and time',
  resourceType: meta.resourceType,
  resourceId: 'the id of the user, like AIDA…',
  resourceName: 'the name of the user',
  configurationItemStatus: `one of ${statuses.join(', ')}`,
};

function gotText(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (value === '') return 'is empty';
  if (typeof value === 'string') return `is ${JSON.stringify(value.slice(0, 80))}`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return `is ${String(value)}`;
  return Array.isArray(value) ? 'is a list' : `is of type ${typeof value}`;
}
