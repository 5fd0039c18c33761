import { env } from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { explore } from './explore';
import type { Fault } from './runs';

const runs = Number(env['EXPLORE'] ?? 20_000);
const seed = Number(env['EXPLORE_SEED'] ?? 1);
const minutes = 60_000;

describe('two users, and whatever may happen to them while the rule runs', () => {
  test(
    `${runs} runs`,
    async () => {
      const { states, violations } = await explore(runs, seed);
      process.stderr.write(`${runs} runs, ${states} states\n`);
      expect(violations).toEqual([]);
      expect(states).toBeGreaterThan(runs < 100_000 ? 5_000 : 10_000);
    },
    60 * minutes,
  );

  test.each<[Fault, string]>([
    ['a device where there is none', 'COMPLIANT without a device'],
    ['a user is left out of the list', 'cleared, and there'],
    ['every result is fresh', 'is not fresh'],
    ['a stale verdict', 'got the group, and is not NON_COMPLIANT'],
  ])('a planted fault is found: %s', async (fault, text) => {
    const { violations } = await explore(20_000, seed, fault, text);
    expect(violations.join('\n')).toContain(text);
  });
});
