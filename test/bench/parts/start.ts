import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { lambdaEntries } from '../../../infra/rule/bundle';
import { heapFlags, lambdaNode } from '../lambda-node';
import { sayTable } from '../output';
import { bundleOf, doorEnvironment } from '../rule-process';

const times = 9;

/** What a person waits for --help, and a function for its first call. */
export function start(): Promise<void> {
  const cli = resolve(__dirname, '../../../dist/rule/cli/main.js');
  sayTable(
    `Start, the median of ${times}:`,
    ['', 'ms', 'MiB'],
    [
      ...lambdaEntries.map((door) => {
        const runs = repeated(() => imported(bundleOf(door)));
        return [`import of ${door}.js`, median(runs.map(([ms]) => ms)), median(runs.map(([, mib]) => mib))];
      }),
      ...[['--version'], ['--help'], ['scan', '--help']].map((args) => [
        `iam-user-mfa ${args.join(' ')}`,
        median(repeated(() => milliseconds(() => spawnSync(process.execPath, [cli, ...args])))),
        '',
      ]),
    ],
  );
  return Promise.resolve();
}

function imported(bundle: string): readonly [number, number] {
  const script = `const started = performance.now(); require(${JSON.stringify(bundle)});
    console.log(JSON.stringify([performance.now() - started, process.resourceUsage().maxRSS / 1024]));`;
  const { stdout } = spawnSync(lambdaNode(), [...heapFlags(512), '-e', script], {
    env: doorEnvironment('http://127.0.0.1:9'),
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as [number, number];
}

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const repeated = <T>(work: () => T): readonly T[] => Array.from({ length: times }, work);

const median = (values: readonly number[]): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN).toFixed(0);
