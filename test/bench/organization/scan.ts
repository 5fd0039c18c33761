import { grouped, sayTable, seconds } from '../output';
import { measure, type Measured } from './command';
import type { OrganizationBenchOptions } from './options';

const latencyMilliseconds = 20;

/** org-scan with its defaults, where IAM counts the calls of all accounts against the one that assumed the roles. */
export async function scan({ scanAccounts, users, rates }: OrganizationBenchOptions): Promise<void> {
  for (const accounts of scanAccounts) {
    for (const usersEach of users) {
      const rows: (readonly string[])[] = [];
      for (const rate of [0, ...rates]) {
        const seed = [accounts, usersEach, rate, latencyMilliseconds];
        rows.push(
          rowOf(await measure('scan-standin-process.ts', seed, ['org-scan', '--role-name', 'audit']), rate),
        );
      }
      sayTable(
        `org-scan of ${grouped(accounts)} accounts with ${usersEach} users each, ${latencyMilliseconds} ms a call at the stand-in:`,
        [
          'calls/s',
          'IAM calls taken',
          'throttled of sent',
          'bound s',
          'wall s',
          'x bound',
          'connections',
          'peak MiB',
          'accounts unread',
        ],
        rows,
      );
    }
  }
}

function rowOf(measured: Measured, rate: number): readonly string[] {
  const sent = Object.entries(measured.counts).reduce(
    (sum, [api, count]) => (api.startsWith('iam:') ? sum + count : sum),
    0,
  );
  const taken = sent - measured.throttled;
  const bound = rate === 0 ? undefined : ((taken - rate) / rate) * 1_000;
  return [
    rate === 0 ? 'no limit' : String(rate),
    String(taken),
    `${((100 * measured.throttled) / sent).toFixed(1)} %`,
    bound === undefined ? '-' : seconds(bound),
    seconds(measured.milliseconds),
    bound === undefined ? '-' : (measured.milliseconds / bound).toFixed(2),
    String(measured.connections),
    measured.peakMiB.toFixed(0),
    String(measured.view.totals.unknown),
  ];
}
