import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';
import { transportCode } from './read-failed';
import { Tries } from './tries';
import { isThrottle, statusOf } from './call-meter';
import { callScope } from './call-scope';
import { pause } from './clock';
import type { Gates } from './gate';

/** A broken connection or a server's failure: so many tries, and so long, for one call. */
const mostTransientTries = 8;
const longestTransientMilliseconds = 60_000;
const firstPauseMilliseconds = 50;

/** Of an endpoint that has not answered yet, a refused connection or an unknown name is a wrong address, not a bad moment. */
const mostTriesToReach = 4;
const unreachableCodes: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/** A throttled call goes first in its line so often; one that is always throttled must not keep the others from going. */
const mostTriesFirst = 5;

/**
 * How calls are tried again, as the SDK's own option `retryStrategy`: what the runtime's SDK or the environment says of retries
 * (AWS_RETRY_MODE, AWS_MAX_ATTEMPTS, the quota of 500 tokens) does not count. A throttled call is tried again at its gate's
 * pace until the time is over; a transient failure a few times.
 */
export class PacedRetries implements RetryStrategyV2 {
  private reached = false;

  constructor(private readonly gates: Gates) {}

  async acquireInitialRetryToken(): Promise<RetryToken> {
    const { api = '', signal, invocation } = callScope();
    invocation?.failOnceDown();
    await this.gates.of(api).enter(signal);
    // The others in the line may have found out meanwhile.
    invocation?.failOnceDown();
    return new Tries(this.gates.clock.now());
  }

  async refreshRetryTokenForRetry(before: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const { api = '', signal, invocation, tried, patienceMilliseconds = Infinity } = callScope();
    const tries = before instanceof Tries ? before : new Tries(this.gates.clock.now());
    if (tried !== undefined) tried.error = info.error;
    if (isThrottle(info.error)) {
      this.answered();
      if (this.gates.clock.now() - tries.startedAt > patienceMilliseconds)
        throw info.error ?? new Error('throttled');
      await this.gates.of(api).enter(signal, tries.all <= mostTriesFirst);
      return tries.next();
    }
    if (info.errorType !== 'TRANSIENT' && info.errorType !== 'SERVER_ERROR') {
      this.answered();
      throw info.error ?? new Error('not to be tried again');
    }
    this.reached ||= statusOf(info.error) !== undefined;
    const wait = firstPauseMilliseconds * 2 ** (tries.transient - 1);
    const elapsed = this.gates.clock.now() - tries.startedAt;
    if (tries.transient >= this.mostTries(info.error) || elapsed + wait > longestTransientMilliseconds) {
      invocation?.endedUnanswered(info.error);
      throw info.error ?? new Error('tried too often');
    }
    await pause(this.gates.clock, wait, signal);
    await this.gates.of(api).enter(signal, true);
    return tries.next(true);
  }

  recordSuccess(): void {
    this.answered();
  }

  private answered(): void {
    this.reached = true;
    callScope().invocation?.answered();
  }

  private mostTries(error: unknown): number {
    return !this.reached && unreachableCodes.has(transportCode(error) ?? '')
      ? mostTriesToReach
      : mostTransientTries;
  }
}
