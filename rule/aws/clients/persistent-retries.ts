import { setTimeout as sleep } from 'node:timers/promises';
import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';
import { callScope } from './call-scope';
import { isLost } from './read-failed';
import { Tries } from './tries';

/** How long to wait before the next try; a test does not wait. */
export type Pause = (milliseconds: number) => Promise<unknown>;

const firstPauseMilliseconds = 100;
const longestPauseMilliseconds = 2_000;

/** Errors that pass, says AWS's documentation; the SDK knows them by their HTTP status at best. */
const passing: ReadonlySet<string> = new Set([
  'EntityTemporarilyUnmodifiable',
  'ConcurrentModification',
  'TooManyRequests',
  'InternalError',
  'InternalFailure',
  'ServiceFailure',
  'ServiceUnavailable',
]);

/**
 * Tries again whatever the SDK itself calls throttling, transient (a corrected clock among it) or a server's error, until the
 * call's own signal says that the time is over. LimitExceeded, which the SDK takes for throttling, is an answer: "one
 * evaluation a minute", "ten groups a user". What is sent this way must do no harm when repeated.
 */
export class PersistentRetries implements RetryStrategyV2 {
  constructor(private readonly pause: Pause = sleep) {}

  acquireInitialRetryToken(): Promise<RetryToken> {
    const { tried } = callScope();
    if (tried !== undefined) tried.isUnderWay = true;
    return Promise.resolve(new Tries());
  }

  async refreshRetryTokenForRetry(before: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const { tried = {} } = callScope();
    tried.error = info.error;
    tried.isUnderWay = false;
    tried.wasLost ||= isLost(info.error);
    if (!mayPass(info)) throw new Error('This is an answer.', { cause: info.error });
    const tries = before.getRetryCount();
    const most = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** tries);
    await this.pause(most / 2 + Math.random() * (most / 2));
    tried.isUnderWay = true;
    return new Tries(0, tries + 2);
  }

  recordSuccess(): void {
    // There is no quota to pay back.
  }
}

function mayPass({ error, errorType }: RetryErrorInfo): boolean {
  const code = error?.name.replace(/Exception$/, '') ?? '';
  return code !== 'LimitExceeded' && (errorType !== 'CLIENT_ERROR' || passing.has(code));
}

/** How often the SDK sent the call that ended with this error. */
export function attemptsOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return 1;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('attempts' in metadata)) return 1;
  return typeof metadata.attempts === 'number' ? metadata.attempts : 1;
}

const mostRefusals = 8;
const firstRefusedMilliseconds = 300;

/**
 * Tries again only what AWS has refused before it did anything: a throttled call, and one whose clock the SDK has corrected.
 * A call whose answer was lost may have been carried out, and a second one then meets what the first has made.
 */
export class RefusedRetries implements RetryStrategyV2 {
  acquireInitialRetryToken(): Promise<RetryToken> {
    return Promise.resolve(new Tries());
  }

  async refreshRetryTokenForRetry(before: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const tries = before.getRetryCount() + 1;
    if (tries >= mostRefusals || !isRefused(info))
      throw new Error('This is an answer.', { cause: info.error });
    await sleep(firstRefusedMilliseconds * 2 ** (tries - 1));
    return new Tries(0, tries + 1);
  }

  recordSuccess(): void {
    // There is no quota to pay back.
  }
}

function isRefused({ error, errorType }: RetryErrorInfo): boolean {
  if (errorType === 'THROTTLING') return error?.name !== 'LimitExceededException';
  if (error === undefined || !('$metadata' in error)) return false;
  const { $metadata: metadata } = error;
  return typeof metadata === 'object' && 'clockSkewCorrected' in metadata;
}
