import { expect, test } from '@jest/globals';
import { remainingMilliseconds, reserveMilliseconds } from '../../rule/aws/lambda/deadline';

const context = (left: unknown) => ({ getRemainingTimeInMillis: () => left });

test.each([
  [15_000, 15_000],
  [900_001, 900_000],
  [3e9, 900_000],
  [Infinity, undefined],
  [NaN, undefined],
  ['soon', undefined],
])('of %p milliseconds left, timers are given %p', (left, expected) => {
  expect(remainingMilliseconds(context(left))).toBe(expected);
});

test('a context without a clock sets no limit', () => {
  for (const none of [undefined, null, {}, 7]) expect(remainingMilliseconds(none)).toBeUndefined();
});

test.each([
  [15_000, 3_000],
  [60_000, 6_000],
  [900_000, 30_000],
])('of %p milliseconds, %p are kept for posting', (left, kept) => {
  expect(reserveMilliseconds(left)).toBe(kept);
});
