import { grouped, sayTable } from '../output';
import { measure, type Measured } from './command';
import type { OrganizationBenchOptions } from './options';

export async function report({ accounts, foreign }: OrganizationBenchOptions): Promise<void> {
  for (const rules of foreign)
    for (const ruleIn of rules > 100 ? ['conformance-pack', 'member-stack'] : ['conformance-pack'])
      await measured(accounts, rules, ruleIn);
}

async function measured(accounts: readonly number[], foreign: number, ruleIn: string): Promise<void> {
  const runs: Measured[] = [];
  for (const count of accounts) {
    const seed = [count, foreign, ruleIn];
    runs.push(
      await measure('report-standin-process.ts', seed, ['org-report', '--aggregator', 'iam-user-mfa']),
    );
  }
  const row = (title: string, of: (run: Measured) => number, digits = 0): string[] => {
    const values = runs.map(of);
    const ratio = (values.at(-1) ?? 0) / (values[0] ?? 0);
    return [title, ...values.map((value) => value.toFixed(digits)), ratio.toFixed(2)];
  };
  const apis = [...new Set(runs.flatMap(({ counts }) => Object.keys(counts)))].sort();
  sayTable(
    `org-report, rule in the ${ruleIn}, 100 users and ${foreign} rules of others an account, 50 OUs, 50 ms a call at the stand-in:`,
    ['', ...accounts.map((count) => `${grouped(count)} accounts`), 'ratio'],
    [
      ...apis.map((api) => row(api, ({ counts }) => counts[api] ?? 0)),
      row('calls', ({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0)),
      row('wall time, s', ({ milliseconds }) => milliseconds / 1_000, 1),
      row('connections', ({ connections }) => connections),
      row('peak memory, MiB', ({ peakMiB }) => peakMiB),
      row('accounts that report', ({ view }) => view.totals.reporting),
      row('accounts that do not', ({ view }) => view.totals.unknown),
      row('users', ({ view }) => view.totals.users),
      row('users without MFA', ({ view }) => view.totals.withoutMfa),
      row('exit code', ({ exitCode }) => exitCode ?? NaN),
    ],
  );
}
