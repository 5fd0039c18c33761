import { expect, test } from '@jest/globals';
import { problem, quote } from '../../rule/core/problem';

test('a problem names the key, what was got and what is allowed', () => {
  expect(problem('requiredMfa', 'ANY', 'one of any, all')).toBe(
    'requiredMfa: got "ANY", allowed: one of any, all',
  );
});

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  [5, '5'],
  ['a\nb', '"a\\nb"'],
  [['x'], '["x"]'],
  [1n, 'a bigint'],
  [Symbol('s'), 'a symbol'],
  [() => 5, 'a function'],
  ['x'.repeat(78), `"${'x'.repeat(78)}"`],
  ['x'.repeat(79), `"${'x'.repeat(76)}...`],
])('%p is quoted as %s', (value, text) => {
  expect(quote(value)).toBe(text);
});
