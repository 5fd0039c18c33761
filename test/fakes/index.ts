import type { Log } from '../../rule/run/ports';
import type { RunSummary } from '../../rule/run/run-summary';
import { noon } from '../builders';
import { Directory } from '../../rule/run/directory';
import { FakeIam, type Person } from './iam';
import { FakeLedger } from './ledger';

export { denied, FakeIam, type Person } from './iam';
export { FakeLedger } from './ledger';

/** A clock that stands still until a test moves it. */
export class FakeClock {
  constructor(public time = noon) {}

  readonly now = (): Date => this.time;

  pass(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }
}

export class FakeLog implements Log {
  readonly warnings: string[] = [];
  readonly details: Readonly<Record<string, string | number>>[] = [];
  readonly summaries: RunSummary[] = [];

  warn(message: string, details: Readonly<Record<string, string | number>>): void {
    this.warnings.push(message);
    this.details.push(details);
  }

  summary(summary: RunSummary): void {
    this.summaries.push(summary);
  }
}

/** All ports of a run, in memory. */
export function fakePorts(people: readonly Person[] = [], olderTimestamp: 'keep' | 'drop' = 'keep') {
  const clock = new FakeClock();
  const iam = new FakeIam(people);
  const log = new FakeLog();
  return {
    clock,
    iam,
    directory: new Directory({ iam, log }),
    ledger: new FakeLedger(clock.now, olderTimestamp),
    log,
  };
}
