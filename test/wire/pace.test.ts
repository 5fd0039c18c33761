// The real SDK over HTTP against a double with a token bucket, both on one simulated clock: nine and a half minutes in seconds.
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { createHandler } from '../../rule/doors/handler';
import { createStandin } from '../../rule/standin';
import { scheduledEvent } from '../builders';
import { SimulatedClock } from '../fakes/simulated-clock';
import { countOf, mutedStdout, postedTo, withEnvironment } from './invoke';

const muted = mutedStdout();
afterAll(() => muted.restore());

jest.setTimeout(180_000);

const userCount = 5_000;
const callsPerSecond = 10;

const crowd = Array.from({ length: userCount }, (_, n) => ({
  userName: `user${String(n).padStart(4, '0')}`,
  // 5 % have a password.
  ...(n % 20 === 0 ? { loginProfile: {} } : {}),
}));

describe('a scan of 5,000 users, of whom IAM answers 10 calls a second,', () => {
  test.each([
    ['as it is shipped', {}],
    ['with AWS_RETRY_MODE=standard', { AWS_RETRY_MODE: 'standard' }],
    ['with AWS_RETRY_MODE=legacy', { AWS_RETRY_MODE: 'legacy' }],
    ['with AWS_RETRY_MODE=adaptive', { AWS_RETRY_MODE: 'adaptive' }],
    ['with AWS_MAX_ATTEMPTS=1', { AWS_MAX_ATTEMPTS: '1' }],
  ])('leaves no user unread %s', async (_, env) => {
    const clock = new SimulatedClock();
    const start = Date.now();
    const rateLimits = [{ action: 'iam:*', callsPerSecond, burst: callsPerSecond, per: 'account' as const }];
    const standin = createStandin({ users: crowd, rateLimits }, { now: () => new Date(start + clock.now()) });
    const endpoint = await standin.listen();
    const notificationCreationTime = new Date(start).toISOString();

    await withEnvironment(env, () =>
      createHandler({ endpoint, clock })(scheduledEvent({ notificationCreationTime }), undefined),
    );
    await standin.close();

    const answered = standin.calls.filter(({ outcome }) => outcome !== 'Throttling');
    const iamCalls = answered.filter(({ service }) => service === 'iam').length;
    expect(iamCalls).toBe(5 + 1 + 5_000 + 250);
    expect(standin.calls.length).toBeGreaterThan(answered.length);
    expect(countOf(postedTo(standin), 'NON_COMPLIANT')).toBe(250);
    expect(postedTo(standin).at(-1)).toMatchObject({ ComplianceType: 'COMPLIANT' });
    // The bucket alone lets that many calls through in 525 seconds; one tenth more is the pace's.
    expect(clock.now() / 1_000).toBeLessThan(1.1 * (iamCalls / callsPerSecond));
  });
});
