import { describe, expect, test } from '@jest/globals';
import { compare } from './compare';
import { enforcing, others } from './documents';
import { denies } from './simulated';

test('500 random users come out as in every deployment of their templates', async () => {
  const { misses, wrongNotEnforced, wrongCannotSee, users } = await compare(1, 500);

  expect({ misses, wrongNotEnforced }).toEqual({ misses: [], wrongNotEnforced: [] });
  expect(wrongCannotSee.length / users).toBeLessThan(0.02);
});

describe('the oracle', () => {
  test.each(enforcing.map((document, index) => [index, document] as const))(
    'finds that document %i denies what no second factor asks for',
    async (_, document) => {
      expect(await denies([document], 'user-0')).toBe(true);
    },
  );

  test.each(others.map((document, index) => [index, document] as const))(
    'finds that document %i leaves something open',
    async (_, document) => {
      expect(await denies([document], 'user-0')).toBe(false);
    },
  );
});
