import { expect, test } from '@jest/globals';
import { missing } from '../terraform';
import { comparePlans, compareRecorded, recordedNumbers } from './compare-plans';

const absent = missing();
if (absent !== undefined) process.stderr.write(`skipped: random plans, as ${absent}.\n`);

test('random users of recorded plans come out as in the state after apply', () => {
  const { users, refused, misses, wrongNotEnforced } = compareRecorded();

  expect({ refused, misses, wrongNotEnforced }).toEqual({ refused: 0, misses: [], wrongNotEnforced: [] });
  expect(users).toBe(recordedNumbers.length * 6);
});

(absent === undefined ? test : test.skip)(
  'random users of Terraform come out as in the state after apply',
  async () => {
    const { misses, wrongNotEnforced } = await comparePlans(1, 2);

    expect({ misses, wrongNotEnforced }).toEqual({ misses: [], wrongNotEnforced: [] });
  },
  60_000,
);
