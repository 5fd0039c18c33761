import * as v from 'valibot';
import { InvalidParametersError } from '../../rule/core/errors';
import { maxParametersLength, parameterKeys } from '../../rule/core/parameters';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { contradictions, topicWithoutUse } from './contradictions';
import { InvalidOptionsError } from './errors';
import { optionsSchema, type ParsedOptions, type SetParameters } from './options';
import { problemsOf } from './values';

/**
 * Parses option values by key, whether they come from props or from context; the rule's parameters go through the very
 * parser that the handler uses.
 * @throws InvalidOptionsError which lists every problem
 */
export function parseOptions(values: Readonly<Record<string, unknown>>): ParsedOptions {
  const parsed = v.safeParse(optionsSchema, values, { abortPipeEarly: true });
  const problems = [...problemsOf(parsed.issues, values)];
  const parameters = parseParameters(values, problems);
  if (parsed.success) {
    const report = values['organizationReport'];
    problems.push(...contradictions(parsed.output, parameters));
    problems.push(...topicWithoutUse(parsed.output, report !== undefined && report !== 'off'));
  }
  if (problems.length > 0 || !parsed.success) throw new InvalidOptionsError(problems);
  return { options: parsed.output, parameters };
}

function parseParameters(values: Readonly<Record<string, unknown>>, problems: string[]): SetParameters {
  const texts = parameterKeys.map((key) => [key, asText(values[key])] as const);
  // An empty list, or nothing but spaces, is "not set": Config refuses a parameter without a value.
  const isSet = (text: unknown): boolean =>
    text !== undefined && !(typeof text === 'string' && text.trim() === '');
  const given = Object.fromEntries(texts.filter(([, text]) => isSet(text)));
  const set = parameterKeys.filter((key) => key in given);
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

/** A prop's list and boolean as the texts that Config hands to the function. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'boolean' ? String(value) : value;
}
