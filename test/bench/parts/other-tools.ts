import type { BenchOptions } from '../bench';
import { bothInSequence, devicesFirst, type CallOrder } from '../other-orders';
import { grouped, say, sayTable, seconds } from '../output';
import { runRule } from '../rule-process';
import { callsOf, withStandin, type StandinProcess } from '../standin';
import { latencyMilliseconds } from './unthrottled';

interface Order {
  readonly name: string;
  readonly calls: number;
  readonly milliseconds: number;
  readonly lost: number;
}

/** What the programs of other tools needed, and what their call orders need here. */
export async function otherTools({ users }: BenchOptions): Promise<void> {
  sayTable(
    "Other tools' own programs beside this rule, each against one double of IAM (our runs of November 2026, before 0.2.0; they are not run here):",
    ['', "x this rule's IAM calls", "x this rule's time"],
    [
      ['Prowler 5', '7.7', '55 to 63'],
      ['ScoutSuite', '5.4', '22 to 25'],
      ["Cloud Custodian's live filters", '2.1', '11 to 13'],
    ],
  );
  for (const count of users) {
    const orders = await withStandin(count, async (standin) => [
      await ofThisRule(standin),
      await ofOrder(standin, 'a: devices of all, then passwords', devicesFirst),
      await ofOrder(standin, 'b: both for all, in sequence', bothInSequence),
    ]);
    const [ours] = orders;
    if (ours === undefined) return;
    sayTable(
      `What other call orders need in this run, ${grouped(count)} users, ${latencyMilliseconds} ms a call:`,
      ['', 'IAM calls', 'x ours', 'wall s', 'x ours', 'users lost'],
      orders.map(({ name, calls, milliseconds, lost }) => [
        name,
        String(calls),
        (calls / ours.calls).toFixed(2),
        seconds(milliseconds),
        (milliseconds / ours.milliseconds).toFixed(2),
        String(lost),
      ]),
    );
  }
  say(
    "The credential report is fewer calls, and up to 4 hours old by AWS's own words. The other tools post or print every user on every run.\n",
  );
}

async function ofThisRule(standin: StandinProcess): Promise<Order> {
  await standin.measure(latencyMilliseconds);
  const { wallMilliseconds, problem } = await runRule(standin.url);
  const calls = callsOf(await standin.measure(0), 'iam');
  return { name: 'this rule', calls, milliseconds: wallMilliseconds, lost: problem === undefined ? 0 : NaN };
}

async function ofOrder(standin: StandinProcess, name: string, order: CallOrder): Promise<Order> {
  await standin.measure(latencyMilliseconds);
  const started = performance.now();
  const lost = await order(standin.url);
  const milliseconds = performance.now() - started;
  return { name, calls: callsOf(await standin.measure(0), 'iam'), milliseconds, lost };
}
