import { statSync } from 'node:fs';
import type { BenchOptions } from '../bench';
import { grouped, say, sayTable } from '../output';
import { bundleOf, runRule, type Cost } from '../rule-process';
import { callsOf, withStandin, type Measured, type StandinProcess } from '../standin';

export const latencyMilliseconds = 50;
export const usersAtOnce = 8;

interface Scan {
  readonly cost: Cost;
  readonly first: Measured;
  readonly again: Measured;
  readonly ranked: Cost;
}

/** Without a throttle: the calls, the time beside its bound, the memory. */
export async function unthrottled({ users }: BenchOptions): Promise<void> {
  const scans: Scan[] = [];
  for (const count of users) scans.push(await withStandin(count, scan));
  const row = (title: string, of: (one: Scan) => number, digits = 0): string[] => {
    const values = scans.map(of);
    const ratio = (values.at(-1) ?? 0) / (values[0] ?? 0);
    return [title, ...values.map((value) => value.toFixed(digits)), ratio.toFixed(2)];
  };
  const apis = [...new Set(scans.flatMap(({ first }) => Object.keys(first.counts)))].sort();
  sayTable(
    `One scan, ${latencyMilliseconds} ms a call at the stand-in, ${usersAtOnce} users at once:`,
    ['', ...users.map((count) => `${grouped(count)} users`), 'ratio'],
    [
      ...apis.map((api) => row(api, ({ first }) => first.counts[api] ?? 0)),
      row('IAM calls', ({ first }) => callsOf(first, 'iam')),
      row('evaluations posted', ({ first }) => first.posted),
      row('evaluations posted, second scan, nothing changed', ({ again }) => again.posted),
      row('wall time, s', ({ cost }) => cost.wallMilliseconds / 1_000, 1),
      row(
        'wall time / (calls x latency / users at once)',
        (one) => one.cost.wallMilliseconds / boundOf(one.first),
        2,
      ),
      row('CPU time, s', ({ cost }) => cost.cpuMilliseconds / 1_000, 1),
      row('peak memory, MiB', ({ cost }) => cost.peakMiB),
      row('peak memory with privileges ranked, MiB', ({ ranked }) => ranked.peakMiB),
      row('import of the bundle, ms', ({ cost }) => cost.importMilliseconds),
    ],
  );
  const size = statSync(bundleOf('handler')).size / 1024;
  say(`Bundle: ${size.toFixed(0)} KB minified, without the SDK that the runtime brings.\n`);
}

async function scan(standin: StandinProcess): Promise<Scan> {
  await standin.measure(latencyMilliseconds);
  const cost = await runRule(standin.url);
  const first = await standin.measure(0);
  await runRule(standin.url);
  const again = await standin.measure(0);
  const ranked = await runRule(standin.url, { ruleParameters: { rankPrivileges: 'true' } });
  return { cost, first, again, ranked };
}

export const boundOf = (measured: Measured): number =>
  ((callsOf(measured, 'iam') + callsOf(measured, 'config')) * latencyMilliseconds) / usersAtOnce;
