import { env } from 'node:process';
import { expect, test } from '@jest/globals';
import { product } from '../product';
import { together } from './explore';

test('two runs at once', async () => {
  const found = await together(product, Number(env['D'] ?? 1), Number(env['SHARE'] ?? 50));
  process.stderr.write(
    JSON.stringify({ ...found, violations: found.violations.length }) +
      '\n' +
      found.violations.slice(0, 3).join('\n\n') +
      '\n',
  );
  expect(found.violations).toEqual([]);
}, 3_600_000);
