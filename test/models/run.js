// `npm run models`: the tests that talk to an AWS of ours, with every server's requests and answers held against AWS's models; then
// what processes of their own were asked, and what the newest models know and we do not. The last line is the tests' count.
'use strict';
const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const exchanges = mkdtempSync(path.join(tmpdir(), 'models-'));
const { NODE_OPTIONS = '' } = process.env;
const env = {
  ...process.env,
  MODELS: '1',
  MODELS_EXCHANGES: exchanges,
  NODE_OPTIONS: `${NODE_OPTIONS} --require ${path.join(__dirname, 'record.js')}`,
};
const run = (stdout, ...args) =>
  spawnSync('npx', args, { env, stdio: ['ignore', stdout, 'inherit'], encoding: 'utf8', maxBuffer: 2 ** 30 });
const [files, flags] = [false, true].map((isFlag) =>
  process.argv.slice(2).filter((one) => one.startsWith('--') === isFlag),
);
const tests = run('pipe', 'jest', '--selectProjects', 'wire', 'runtime', 'docs', '--', ...files);
const report = run('inherit', 'tsx', path.join(__dirname, 'report.ts'), ...flags);
rmSync(exchanges, { recursive: true });

const [line, passed, failed, skipped] =
  /(\d+) passed, (\d+) failed, (\d+) skipped\n$/.exec(tests.stdout) ?? [];
process.stdout.write(
  line === undefined
    ? 'The tests ended without a count.\n'
    : `${passed} passed, ${Number(failed) + (report.status === 0 ? 0 : 1)} failed, ${skipped} skipped\n`,
);
process.exitCode = line === undefined || tests.status !== 0 || report.status !== 0 ? 1 : 0;
