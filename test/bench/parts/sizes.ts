import type { BenchOptions } from '../bench';
import { cpuShare } from '../lambda-node';
import { grouped, sayTable, seconds } from '../output';
import { runRule, type Cost } from '../rule-process';
import { withStandin } from '../standin';
import { boundOf, latencyMilliseconds } from './unthrottled';

/** What the CPU share of a function's size does to a scan. */
export async function sizes({ users, sizes: all }: BenchOptions): Promise<void> {
  for (const count of users) {
    const rows: string[][] = [];
    for (const memoryMiB of all) {
      const { cost, bound } = await withStandin(count, async (standin) => {
        await standin.measure(latencyMilliseconds);
        const run = await runRule(standin.url, { memoryMiB, limitCpu: true });
        return { cost: run, bound: boundOf(await standin.measure(0)) };
      });
      rows.push(rowOf(memoryMiB, cost, bound));
    }
    sayTable(
      `${grouped(count)} users, ${latencyMilliseconds} ms a call, in a control group with the CPU share of the size (MiB / 1,769) in periods of 20 ms:`,
      ['MiB', 'CPU share', 'import ms', 'wall s', 'x bound', 'CPU s', 'peak MiB', 'GB-seconds'],
      rows,
    );
  }
}

const rowOf = (memoryMiB: number, cost: Cost, bound: number): string[] => [
  String(memoryMiB),
  cpuShare(memoryMiB).toFixed(2),
  cost.importMilliseconds.toFixed(0),
  seconds(cost.wallMilliseconds),
  (cost.wallMilliseconds / bound).toFixed(2),
  seconds(cost.cpuMilliseconds),
  cost.peakMiB.toFixed(0),
  (((memoryMiB / 1_024) * cost.wallMilliseconds) / 1_000).toFixed(1),
];
