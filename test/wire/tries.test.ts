// The real SDK over HTTP where something is wrong with the way: what is tried again, how often, and who waits for it.
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { IamApi } from '../../rule/aws/iam/iam-api';
import { duringInvocation, noCalls } from '../../rule/aws/clients/call-scope';
import { Gates } from '../../rule/aws/clients/gate';
import { iamClient } from '../../rule/aws/clients/iam-client';
import type { SeedInput } from '../../rule/standin';
import { scheduledEvent } from '../builders';
import { SimulatedClock } from '../fakes/simulated-clock';
import { countOf, mutedStdout, outcomeOf, postedTo, withAccount } from './invoke';

const muted = mutedStdout();
afterAll(() => muted.restore());

jest.setTimeout(60_000);

const crowd = (count: number): NonNullable<SeedInput['users']> =>
  Array.from({ length: count }, (_, n) => ({
    userName: `user${String(n).padStart(3, '0')}`,
    ...(n % 20 === 0 ? { loginProfile: {} } : {}),
  }));

const aSchedule = () => scheduledEvent({ notificationCreationTime: new Date().toISOString() });

/** Each call to this address goes to the stand-in, as with its own credentials. */
const connection = (endpoint: string) => ({
  endpoint,
  clock: new SimulatedClock(),
  region: 'us-east-1',
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
});

describe('an endpoint that is down', () => {
  test('is not asked for the rest once 50 calls in a row got no answer', async () => {
    const faults = [{ action: 'iam:GetLoginProfile', error: 'ServiceUnavailable', status: 503 }];
    await withAccount({ users: crowd(1), faults }, async ({ standin, url }) => {
      const iam = new IamApi(iamClient(connection(url)), new AbortController().signal);
      const ask = () => iam.loginProfile('user000').catch((error: unknown) => String(error));

      const asked = await duringInvocation(noCalls(), async () => {
        const first = await Promise.all(Array.from({ length: 50 }, ask));
        const before = standin.calls.length;
        const later = await ask();
        return { first, later, more: standin.calls.length - before };
      });

      expect(new Set([...asked.first, asked.later])).toEqual(
        new Set(['ReadFailedError: ServiceUnavailable on iam:GetLoginProfile']),
      );
      expect(asked.more).toBe(0);
    });
  });

  test('is asked again by the next invocation', async () => {
    const faults = [{ action: 'iam:GetLoginProfile', error: 'ServiceUnavailable', status: 503, times: 400 }];
    await withAccount({ users: crowd(1), faults }, async ({ url }) => {
      const iam = new IamApi(iamClient(connection(url)), new AbortController().signal);
      await duringInvocation(noCalls(), () =>
        Promise.all(Array.from({ length: 50 }, () => iam.loginProfile('user000').catch(() => undefined))),
      );

      expect(await duringInvocation(noCalls(), () => iam.loginProfile('user000'))).toHaveProperty(
        'createDate',
      );
    });
  });

  test('is tried eight times for one call', async () => {
    const faults = [{ action: 'iam:GetUser', status: 502 }];
    await withAccount({ users: crowd(1), faults }, async ({ standin, url }) => {
      const iam = new IamApi(iamClient(connection(url)), new AbortController().signal);

      await expect(iam.user('user000')).rejects.toThrow('HTTP502 on iam:GetUser');

      expect(standin.calls).toHaveLength(8);
    });
  });
});

test('a connection that hangs costs one try, not the scan', async () => {
  const faults = [{ action: 'iam:GetLoginProfile', connection: 'hang' as const, times: 1 }];
  await withAccount({ users: crowd(20), faults }, async ({ standin }) => {
    expect(await outcomeOf(aSchedule())).toBeUndefined();

    expect(countOf(postedTo(standin), 'NON_COMPLIANT')).toBe(1);
  });
});

describe('accounts that share gates', () => {
  test('are not kept from being read by one of them that gets nothing but throttles', async () => {
    const faults = [{ action: 'iam:GetLoginProfile', error: 'Throttling' }];
    await withAccount({ users: crowd(1), faults }, async (blocked) => {
      await withAccount({ users: crowd(200) }, async (free) => {
        const sharedGates = new Gates();
        const enough = new AbortController();
        const slow = new IamApi(iamClient({ ...connection(blocked.url), sharedGates }), enough.signal);
        const quick = new IamApi(
          iamClient({ ...connection(free.url), sharedGates }),
          new AbortController().signal,
        );
        const waiting = Promise.all(
          Array.from({ length: 8 }, () =>
            slow.loginProfile('user000').catch((error: unknown) => String(error)),
          ),
        );

        for (let n = 0; n < 200; n += 1) await quick.loginProfile(`user${String(n).padStart(3, '0')}`);
        enough.abort();

        expect(free.standin.callCounts()).toEqual({ 'iam:GetLoginProfile': 200 });
        expect(new Set(await waiting)).toEqual(
          new Set(['ReadFailedError: Throttling on iam:GetLoginProfile']),
        );
      });
    });
  });
});
