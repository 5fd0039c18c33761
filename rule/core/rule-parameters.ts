import { InvalidParametersError } from './errors';
import { problem, quote } from './problem';
import {
  maxParametersLength,
  parameterKeys,
  parameters,
  type ParameterKey,
  type RuleParameters,
} from './parameters';

export type { RuleParameters } from './parameters';

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
  const read = parameterKeys.map((key) => {
    const text = asText(Object.hasOwn(values, key) ? values[key] : '', key);
    const { default: unset, allowed, read } = parameters[key];
    const result = text === undefined ? undefined : read(text === '' ? unset : text);
    if (result === undefined) problems.push(problem(key, values[key], allowed));
    return [key, result?.value] as const;
  });
  if (problems.length > 0) throw new InvalidParametersError(problems);
  return Object.fromEntries(read) as unknown as RuleParameters;
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

/** A template can only pass strings, so a number may come as its digits. White space around a value is ignored. */
function asText(value: unknown, key: ParameterKey): string | undefined {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && parameters[key].kind === 'number' ? String(value) : undefined;
}
