import { expect, test } from '@jest/globals';
import { missing } from '../terraform';
import { comparePlans } from './compare-plans';

const absent = missing();
if (absent !== undefined) process.stderr.write(`skipped: random plans, as ${absent}.\n`);

(absent === undefined ? test : test.skip)(
  'random users of Terraform come out as in the state after apply',
  async () => {
    const { misses, wrongNotEnforced } = await comparePlans(1, 2);

    expect({ misses, wrongNotEnforced }).toEqual({ misses: [], wrongNotEnforced: [] });
  },
  60_000,
);
