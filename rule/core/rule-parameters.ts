import { InvalidParametersError } from './errors';
import { requiredMfaLevels, type RequiredMfa } from './mfa-device';
import { problem, quote } from './problem';
import {
  gracePeriodHoursRange,
  maxExemptDaysRange,
  maxParametersLength,
  parameterKeys,
  parameters,
  type ParameterKey,
} from './parameters';

/** The rule parameters, parsed. */
export interface RuleParameters {
  readonly requiredMfa: RequiredMfa;
  readonly gracePeriodHours: number;
  readonly exemptTagKey: string | undefined;
  readonly maxExemptDays: number;
  readonly exemptPaths: readonly string[];
  readonly exemptUserNames: readonly string[];
  readonly ownerTagKey: string | undefined;
  readonly rankPrivileges: boolean;
}

const pathPrefix = /^\/[\u0021-\u007E]+\/$/;
const userName = /^[\w+=.@-]{1,64}$/;
/** IAM takes letters of every alphabet; of ASCII alone it is beyond doubt which keys are equal without case. */
const tagKey = /^[A-Za-z0-9 _.:/=+@-]{1,128}$/;

/**
 * Parses the `ruleParameters` of a Config event (a JSON object of strings; absent or empty: all defaults).
 * @throws InvalidParametersError which lists every problem
 */
export function parseRuleParameters(json: string | undefined): RuleParameters {
  if (json === undefined) return parseParameterValues({});
  const problems: string[] = [];
  const length = Array.from(json).length;
  if (length > maxParametersLength) {
    problems.push(`they have ${length} characters in all, allowed: at most ${maxParametersLength}`);
  }
  return parseParameterValues(json.trim() === '' ? {} : parseJsonObject(json, problems), problems);
}

/**
 * Parses parameter values by key, wherever they come from: Config's event, a command-line flag, a CDK prop.
 * @throws InvalidParametersError which lists every problem
 */
export function parseParameterValues(
  values: Readonly<Record<string, unknown>>,
  problems: string[] = [],
): RuleParameters {
  for (const key of Object.keys(values)) {
    if (!Object.hasOwn(parameters, key)) {
      problems.push(`unknown parameter ${quote(key)}, allowed: ${parameterKeys.join(', ')}`);
    }
  }
  const parse = <T>(key: ParameterKey, read: (text: string) => T | undefined): T | undefined => {
    const text = asText(Object.hasOwn(values, key) ? values[key] : '', key);
    const result = text === undefined ? undefined : read(text === '' ? parameters[key].default : text);
    if (result === undefined) problems.push(problem(key, values[key], parameters[key].allowed));
    return result;
  };
  const ruleParameters = {
    requiredMfa: parse('requiredMfa', (text) => requiredMfaLevels.find((level) => level === text)),
    gracePeriodHours: parse('gracePeriodHours', (text) => wholeNumber(text, gracePeriodHoursRange)),
    exemptTagKey: parse('exemptTagKey', optionalTagKey),
    maxExemptDays: parse('maxExemptDays', (text) => wholeNumber(text, maxExemptDaysRange)),
    exemptPaths: parse('exemptPaths', (text) => list(text, pathPrefix)),
    exemptUserNames: parse('exemptUserNames', (text) => list(text, userName)),
    ownerTagKey: parse('ownerTagKey', optionalTagKey),
    rankPrivileges: parse('rankPrivileges', yesOrNo),
  };
  if (problems.length > 0 || !isComplete(ruleParameters)) throw new InvalidParametersError(problems);
  return {
    ...ruleParameters,
    exemptTagKey: ruleParameters.exemptTagKey || undefined,
    ownerTagKey: ruleParameters.ownerTagKey || undefined,
  };
}

/** Without those that only ask for labels: what compares or acts on verdicts reads nothing for them. */
export function withoutLabelParameters(ruleParameters: RuleParameters): RuleParameters {
  return { ...ruleParameters, ownerTagKey: undefined, rankPrivileges: false };
}

function parseJsonObject(json: string, problems: string[]): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below in our own words: what JSON.parse says of a text differs from one Node to the next.
  }
  problems.push(`got ${quote(json)}, allowed: a JSON object of strings, like {"requiredMfa":"any"}`);
  return {};
}

const numbers: readonly ParameterKey[] = ['gracePeriodHours', 'maxExemptDays'];

/** A template can only pass strings, so a number may come as its digits. White space around a value is ignored. */
function asText(value: unknown, key: ParameterKey): string | undefined {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' && numbers.includes(key)) return String(value);
  return undefined;
}

function wholeNumber(text: string, { min, max }: { min: number; max: number }): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : undefined;
}

const optionalTagKey = (text: string): string | undefined =>
  text === '' || tagKey.test(text) ? text : undefined;

function yesOrNo(text: string): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

function list(text: string, item: RegExp): readonly string[] | undefined {
  if (text === '') return [];
  const items = text.split(',').map((part) => part.trim());
  return items.every((part) => item.test(part)) ? items : undefined;
}

function isComplete<T extends object>(values: T): values is { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.values(values).every((value) => value !== undefined);
}
