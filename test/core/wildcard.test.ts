import { expect, test } from '@jest/globals';
import { fitsAction, fitsPattern } from '../../rule/core/wildcard';

test.each([
  ['abc', 'abc', true],
  ['abc', 'ABC', false],
  ['abc', 'a?c', true],
  ['ac', 'a?c', false],
  ['abc', 'bc', false],
  ['abc', 'ab', false],
  ['ab', 'abc', false],
  ['abc', '*', true],
  ['', '*', true],
  ['', '**', true],
  ['', '?', false],
  ['', '', true],
  ['abc', 'a**', true],
  ['abc', 'a*c*', true],
  ['abcbd', 'a*bd', true],
  ['abcbd', '*b?d', false],
  ['abcb', 'a*bc', false],
  ['a*c', 'a*c', true],
])('%j fits the pattern %j: %s', (text, pattern, fits) => {
  expect(fitsPattern(text, pattern)).toBe(fits);
});

test('actions fit without case', () => {
  expect([fitsAction('iam:GetUser', 'IAM:get*'), fitsAction('iam:GetUser', 'IAM:put*')]).toEqual([
    true,
    false,
  ]);
});
