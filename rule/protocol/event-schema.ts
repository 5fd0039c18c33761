import * as v from 'valibot';
import { RuleError } from '../core/errors';
import { problem } from '../core/problem';
import { meta } from '../meta';

/** An event that is not one of Config's, or that is about something which this rule does not evaluate. */
export class InvalidEventError extends RuleError {
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`Invalid AWS Config event: ${problems.join('; ')}.`, options);
  }
}

const text = v.pipe(v.string(), v.nonEmpty());
const time = v.pipe(
  v.string(),
  v.check((value) => !Number.isNaN(Date.parse(value))),
  v.transform((value) => new Date(value)),
);
const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/));

export const eventSchema = v.object({
  invokingEvent: text,
  ruleParameters: v.nullish(v.string()),
  resultToken: text,
  eventLeftScope: v.nullish(v.boolean()),
  accountId: v.nullish(accountId),
  configRuleName: text,
  configRuleArn: v.nullish(v.string()),
});

export const deletedStatuses = ['ResourceDeleted', 'ResourceDeletedNotRecorded'] as const;
const statuses = ['OK', 'ResourceDiscovered', 'ResourceNotRecorded', ...deletedStatuses] as const;
const itemSchema = v.object({
  resourceType: text,
  resourceId: text,
  resourceName: v.nullish(v.string()),
  configurationItemStatus: v.picklist(statuses),
  configurationItemCaptureTime: v.nullish(time),
});
export type Item = v.InferOutput<typeof itemSchema>;

const times = { notificationCreationTime: v.nullish(time), awsAccountId: v.nullish(accountId) };
export const messageTypes = [
  'ConfigurationItemChangeNotification',
  'OversizedConfigurationItemChangeNotification',
  'ScheduledNotification',
] as const;
export const messageSchemas = {
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

/** @throws InvalidEventError which names the field, what it holds and what is allowed */
export function parseEventPart<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  prefix: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => {
    const field = `${prefix}${v.getDotPath(issue) ?? ''}`.replace(/\.$/, '') || 'the event';
    return problem(
      field,
      shortOf(issue.input),
      allowedTexts[field.split('.').at(-1) ?? ''] ?? 'a JSON object',
    );
  });
  throw new InvalidEventError(problems);
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
  resourceId: 'the id of the user, like AIDAEXAMPLE',
  resourceName: 'the name of the user',
  configurationItemStatus: `one of ${statuses.join(', ')}`,
};

/** Objects and lists may hold anything, also what must not be in a log. */
function shortOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : value;
}
