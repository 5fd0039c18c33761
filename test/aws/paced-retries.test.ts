import { describe, expect, test } from '@jest/globals';
import type { RetryErrorInfo } from '@smithy/types';
import { Gates } from '../../rule/aws/clients/gate';
import { PacedRetries } from '../../rule/aws/clients/paced-retries';
import { SimulatedClock } from '../fakes/simulated-clock';

/** As the SDK hands it over: an Error with more to it. */
class SdkFailure extends Error {
  declare readonly cause?: Error;
}

const failure = (
  name: string,
  errorType: RetryErrorInfo['errorType'],
  more: object = {},
): RetryErrorInfo => ({ error: Object.assign(new SdkFailure(name), { name }, more), errorType });

const refused = failure('Error', 'TRANSIENT', { code: 'ECONNREFUSED' });
const unknownName = failure('Error', 'TRANSIENT', { code: 'ENOTFOUND' });
const reset = failure('Error', 'TRANSIENT', { code: 'ECONNRESET' });
const broken = failure('InternalFailure', 'SERVER_ERROR', { $metadata: { httpStatusCode: 500 } });
const throttled = failure('Throttling', 'THROTTLING', { $metadata: { httpStatusCode: 400 } });

interface Course {
  /** How often the call was sent, its first try among them. */
  readonly tries: number;
  readonly pauses: readonly number[];
}

/** A call whose tries all end so, or as many as are listed and then always as the last. */
async function course(ends: readonly RetryErrorInfo[], reached = false, most = 1_000): Promise<Course> {
  const clock = new SimulatedClock();
  const pauses: number[] = [];
  const retries = new PacedRetries(new Gates(undefined, clock));
  if (reached) retries.recordSuccess();
  let token = await retries.acquireInitialRetryToken();
  for (let tries = 1; ; tries += 1) {
    const end = ends[Math.min(tries, ends.length) - 1] ?? broken;
    if (tries === most) return { tries, pauses };
    const before = clock.now();
    try {
      token = await retries.refreshRetryTokenForRetry(token, end);
      pauses.push(clock.now() - before);
    } catch (error) {
      expect(error).toBe(end.error);
      return { tries, pauses };
    }
  }
}

describe('a call is tried', () => {
  test.each([
    {
      title: 'four times where the connection is refused and nobody was ever reached there',
      ends: [refused],
      tries: 4,
    },
    {
      title: 'four times where the name is unknown and nobody was ever reached there',
      ends: [unknownName],
      tries: 4,
    },
    {
      title: 'eight times where the connection is refused after an answer',
      ends: [broken, refused],
      tries: 8,
    },
    { title: 'eight times where the connection is reset', ends: [reset], tries: 8 },
    { title: 'eight times where the server fails', ends: [broken], tries: 8 },
    {
      title: 'once where the answer is a refusal',
      ends: [failure('AccessDenied', 'CLIENT_ERROR')],
      tries: 1,
    },
  ])('$title', async ({ ends, tries }) => {
    expect((await course(ends)).tries).toBe(tries);
  });

  test('eight times where an endpoint that has answered before refuses connections', async () => {
    expect((await course([refused], true)).tries).toBe(8);
  });

  test('with pauses that double, some six seconds in all', async () => {
    expect((await course([reset])).pauses).toEqual([50, 100, 200, 400, 800, 1_600, 3_200]);
  });
});

test('throttles do not use up the tries for transient failures', async () => {
  expect((await course([throttled, throttled, throttled, reset])).tries).toBe(11);
});
