import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../rule/enforcement/document';
import { extremes, mutantsOf } from './mutants';
import { rows } from './rows';
import { decide, ours } from './simulate';

// A table that passes proves little before it has failed: each element of our documents is broken once, and some row has
// to notice; and each row has to notice some break.
// Roles have no aws:username, so these two statements match none of them already; AWS says only that a variable without a
// value "might" make a statement invalid, so the guard stays.
const noDifferenceToTheSimulator = [
  'scp: DenyEnrollingForOthersWithoutMfa: ArnLike is missing',
  'scp: DenyRemovingOwnDevicesWithoutMfa: ArnLike is missing',
];

describe('the table of decisions', () => {
  const broken = new Map<string, boolean>();
  const blind: string[] = [];

  beforeAll(async () => {
    for (const row of rows) {
      const document = ours(row) as PolicyDocument;
      let noticed = false;
      for (const mutant of extremes(document)) {
        noticed ||= (await decide(row, mutant.document)) !== row.expected.ours;
      }
      for (const mutant of mutantsOf(document)) {
        // Who forges a named exception is a matrix of its own: exceptions.test.ts breaks each element of it.
        if (mutant.label.startsWith('DenyForging')) continue;
        const label = `${row.kind}: ${mutant.label}`;
        // What some row noticed already, this one need not look at, once it has noticed something itself.
        if (noticed && broken.get(label) === true) continue;
        const caught = (await decide(row, mutant.document)) !== row.expected.ours;
        broken.set(label, caught || broken.get(label) === true);
        noticed ||= caught;
      }
      if (!noticed) blind.push(row.title);
    }
  }, 60_000);

  test('some row notices when any element of either document is broken', () => {
    expect(broken.size).toBeGreaterThan(60);
    expect([...broken].filter(([, caught]) => !caught).map(([label]) => label)).toEqual(
      noDifferenceToTheSimulator,
    );
  });

  test('every row notices some break', () => {
    expect(blind).toEqual([]);
  });
});
