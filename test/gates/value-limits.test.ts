// A configuration that doubles its values is given up, and the last value that is not is still told exactly.
import { expect, test } from '@jest/globals';
import { functions } from '../../rule/gates/terraform/functions';
import {
  anyOf,
  areOfOneType,
  listOf,
  literal,
  mapOf,
  ofJson,
  partOf,
  type Value,
} from '../../rule/gates/terraform/value';

const items = (count: number): readonly Value[] =>
  Array.from({ length: count }, (_, index) => literal(index));
const several = (count: number): Value => anyOf(items(count));
const product = (...counts: readonly number[]): Value | undefined =>
  functions['setproduct']?.(...counts.map((count) => listOf(items(count))));

test.each<[string, () => Value | undefined, Value['kind']]>([
  ['a text of 50,000 characters', () => literal('a'.repeat(50_000)), 'literal'],
  ['a text of 50,001 characters', () => literal('a'.repeat(50_001)), 'unknown'],
  ['a list of 50,000 values', () => listOf(items(50_000)), 'list'],
  ['a list of 50,001 values', () => listOf(items(50_001)), 'unknown'],
  ['one of 50 values', () => several(50), 'any'],
  ['one of 51 values', () => several(51), 'unknown'],
  ['one of one value', () => several(1), 'literal'],
  ['one of no value', () => several(0), 'unknown'],
  ['one of 25 or one of 25 values', () => anyOf([several(25), several(25)]), 'any'],
  ['one of 26 or one of 25 values', () => anyOf([several(26), several(25)]), 'unknown'],
  ['50,000 pairs', () => product(250, 200), 'list'],
  ['50,001 pairs', () => product(7143, 7), 'unknown'],
  ['pairs of none', () => product(7143, 0), 'list'],
  ['none and pairs', () => product(0, 7143), 'list'],
  ['a part of a list by one of several', () => partOf(listOf(items(3)), several(2)), 'any'],
  ['a part by a number of two digits', () => partOf(listOf(items(12)), literal(11)), 'literal'],
  ['a value that is no JSON', () => ofJson(undefined), 'unknown'],
])('%s', (_, make, kind) => {
  expect(make()?.kind).toBe(kind);
});

test.each<[string, readonly Value[], boolean]>([
  ['100,000 numbers', items(100_000), true],
  ['100,001 numbers', items(100_001), false],
  ['a number, and one of a number or a text', [literal(1), anyOf([literal(2), literal('a')])], false],
  ['a text, and a map of a text', [literal('a'), mapOf([['a', literal('b')]])], true],
  ['a number, and a map of a text', [literal(1), mapOf([['a', literal('b')]])], false],
  ['null and a number', [literal(null), literal(1)], true],
  ['nothing', [], true],
])('%s are of one type: %s', (_, values, are) => {
  expect(areOfOneType(values)).toBe(are);
});
