import { GetUserCommand, ListUsersCommand, type IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';
import { clientsFor, withStandin } from './clients';

const ann = { userName: 'ann' };

/** The outcomes of `n` calls, one after the other. */
async function outcomes(iam: IAMClient, n: number): Promise<readonly string[]> {
  const all: string[] = [];
  for (let call = 0; call < n; call += 1) {
    const outcome = iam.send(new GetUserCommand({ UserName: 'ann' }));
    all.push(
      await outcome.then(
        () => 'ok',
        (error: unknown) => (error as Error).name,
      ),
    );
  }
  return all;
}

const listed = (iam: IAMClient): Promise<string> =>
  iam.send(new ListUsersCommand({})).then(
    () => 'ok',
    (error: unknown) => (error as Error).name,
  );

/** A clock that stands still until it is moved. */
function clock() {
  let time = Date.parse('2026-11-01T00:00:00Z');
  return { now: () => new Date(time), move: (milliseconds: number) => void (time += milliseconds) };
}

test('a bucket gives its burst, and then as many calls as the clock has refilled', async () => {
  const { now, move } = clock();
  await withStandin(
    { users: [ann], rateLimits: [{ action: 'iam:*', callsPerSecond: 2, burst: 3 }] },
    async ({ iam }) => {
      expect(await outcomes(iam, 4)).toEqual(['ok', 'ok', 'ok', 'Throttling']);
      move(500);
      expect(await outcomes(iam, 2)).toEqual(['ok', 'Throttling']);
      move(60_000);
      expect(await outcomes(iam, 4)).toEqual(['ok', 'ok', 'ok', 'Throttling']);
    },
    { now },
  );
});

test('every API has a bucket of its own unless the limit says otherwise', async () => {
  const spent = async (per: string): Promise<readonly string[]> => {
    const all: string[] = [];
    await withStandin(
      { users: [ann], rateLimits: [{ action: 'iam:*', callsPerSecond: 1, per }] },
      async ({ iam, standin }) => {
        await iam.send(new ListUsersCommand({}));
        await iam.send(new GetUserCommand({ UserName: 'ann' })).catch(() => undefined);
        all.push(...standin.calls.map(({ outcome }) => outcome));
      },
      { now: clock().now },
    );
    return all;
  };
  expect(await spent('api')).toEqual(['ok', 'ok']);
  expect(await spent('account')).toEqual(['ok', 'Throttling']);
});

test('accounts have buckets of their own, or one together', async () => {
  const spent = async (per: string): Promise<readonly string[]> => {
    const all: string[] = [];
    await withStandin(
      {
        accounts: [{ accountId: '210987654321' }],
        accessKeys: { AKIAOTHER: '210987654321' },
        rateLimits: [{ action: 'iam:ListUsers', callsPerSecond: 1, per }],
      },
      async ({ iam, url, standin }) => {
        await iam.send(new ListUsersCommand({}));
        await clientsFor(url, 'AKIAOTHER')
          .iam.send(new ListUsersCommand({}))
          .catch(() => undefined);
        all.push(...standin.calls.map(({ outcome }) => outcome));
      },
      { now: clock().now },
    );
    return all;
  };
  expect(await spent('account')).toEqual(['ok', 'ok']);
  expect(await spent('all')).toEqual(['ok', 'Throttling']);
});

test('the sessions of a role draw on one bucket, of the account that assumed it', () =>
  withStandin(
    {
      accounts: [{ accountId: '210987654321' }, { accountId: '310987654321' }],
      accessKeys: { AKIAOTHER: '210987654321' },
      rateLimits: [{ action: 'iam:ListUsers', callsPerSecond: 1, per: 'calling-account' }],
    },
    async ({ sts, url }) => {
      const inRole = async (accountId: string): Promise<string> => {
        const role = { RoleArn: `arn:aws:iam::${accountId}:role/audit`, RoleSessionName: 'audit' };
        const { Credentials } = await sts.send(new AssumeRoleCommand(role));
        return listed(clientsFor(url, Credentials?.AccessKeyId).iam);
      };
      expect([await inRole('210987654321'), await inRole('310987654321')]).toEqual(['ok', 'Throttling']);
      expect(await listed(clientsFor(url, 'AKIAOTHER').iam)).toBe('ok');
    },
    { now: clock().now },
  ));

test('a limit may be added while the stand-in runs, with another code', () =>
  withStandin({ users: [ann] }, async ({ iam, standin }) => {
    standin.rateLimits.push({ action: 'iam:GetUser', callsPerSecond: 0.001, per: 'api', error: 'SlowDown' });
    expect(await outcomes(iam, 2)).toEqual(['ok', 'SlowDown']);
  }));
