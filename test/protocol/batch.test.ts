import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batches } from '../../rule/protocol/batch';

test.each([
  [0, []],
  [1, [1]],
  [100, [100]],
  [101, [100, 1]],
  [250, [100, 100, 50]],
])('%i evaluations go into batches of %j', (count, sizes) => {
  expect(batches(Array.from({ length: count })).map(({ length }) => length)).toEqual(sizes);
});

test('batches lose and repeat nobody, keep the order and are never empty or over the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 450 }), fc.integer({ min: 1, max: 120 }), (items, size) => {
      const split = batches(items, size);
      expect(split.flat()).toEqual(items);
      expect(split.every(({ length }) => length > 0 && length <= size)).toBe(true);
    }),
  );
});
