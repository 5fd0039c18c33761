import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';
import { setTimeout as sleep } from 'node:timers/promises';

const mostTries = 8;
const firstPauseMilliseconds = 300;

/**
 * Tries again only what AWS has refused before it did anything: a throttled call, and one whose clock the SDK has corrected.
 * A call whose answer was lost may have been carried out, and a second one then meets what the first has made.
 */
export class RefusedRetries implements RetryStrategyV2 {
  acquireInitialRetryToken(): Promise<RetryToken> {
    return Promise.resolve(token(0));
  }

  async refreshRetryTokenForRetry(before: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const tries = before.getRetryCount() + 1;
    if (tries >= mostTries || !isRefused(info)) throw new Error('This is an answer.', { cause: info.error });
    await sleep(firstPauseMilliseconds * 2 ** (tries - 1));
    return token(tries);
  }

  recordSuccess(): void {
    // There is no quota to pay back.
  }
}

const token = (retries: number): RetryToken => ({ getRetryCount: () => retries, getRetryDelay: () => 0 });

function isRefused({ error, errorType }: RetryErrorInfo): boolean {
  if (errorType === 'THROTTLING') return error?.name !== 'LimitExceededException';
  if (error === undefined || !('$metadata' in error)) return false;
  const { $metadata: metadata } = error;
  return typeof metadata === 'object' && 'clockSkewCorrected' in metadata;
}
