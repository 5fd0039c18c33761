// Expressions and Terraform's own values of them, as `npm run expressions` writes them down and `npm run fuzz:expressions` asks again:
// ours is that value, or says which others it may be.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { expressionOf } from '../../rule/gates/terraform/expression';
import { unknown } from '../../rule/gates/terraform/value';
import { expressions, malformed } from './expression-rows';
import {
  agrees,
  fixedNames,
  rowOf,
  rowsFile,
  valueOf,
  type ExpressionRow,
} from './oracle/compare-expressions';

const rows = JSON.parse(readFileSync(rowsFile, 'utf8')) as readonly ExpressionRow[];
const titled = rows.map((row) => ({ text: row[0], answer: row[1] ?? undefined, row }));

test.each(titled)('$text', ({ text, answer, row }) => {
  expect(rowOf(text, answer)).toEqual(row);
  expect(agrees(valueOf(text), answer)).toBe(true);
});

test('nothing else is recorded', () => {
  expect(rows.map(([text]) => text)).toEqual(Object.values(expressions).flat());
});

test.each(malformed)('%j is no expression', (text) => {
  expect(expressionOf(text)(fixedNames)).toEqual(unknown);
});
