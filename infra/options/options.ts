import * as v from 'valibot';
import { InvalidParametersError } from '../../rule/core/errors';
import { maxParametersLength, parameterKeys, type ParameterKey } from '../../rule/core/parameters';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { InvalidOptionsError } from './errors';

export const frequencies = [
  'One_Hour',
  'Three_Hours',
  'Six_Hours',
  'Twelve_Hours',
  'TwentyFour_Hours',
] as const;
export type Frequency = (typeof frequencies)[number];

export const architectures = ['arm64', 'x86_64'] as const;
export const runtimes = ['nodejs22.x', 'nodejs24.x'] as const;
export const memoryMiBRange = { min: 128, max: 10_240 } as const;
export const timeoutSecondsRange = { min: 30, max: 900 } as const;
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
export const emailPattern = /^[^\s@,]+@[^\s@,]+$/;
export const topicArnPattern = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

export const remediationModes = ['off', 'manual', 'automatic'] as const;
/** undo-require-mfa is a runbook, too, but nothing that makes a user safe. */
export const remediationActions = ['require-mfa', 'remove-console-access'] as const;

/** Context gives strings where a prop is a number or a boolean: both are read as their text. */
const text = (allowed: string) =>
  v.pipe(v.union([v.string(), v.number(), v.boolean()], allowed), v.transform(String), v.trim());

export const choice = <const T extends readonly string[]>(values: T) => {
  const allowed = `one of ${values.join(', ')}`;
  return v.pipe(text(allowed), v.picklist(values, allowed));
};
export const flag = () => {
  const allowed = 'true or false';
  return v.pipe(
    text(allowed),
    v.picklist(['true', 'false'], allowed),
    v.transform((value) => value === 'true'),
  );
};
const digits = (allowed: string) => v.pipe(text(allowed), v.regex(/^\d{1,6}$/, allowed), v.transform(Number));
const wholeNumber = ({ min, max }: { min: number; max: number }) => {
  const allowed = `a whole number ${min}..${max}`;
  return v.pipe(digits(allowed), v.minValue(min, allowed), v.maxValue(max, allowed));
};
const oneOfNumbers = (values: readonly number[]) => {
  const allowed = `one of ${values.join(', ')}`;
  return v.pipe(
    digits(allowed),
    v.check((value) => values.includes(value), allowed),
  );
};
const pattern = (expression: RegExp, allowed: string) => v.pipe(text(allowed), v.regex(expression, allowed));

/** Every option but the rule's own parameters: how it is written, what is allowed, and its default. */
const optionsSchema = v.object({
  maximumExecutionFrequency: v.optional(choice(frequencies), 'Six_Hours'),
  architecture: v.optional(choice(architectures), 'arm64'),
  runtime: v.optional(choice(runtimes), 'nodejs24.x'),
  memoryMiB: v.optional(wholeNumber(memoryMiBRange), 256),
  timeoutSeconds: v.optional(wholeNumber(timeoutSecondsRange), 300),
  logRetentionDays: v.optional(oneOfNumbers(retentionDays), 90),
  allowAnyRegion: v.optional(flag(), false),
  reevaluation: v.optional(flag(), true),
  alarms: v.optional(flag(), true),
  dashboard: v.optional(flag(), true),
  savedQuery: v.optional(flag(), true),
  notificationEmail: v.optional(pattern(emailPattern, 'an e-mail address')),
  notificationTopicArn: v.optional(pattern(topicArnPattern, 'the ARN of an SNS topic')),
  complianceNotice: v.optional(flag(), false),
  remediation: v.optional(choice(remediationModes), 'off'),
  remediationAction: v.optional(choice(remediationActions), 'require-mfa'),
  removeConsoleAccess: v.optional(flag(), false),
  allowFirstPasswordChange: v.optional(flag(), false),
});

export type Options = v.InferOutput<typeof optionsSchema>;
export const optionKeys = Object.keys(optionsSchema.entries) as readonly (keyof Options)[];
export const optionDefaults: Options = v.parse(optionsSchema, {});

export interface ParsedOptions {
  readonly options: Options;
  /** The rule parameters that were set, as the strings that Config hands to the function. */
  readonly parameters: Readonly<Partial<Record<ParameterKey, string>>>;
}

/**
 * Parses option values by key, whether they come from props or from context; the rule's parameters go through the very
 * parser that the handler uses.
 * @throws InvalidOptionsError which lists every problem
 */
export function parseOptions(values: Readonly<Record<string, unknown>>): ParsedOptions {
  const problems: string[] = [];
  const parsed = v.safeParse(optionsSchema, values, { abortPipeEarly: true });
  for (const issue of parsed.issues ?? []) {
    const key = String(issue.path?.[0].key);
    problems.push(`${key}: got ${quote(values[key])}, allowed: ${issue.message}`);
  }
  const parameters = parseParameters(values, problems);
  if (parsed.success) problems.push(...contradictions(parsed.output));
  if (problems.length > 0 || !parsed.success) throw new InvalidOptionsError(problems);
  return { options: parsed.output, parameters };
}

function parseParameters(
  values: Readonly<Record<string, unknown>>,
  problems: string[],
): Partial<Record<ParameterKey, string>> {
  const set = parameterKeys.filter((key) => values[key] !== undefined && values[key] !== '');
  const given = Object.fromEntries(
    set.map((key) => [key, Array.isArray(values[key]) ? values[key].join(',') : values[key]]),
  );
  try {
    parseParameterValues(given);
  } catch (error) {
    if (!(error instanceof InvalidParametersError)) throw error;
    problems.push(...error.problems);
  }
  const parameters = Object.fromEntries(set.map((key) => [key, String(given[key]).trim()]));
  const { length } = Array.from(JSON.stringify(parameters));
  if (length > maxParametersLength) {
    problems.push(
      `${set.join(', ')}: got ${length} characters of JSON in all, allowed: at most ${maxParametersLength}`,
    );
  }
  return parameters;
}

function contradictions(options: Options): readonly string[] {
  const { notificationEmail, notificationTopicArn, complianceNotice } = options;
  const problems: string[] = [];
  if (notificationEmail !== undefined && notificationTopicArn !== undefined) {
    problems.push('notificationTopicArn: got one beside notificationEmail, allowed: one of the two');
  }
  if (complianceNotice && notificationEmail === undefined && notificationTopicArn === undefined) {
    problems.push(
      'complianceNotice: got true, allowed: only with notificationEmail or notificationTopicArn, which say whom to tell',
    );
  }
  if (options.remediationAction === 'remove-console-access') {
    if (options.remediation === 'automatic') {
      problems.push(
        'remediationAction: got "remove-console-access" beside remediation "automatic", allowed: require-mfa, the one step that can be taken back',
      );
    }
    if (!options.removeConsoleAccess) {
      problems.push(
        'removeConsoleAccess: got false, allowed: true with remediationAction "remove-console-access"',
      );
    }
  }
  return problems;
}

/** A value as messages show it. */
export function quote(value: unknown): string {
  const json = value === undefined ? 'nothing' : JSON.stringify(value);
  return json.length <= 80 ? json : `${json.slice(0, 77)}...`;
}
