import { type StackProps, Token } from 'aws-cdk-lib';
import { InvalidParametersError } from '../../rule/core/errors';
import { maxParametersLength, parameterKeys } from '../../rule/core/parameters';
import { problem } from '../../rule/core/problem';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { contradictionsOf, reports } from './contradictions';
import { InvalidOptionsError } from './errors';
import { type Key, known, rowOf } from './logic';
import {
  isIn,
  kindIn,
  type OptionKey,
  optionKeys,
  optionRows,
  type Options,
  type WrittenOptions,
  type Place,
  type SetParameters,
} from './options';

export type Values = Readonly<Record<string, unknown>>;

export interface Parsed {
  readonly options: Options;
  readonly parameters: SetParameters;
  /** As a template's parameter would have it; of what is not set, the default. */
  readonly textOf: (key: Key) => string;
  readonly isGiven: (key: Key) => boolean;
}

export const allKeys: readonly Key[] = [...parameterKeys, ...optionKeys];

/**
 * Parses option values by key, whether they come from props or from context; the rule's parameters go through the very
 * parser that the handler uses.
 * @throws InvalidOptionsError which lists every problem
 */
export function parseOptions(place: Place, values: Values): Parsed {
  const problems = [
    ...unknownOptions(
      Object.keys(values).filter((key) => values[key] !== undefined),
      allKeys,
    ),
  ];
  const texts = new Map<Key, string>();
  const read = optionKeys.map((key) => [key, parseOption(place, key, values[key], texts, problems)] as const);
  const parameters = parseParameters(values, problems);
  for (const key of parameterKeys) if (parameters[key] !== undefined) texts.set(key, parameters[key]);
  const textOf = (key: Key): string => texts.get(key) ?? rowOf(key).default;
  const logic = known(textOf);
  const given = Object.fromEntries(read) as unknown as WrittenOptions;
  const options: Options = {
    ...given,
    organizationReport: given.organizationReport ?? (reports(logic) ? 'weekly' : 'off'),
  };
  if (problems.length === 0) {
    const valueOf = (key: Key): unknown =>
      key in options ? options[key as OptionKey] : parameters[key as keyof SetParameters];
    problems.push(...contradictionsOf(place, logic, valueOf));
  }
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  return { options, parameters, textOf, isGiven: (key) => texts.has(key) };
}

function parseOption(
  place: Place,
  key: OptionKey,
  value: unknown,
  texts: Map<Key, string>,
  problems: string[],
): unknown {
  const { instead = '', default: unset } = optionRows[key];
  const { allowed, read } = kindIn(key, place);
  const text = asText(value);
  if (!isIn(key, place)) {
    // An option that is off everywhere else is off here.
    const isOff = place !== 'account' && text === 'false';
    if (value !== undefined && !isOff) problems.push(problem(key, value, instead));
    return read(unset)?.value;
  }
  if (value === undefined) return read(unset)?.value;
  // A value that only the deployment knows, a topic of the same app for one, passes.
  const result = Token.isUnresolved(value) ? { value } : text === undefined ? undefined : read(text);
  if (result === undefined || (text === '' && unset !== '')) problems.push(problem(key, value, allowed));
  else texts.set(key, asText(result.value) ?? '');
  return result?.value;
}

/** Context gives strings where a prop is a number, a boolean or a list: all are read as their text. */
export function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const items = value.map(asText);
    return items.includes(undefined) ? undefined : items.join(',');
  }
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return undefined;
  // Tags are an object in cdk.json and in CDK's own props.
  return asText(Object.entries(value).map(([name, inner]) => `${name}=${asText(inner) ?? ''}`));
}

function parseParameters(values: Values, problems: string[]): SetParameters {
  const texts = parameterKeys.map((key) => [key, asText(values[key]) ?? values[key]] as const);
  // An empty list, or nothing but spaces, is "not set": Config refuses a parameter without a value.
  const given = Object.fromEntries(texts.filter(([, text]) => text !== undefined && text !== ''));
  const set = parameterKeys.filter((key) => key in given);
  try {
    parseParameterValues(given);
  } catch (error) {
    if (!(error instanceof InvalidParametersError)) throw error;
    problems.push(...error.problems);
  }
  const parameters = Object.fromEntries(set.map((key) => [key, String(given[key])]));
  const { length } = Array.from(JSON.stringify(parameters));
  if (length > maxParametersLength) {
    problems.push(
      `${set.join(', ')}: got ${length} characters of JSON in all, allowed: at most ${maxParametersLength}`,
    );
  }
  return parameters;
}

/** CDK's props of a stack, but for those that have the name of an option. */
export type OfEveryStack = Omit<StackProps, 'permissionsBoundary' | 'tags'>;

/** The props that are every stack's; one that is missing here does not compile. */
const ofEveryStack: Readonly<Record<keyof StackProps, true>> = {
  analyticsReporting: true,
  crossRegionReferences: true,
  description: true,
  env: true,
  notificationArns: true,
  permissionsBoundary: true,
  propertyInjectors: true,
  stackName: true,
  suppressTemplateIndentation: true,
  synthesizer: true,
  tags: true,
  terminationProtection: true,
};

/** The props of one of our stacks apart: CDK's, and our options. A boundary by name is ours, tags are both. */
export function splitProps(props: Values): { readonly stack: StackProps; readonly values: Values } {
  const { tags, permissionsBoundary: boundary, ...rest } = props;
  const [stack, values] = [true, false].map((ofStack) =>
    Object.fromEntries(Object.entries(rest).filter(([key]) => key in ofEveryStack === ofStack)),
  );
  const tagged = (asText(tags) ?? '').split(',').map((tag) => tag.split('=').map((part) => part.trim()));
  const ofCdk = typeof boundary === 'object' ? { permissionsBoundary: boundary } : {};
  return {
    stack: {
      ...stack,
      ...(tags === undefined ? {} : { tags: Object.fromEntries(tagged) as Record<string, string> }),
      ...(ofCdk as StackProps),
    },
    values: { ...values, tags, ...(typeof boundary === 'object' ? {} : { permissionsBoundary: boundary }) },
  };
}

/** Names that are no option: left alone, a misspelt one would deploy the default. */
export function unknownOptions(keys: readonly string[], all: readonly string[]): readonly string[] {
  return keys
    .filter((key) => !all.includes(key))
    .map((key) => {
      const near = nearest(key, all);
      return near === undefined
        ? `${key}: unknown option, allowed: ${all.join(', ')}`
        : `${key}: unknown option, the nearest one is ${near}`;
    });
}

function nearest(key: string, all: readonly string[]): string | undefined {
  const wanted = plain(key);
  const [best] = all
    .map((name) => ({ name, distance: distance(wanted, plain(name)) }))
    .sort((one, other) => one.distance - other.distance);
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.name.length / 4))
    ? best.name
    : undefined;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Levenshtein's: how many letters have to be added, taken away or replaced. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  Array.from(one).forEach((letter, index) => {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  });
  return row[other.length] ?? 0;
}
