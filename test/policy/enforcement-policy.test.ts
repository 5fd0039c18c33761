import { describe, expect, test } from '@jest/globals';
import { rows } from './rows';
import { copied, decide, ours } from './simulate';

describe('our policy and the widely copied one, decided side by side', () => {
  test.each(rows)('$title', async (row) => {
    const decided = { copied: await decide(row, copied(row)), ours: await decide(row, ours(row)) };
    expect(decided).toEqual(row.expected);
  });

  test('no two rows have one title', () => {
    expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
  });
});
