import type { Clock } from '../../rule/aws/clients/clock';

/** A clock that stands still while there is work to do, and then leaps to what happens next: nine minutes pass in seconds. */
export class SimulatedClock implements Clock {
  private milliseconds = 0;
  private readonly pending = new Map<() => void, number>();
  private leaping = false;

  readonly now = (): number => this.milliseconds;

  readonly after = (milliseconds: number, happen: () => void): (() => void) => {
    const once = (): void => happen();
    this.pending.set(once, this.milliseconds + milliseconds);
    this.leapSoon();
    return () => void this.pending.delete(once);
  };

  private leapSoon(): void {
    if (this.leaping || this.pending.size === 0) return;
    this.leaping = true;
    setImmediate(() => {
      this.leaping = false;
      this.leap();
      this.leapSoon();
    });
  }

  private leap(): void {
    const [next] = [...this.pending].sort(([, a], [, b]) => a - b);
    if (next === undefined) return;
    const [happen, at] = next;
    this.pending.delete(happen);
    this.milliseconds = Math.max(this.milliseconds, at);
    happen();
  }
}
