import { type ParameterKey, parameters } from '../../rule/core/parameters';
import { type OptionKey, optionRows } from './options';

export type Key = ParameterKey | OptionKey;

/** The terms of a test: booleans where the values are known, conditions of CloudFormation where parameters decide. */
export interface Logic<T> {
  readonly is: (key: Key, text: string) => T;
  readonly not: (test: T) => T;
  readonly any: (...tests: readonly T[]) => T;
  readonly all: (...tests: readonly T[]) => T;
  /** Whether IAM's events reach the region. */
  readonly inIamRegion: () => T;
}

/** A question about the options, asked the same way of values at synth and of a template's parameters. */
export type Test = <T>(logic: Logic<T>) => T;

export const is =
  (key: Key, text: string): Test =>
  (logic) =>
    logic.is(key, text);
export const not =
  (test: Test): Test =>
  (logic) =>
    logic.not(test(logic));
export const any =
  (...tests: readonly Test[]): Test =>
  (logic) =>
    logic.any(...tests.map((test) => test(logic)));
export const all =
  (...tests: readonly Test[]): Test =>
  (logic) =>
    logic.all(...tests.map((test) => test(logic)));

export const on = (key: Key): Test => is(key, 'true');
export const isSet = (key: Key): Test => not(is(key, ''));
export const inIamRegion: Test = (logic) => logic.inIamRegion();

export const isOption = (key: Key): key is OptionKey => key in optionRows;
export const rowOf = (key: Key) => (isOption(key) ? optionRows[key] : parameters[key]);
export const differs = (key: Key): Test => not(is(key, rowOf(key).default));
export const hasTopic = any(isSet('notificationEmail'), isSet('notificationTopicArn'));

/** The logic of values that are known. */
export const known = (textOf: (key: Key) => string, inIamRegion = true): Logic<boolean> => ({
  is: (key, text) => textOf(key) === text,
  not: (test) => !test,
  any: (...tests) => tests.includes(true),
  all: (...tests) => !tests.includes(false),
  inIamRegion: () => inIamRegion,
});

/** A join of tests of which some are known: those that decide it, or do not, are left out. */
export function joined<T>(
  tests: readonly (boolean | T)[],
  decides: boolean,
  join: (...tests: readonly T[]) => T,
): boolean | T {
  const open = tests.filter((test): test is T => typeof test !== 'boolean');
  if (tests.includes(decides)) return decides;
  const [first, ...more] = open;
  if (first === undefined) return !decides;
  return more.length === 0 ? first : join(...open);
}
