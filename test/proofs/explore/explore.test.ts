import { env } from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { explore } from './explore';
import { faulty, type Fault } from './product';

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
      expect(states).toBeGreaterThan(10_000);
    },
    60 * minutes,
  );

  // Three things must happen before it shows.
  const deep: [string, Fault, string][] = [
    [
      'a change run takes who has the name for the user',
      { file: 'run/directory.ts', line: ' && named.userId === userId', instead: '' },
      'was told of, and stays wrong',
    ],
  ];
  test.each<[string, Fault, string]>([
    ...(runs > 20_000 ? deep : []),
    [
      'COMPLIANT without a device',
      {
        file: 'core/mfa-device.ts',
        line: "      if (kinds.length > 0) return 'yes';",
        instead: "      if (complete) return 'yes';",
      },
      'COMPLIANT without a device',
    ],
    [
      'a present user is cleared',
      {
        file: 'protocol/held.ts',
        line: 'presentUserIds.has(held.resourceId)',
        instead: '!presentUserIds.has(held.resourceId)',
      },
      'cleared, and there',
    ],
    [
      'a refresh is left out',
      {
        file: 'protocol/held.ts',
        line: '> freshMilliseconds) return true;',
        instead: '> freshMilliseconds) return false;',
      },
      'is not fresh',
    ],
    [
      'a remediation is decided by what Config holds',
      {
        file: 'remediation/plan.ts',
        line: "if (verdict.compliance !== 'NON_COMPLIANT') {",
        instead: "if (verdict.compliance === 'COMPLIANT') {",
      },
      'got the group, and is not NON_COMPLIANT',
    ],
    [
      'a re-evaluation looks at the gone alone',
      {
        file: 'reevaluation/change-search.ts',
        line: "this.find('verdict-differs')",
        instead: 'return',
      },
      'was heard of, and stays',
    ],
    [
      'a user made again is cleared by a scan of before',
      { file: 'protocol/held.ts', line: ' && held.recordedTime < recordedBefore', instead: '' },
      'cleared, and there',
    ],
    [
      'a result is refreshed with the owner of another',
      {
        file: 'run/directory.ts',
        line: 'owner: ownerByTag(known, ownerTagKey) }',
        instead: 'owner: (globalThis.firstOwner ??= ownerByTag(known, ownerTagKey)) }',
      },
      'has the label of another',
    ],
    [
      'a re-evaluation is lost',
      {
        file: 'reevaluation/reevaluate.ts',
        line: 'const failure = await ports.start(ruleNames);',
        instead: 'const failure = undefined;',
      },
      'was heard of, and stays',
    ],
  ])('a planted fault is found: %s', async (_name, fault, text) => {
    const { violations } = await explore(Math.min(runs, 200_000), seed, await faulty(fault), text);
    expect(violations.join('\n')).toContain(text);
  });
});
