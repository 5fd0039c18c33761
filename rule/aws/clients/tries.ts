import type { RetryToken } from '@smithy/types';

/** How often a call was tried, as the SDK hands it from one try to the next. */
export class Tries implements RetryToken {
  constructor(
    /** Of the clock that paces the calls. */
    readonly startedAt = 0,
    readonly all = 1,
    readonly transient = 1,
  ) {}

  readonly getRetryCount = (): number => this.all - 1;
  /** Our strategies wait themselves. */
  readonly getRetryDelay = (): number => 0;

  next(isTransient = false): Tries {
    return new Tries(this.startedAt, this.all + 1, this.transient + (isTransient ? 1 : 0));
  }
}
