import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { lambdaEntries } from '../../../infra/rule/bundle';
import { heapFlags, lambdaNode } from '../lambda-node';
import { sayTable } from '../output';
import { bundleOf, doorEnvironment } from '../rule-process';

const times = 9;

const dist = resolve(__dirname, '../../../dist');
const programs = [
  ['iam-user-mfa', resolve(dist, 'rule/cli/main.js')],
  ['the one file', resolve(dist, 'iam-user-mfa.cjs')],
] as const;
const calls = [['--version'], ['--help'], ['scan', '--help'], ['policy', '--strength', 'all']] as const;

/** What a person waits for --help, and a function for its first call; of the one file at most 1.5 times the installed one. */
export function start(): Promise<void> {
  sayTable(
    `Start, the median of ${times}:`,
    ['', 'ms', 'MiB'],
    [
      ...lambdaEntries.map((door) => {
        const runs = repeated(() => imported(bundleOf(door)));
        return [`import of ${door}.js`, median(runs.map(([ms]) => ms)), median(runs.map(([, mib]) => mib))];
      }),
      ...calls.flatMap((args) =>
        programs.map(([name, file]) => [
          `${name} ${args.join(' ')}`,
          median(repeated(() => milliseconds(() => spawnSync(process.execPath, [file, ...args])))),
          '',
        ]),
      ),
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
