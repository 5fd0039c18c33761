import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault, rateLimit } from '../../rule/standin/state/fault-seed';
import { seed } from '../../rule/standin/state/seed';
import { user } from '../../rule/standin/state/user-seed';
import { root } from './blocks';

const page = readFileSync(join(root, 'docs/standin.md'), 'utf8');

test.each([
  ['a seed', seed.entries],
  ['a user of a seed', user.entries],
  ['a fault', fault.entries],
  ['a rate limit', rateLimit.entries],
])('docs/standin.md names every key of %s', (_, entries) => {
  expect(Object.keys(entries).filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
