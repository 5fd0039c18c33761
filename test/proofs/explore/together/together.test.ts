import { env } from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { faulty, product, type Fault, type Product } from '../product';
import { together } from './explore';
import type { Scope } from './instances';

const isWhole = Number(env['EXPLORE'] ?? 0) >= 1_000_000;
const minutes = 60_000;

/** With batches of one each result of two users is a write of its own, and a scan reads on while the one before is under way. */
const singly: Fault = {
  file: 'protocol/batch.ts',
  line: 'maxBatchSize = 100',
  instead: 'maxBatchSize = 1',
};

describe('runs at once, call by call', () => {
  let batchesOfOne: Product;
  beforeAll(async () => {
    batchesOfOne = await faulty(singly);
  });

  // What `npm test` takes, one search in so many, and what `npm run explore` does.
  const scopes: [string, () => Product, Scope, number | undefined, number][] = [
    ['two, batches of one', () => batchesOfOne, { runs: 2, disturbances: 1 }, 151, 1],
    ['two, batches of 100', () => product, { runs: 2, disturbances: 1 }, 997, 11],
    ['two, undisturbed', () => batchesOfOne, { runs: 2, disturbances: 0 }, 31, 1],
    ['two, disturbed twice', () => batchesOfOne, { runs: 2, disturbances: 2 }, undefined, 229],
    ['three, undisturbed', () => batchesOfOne, { runs: 3, disturbances: 0 }, 13, 1],
    ['three', () => batchesOfOne, { runs: 3, disturbances: 1 }, undefined, 29],
  ];
  test.each(scopes.filter(([, , , sample]) => isWhole || sample !== undefined))(
    '%s',
    async (name, of, scope, sample, whole) => {
      const oneIn = isWhole ? whole : (sample ?? whole);
      const { searches, states, violation } = await together(of(), scope, oneIn);
      process.stderr.write(`${name}: ${searches} searches, ${states} states\n`);
      expect(violation).toBeUndefined();
    },
    60 * minutes,
  );

  test('a result that is read before a change and put after it stands until the next scan', async () => {
    const { violation } = await together(product, { runs: 2, disturbances: 1, strict: true }, 7);
    expect(violation).toContain('has ended, and');
  });

  test.each<[string, string, readonly Fault[]]>([
    [
      'an older scan overtakes, because its results carry the time of the write',
      'drop: ',
      [
        {
          file: 'run/scan.ts',
          line: 'await posting.add(evaluation);',
          instead: 'await posting.add({ ...evaluation, orderingTimestamp: now });',
        },
      ],
    ],
    [
      'a change run asks Config first',
      'has ended, and',
      [
        {
          file: 'run/change.ts',
          line: '  const reading = await read(trigger, step, ports);',
          instead: `  const { known, held } = await heldOf(trigger.userId, step, ports);
  const reading = await read(trigger, step, ports);`,
        },
        {
          file: 'run/change.ts',
          line: `  tally.count(verdict);
  const { known, held } = await heldOf(trigger.userId, step, ports);`,
          instead: '  tally.count(verdict);',
        },
      ],
    ],
    [
      'a scan takes any summary of a denied one for its own first try',
      'after quiet',
      [{ file: 'protocol/held.ts', line: ' || held.recordedTime <= event', instead: '' }],
    ],
    [
      'a scan that was denied the list clears',
      'cleared, and there',
      [{ file: 'run/scan.ts', line: 'unseen.length === 0 ?', instead: 'true ?' }],
    ],
    [
      'a scan clears the result of a user of whom IAM does not say what is missing',
      'cleared, and there',
      [
        {
          file: 'run/directory.ts',
          line: 'likely(user) ? this.settle(user)',
          instead: 'false ? this.settle(user)',
        },
      ],
    ],
    [
      'a change run that was denied says nothing',
      'has ended, and',
      [
        {
          file: 'run/change.ts',
          line: "if (reading.kind === 'unreadable') {",
          instead: `if (reading.kind === 'unreadable') return { problems: [], cleared: 0 };
  if (reading.kind === 'unreadable') {`,
        },
      ],
    ],
    [
      'a re-evaluation that was denied starts nothing',
      'heard of ann has ended, and',
      [
        {
          file: 'reevaluation/change-search.ts',
          line: "return this.find('unreadable');",
          instead: "return 'unreadable';",
        },
      ],
    ],
    [
      'a re-evaluation does not look for the results of who is gone',
      'heard of ann has ended, and',
      [
        {
          file: 'reevaluation/change-search.ts',
          line: 'return gone ? (this.found ?? (await this.resultOfGoneUser())) : this.found;',
          instead: 'return this.found;',
        },
      ],
    ],
    [
      'a remediation acts on whom it could not read',
      'was acted on',
      [
        {
          file: 'remediation/plan.ts',
          line: "if (reading.kind === 'unreadable') throw failed(reading.failure, reading.user.userName);",
          instead: `if (reading.kind === 'unreadable')
    return { kind: 'act', request, user: reading.user, verdict: undefined as never, groups: ['mfa-first'] };`,
        },
      ],
    ],
  ])('a planted fault is found: %s', async (_name, text, faults) => {
    const { violation } = await together(
      await faulty(singly, ...faults),
      { runs: 2, disturbances: 1 },
      7,
      text,
    );
    expect(violation).toContain(text);
  });
});
