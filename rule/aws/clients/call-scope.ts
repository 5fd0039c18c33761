import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { RuleError } from '../../core/errors';

/** How often each API was called, retries included, and how many of those calls AWS throttled. */
export interface Calls {
  readonly byApi: Map<string, number>;
  throttles: number;
  /** The APIs whose answer had no list where it is not known whether that means an empty one. */
  readonly withoutList: Set<string>;
}

export const noCalls = (): Calls => ({ byApi: new Map(), throttles: 0, withoutList: new Set() });

/** When so many calls in a row end without an answer, the endpoint is down, and the rest is not asked. */
const mostUnanswered = 50;

/** State of one invocation, or of the scan of one account; the clients outlive it. */
class Invocation {
  private unanswered = 0;
  private lastError: unknown;

  constructor(readonly calls: Calls) {}

  answered(): void {
    this.unanswered = 0;
  }

  endedUnanswered(error: unknown): void {
    this.unanswered += 1;
    this.lastError = error;
  }

  /** @throws what the last call ended with, once the endpoint counts as down */
  failOnceDown(): void {
    if (this.unanswered >= mostUnanswered) throw this.lastError;
  }
}

/** What became of the tries of one call. */
export interface Tried {
  /** The error of the last try: a better answer than "time ran out". */
  error?: unknown;
  /** Whether a try is on its way, and whether one ended without an answer: either may have been carried out. */
  isUnderWay?: boolean;
  wasLost?: boolean;
}

interface CallScope {
  readonly invocation?: Invocation;
  /** Ends the waiting for the next try. */
  readonly signal?: AbortSignal;
  /** How long a call may be throttled; without it, as long as time is left. */
  readonly patienceMilliseconds?: number | undefined;
  readonly tried?: Tried;
  /** Like `iam:ListUsers`. */
  readonly api?: string;
}

const scopes = new AsyncLocalStorage<CallScope>();

export const callScope = (): CallScope => scopes.getStore() ?? {};

/** Whatever `work` calls is counted in `calls`, also with clients that live longer. */
export function duringInvocation<T>(calls: Calls, work: () => T): T {
  return scopes.run({ invocation: new Invocation(calls) }, work);
}

export function duringCall<T>(api: string, work: () => T): T {
  return scopes.run({ ...callScope(), api }, work);
}

/**
 * One call that ends with the signal. The signal is no option of the call: a call with options is built anew by the SDK, which
 * costs a seventh of its CPU. What is under way is left to its own time limit, and is not waited for.
 */
export function ask<T>(
  signal: AbortSignal,
  send: () => Promise<T>,
  patienceMilliseconds?: number,
  tried: Tried = {},
): Promise<T> {
  if (signal.aborted) return Promise.reject(new TimeIsOverError());
  // Every call that is under way listens to it, and takes itself off: many at once are no leak.
  setMaxListeners(0, signal);
  return scopes.run(
    { ...callScope(), signal, patienceMilliseconds, tried },
    () =>
      new Promise<T>((resolve, reject) => {
        const abort = (): void => reject(tried.error instanceof Error ? tried.error : new TimeIsOverError());
        signal.addEventListener('abort', abort, { once: true });
        send()
          .then(resolve, reject)
          .finally(() => signal.removeEventListener('abort', abort));
      }),
  );
}

/** The time for the call is over, and nothing else is known of it. */
export class TimeIsOverError extends RuleError {
  constructor() {
    super('time ran out');
  }
}
