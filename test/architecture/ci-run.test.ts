// How .ci/run ends: the sum that it prints is what it ends by.
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const script = readFileSync(path.resolve(__dirname, '../../.ci/run'), 'utf8');
const [end = ''] = /^awk '[^]*$/m.exec(script) ?? [];

test.each([
  ['1 passed, 0 failed, 2 skipped\n3 passed, 0 failed, 0 skipped\n', 0, '4 passed, 0 failed, 2 skipped\n'],
  ['1 passed, 1 failed, 0 skipped\n', 1, '1 passed, 1 failed, 0 skipped\n'],
  ['1 passed, 0 failed, 0 skipped\nwhatever\n', 1, '1 passed, 1 failed, 0 skipped\n'],
])('parts that end in %j, all with exit code 0, end with %d', (counts, code, said) => {
  const words = ['-c', `set -euo pipefail\nended=0\ncounts=/dev/stdin\n${end}`];
  const { status, stdout } = spawnSync('bash', words, { input: counts, encoding: 'utf8' });
  expect([status, stdout]).toEqual([code, said]);
});
