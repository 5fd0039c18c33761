// The tools of the other roads in Python: CDK's library, and what CfCT checks manifests with.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from '@jest/globals';

export const python = process.env['ROADS_PYTHON'] ?? '';
const why = existsSync(python) ? undefined : 'ROADS_PYTHON names no Python: .ci/tools installs it';
if (why !== undefined) {
  if (process.env['CI'] === 'true') throw new Error(why);
  process.stderr.write(`The roads in Python are not tried: ${why}.\n`);
}
export const testInPython = why === undefined ? test : test.skip;

export function runPython(
  words: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
  input = '',
) {
  const env = { ...process.env, ...more };
  const options = { cwd, env, input, encoding: 'utf8', timeout: 120_000, maxBuffer: 64 << 20 } as const;
  const { status, stdout, stderr, error } = spawnSync(python, words, options);
  return { status, stdout, stderr: `${stderr}${error === undefined ? '' : String(error)}` };
}
