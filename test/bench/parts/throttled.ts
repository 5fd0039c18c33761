import type { BenchOptions } from '../bench';
import { grouped, sayTable, seconds } from '../output';
import { retrySettings } from '../retry-settings';
import { runRule, type Cost } from '../rule-process';
import { callsOf, withStandin, type Measured } from '../standin';

/** What one call takes at the stand-in. */
const latencyMilliseconds = 20;

/** Slow rates leave the machine idle, so their runs go side by side. */
const sideBySideUpTo = 50;

interface Run {
  readonly retries: string;
  readonly cost: Cost;
  readonly measured: Measured;
}

/** IAM takes so many calls a second of the account: one token bucket for all its APIs, one second's worth of tokens in it. */
export async function throttled({ users, rates, retries }: BenchOptions): Promise<void> {
  for (const count of users) {
    for (const rate of rates) {
      const runs: Run[] = [];
      if (rate <= sideBySideUpTo)
        runs.push(...(await Promise.all(retries.map((one) => throttledRun(count, rate, one)))));
      else for (const one of retries) runs.push(await throttledRun(count, rate, one));
      sayTable(
        `${grouped(count)} users, IAM takes ${rate} calls a second, ${latencyMilliseconds} ms a call:`,
        ['retries', 'calls taken', 'throttled', 'bound s', 'wall s', 'x bound', 'users unread'],
        runs.map((run) => rowOf(run, rate)),
      );
    }
  }
}

async function throttledRun(users: number, rate: number, retries: string): Promise<Run> {
  const rateLimits = [{ action: 'iam:*', callsPerSecond: rate, burst: rate, per: 'account' as const }];
  return withStandin(
    users,
    async (standin) => {
      await standin.measure(latencyMilliseconds);
      const cost = await runRule(standin.url, { env: retrySettings[retries] ?? {} });
      return { retries, cost, measured: await standin.measure(0) };
    },
    { rateLimits },
  );
}

function rowOf({ retries, cost, measured }: Run, rate: number): readonly string[] {
  const taken = callsOf(measured, 'iam') - measured.throttled;
  const bound = ((taken - rate) / rate) * 1_000;
  const [, unread = '?'] = /^Scan (?:complete|incomplete: (\d+) of)/.exec(measured.summary) ?? [];
  return [
    retries,
    String(taken),
    `${((100 * measured.throttled) / taken).toFixed(1)} %`,
    seconds(bound),
    seconds(cost.wallMilliseconds),
    (cost.wallMilliseconds / bound).toFixed(2),
    measured.summary.startsWith('Scan complete') ? '0' : unread,
  ];
}
