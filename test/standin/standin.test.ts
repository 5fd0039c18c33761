import { createConnection } from 'node:net';
import {
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  ListMFADevicesCommand,
  ListUsersCommand,
  paginateListUsers,
  paginateListVirtualMFADevices,
} from '@aws-sdk/client-iam';
import { DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from '@jest/globals';
import { createStandin, SeedError } from '../../rule/standin';
import { Sequence } from '../../rule/standin/state/sequence';
import { clientsFor, withStandin } from './clients';

const ann = { userName: 'ann', loginProfile: {} };
const bob = { userName: 'bob', loginProfile: {} };

describe('faults', () => {
  test('AccessDenied on one user names the caller, the action and the user, and spares the others', () =>
    withStandin(
      {
        users: [ann, bob],
        faults: [{ action: 'iam:ListMFADevices', error: 'AccessDenied', userNames: ['bob'] }],
      },
      async ({ iam }) => {
        await iam.send(new ListMFADevicesCommand({ UserName: 'ann' }));
        await expect(iam.send(new ListMFADevicesCommand({ UserName: 'bob' }))).rejects.toMatchObject({
          name: 'AccessDenied',
          message:
            'User: arn:aws:sts::123456789012:assumed-role/standin/standin is not authorized to perform: ' +
            'iam:ListMFADevices on resource: user bob because no identity-based policy allows the ' +
            'iam:ListMFADevices action',
          $metadata: { httpStatusCode: 403 },
        });
      },
    ));

  test('the same denial has the code of its service', () =>
    withStandin({ faults: [{ action: 'config:*', error: 'AccessDenied' }] }, async ({ config }) => {
      await expect(config.send(new DescribeConfigRulesCommand({}))).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
    }));

  test('a fault passes the first calls, meets the next and is then gone', () =>
    withStandin(
      { users: [ann], faults: [{ action: 'iam:GetUser', error: 'Throttling', skip: 1, times: 2 }] },
      async ({ iam, standin }) => {
        const outcomes: string[] = [];
        for (let n = 0; n < 4; n += 1) {
          await iam
            .send(new GetUserCommand({ UserName: 'ann' }))
            .then(() => outcomes.push('ok'))
            .catch((error: unknown) => outcomes.push((error as Error).message));
        }
        expect(outcomes).toEqual(['ok', 'Rate exceeded', 'Rate exceeded', 'ok']);
        expect(standin.calls.map(({ outcome }) => outcome)).toEqual(['ok', 'Throttling', 'Throttling', 'ok']);
        expect(standin.faults).toEqual([]);
      },
    ));

  test('the SDK takes Throttling for a reason to try again', () =>
    withStandin(
      { users: [ann], faults: [{ action: 'iam:GetUser', error: 'Throttling', times: 2 }] },
      async ({ url, standin }) => {
        const iam = new IAMClient({ endpoint: url, maxAttempts: 3 });
        await iam.send(new GetUserCommand({ UserName: 'ann' }));
        expect(standin.callCounts()).toEqual({ 'iam:GetUser': 3 });
      },
    ));

  test('a user vanishes in mid-scan just before the call that the fault names', () =>
    withStandin(
      { users: [ann, bob], faults: [{ action: 'iam:GetLoginProfile', deleteUser: 'bob', skip: 1 }] },
      async ({ iam }) => {
        await iam.send(new GetLoginProfileCommand({ UserName: 'ann' }));
        await expect(iam.send(new GetLoginProfileCommand({ UserName: 'bob' }))).rejects.toThrow(
          'The user with name bob cannot be found.',
        );
      },
    ));

  test('a user is renamed in mid-scan just before the call that the fault names', () =>
    withStandin({ users: [ann] }, async ({ iam, standin }) => {
      standin.faults.push({ action: 'iam:GetUser', renameUser: { from: 'ann', to: 'anna' } });
      await expect(iam.send(new GetUserCommand({ UserName: 'ann' }))).rejects.toThrow('cannot be found');
      expect((await iam.send(new GetUserCommand({ UserName: 'anna' }))).User?.UserName).toBe('anna');
    }));

  test('a delay holds back the answer of the action that it names', () =>
    withStandin(
      { faults: [{ action: 'iam:ListUsers', delayMilliseconds: 120, times: 1 }] },
      async ({ iam }) => {
        const before = performance.now();
        await iam.send(new ListUsersCommand({}));
        expect(performance.now() - before).toBeGreaterThanOrEqual(115);
      },
    ));
});

describe('accounts', () => {
  const seed = {
    users: [ann],
    accounts: [{ accountId: '210987654321', users: [bob] }],
    accessKeys: { AKIAOTHER: '210987654321' },
  };

  test('the access key of a request selects the account', () =>
    withStandin(seed, async ({ iam, url }) => {
      const other = clientsFor(url, 'AKIAOTHER');
      const [mine, theirs] = [
        await iam.send(new ListUsersCommand({})),
        await other.iam.send(new ListUsersCommand({})),
      ];
      expect([mine.Users?.[0]?.Arn, theirs.Users?.[0]?.Arn]).toEqual([
        'arn:aws:iam::123456789012:user/ann',
        'arn:aws:iam::210987654321:user/bob',
      ]);
    }));

  test('an assumed role acts in its own account', () =>
    withStandin(seed, async ({ sts, url }) => {
      const RoleArn = 'arn:aws:iam::210987654321:role/path/reader';
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'scan' }));
      const there = clientsFor(url, Credentials?.AccessKeyId);
      expect(await there.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
        Account: '210987654321',
        Arn: 'arn:aws:sts::210987654321:assumed-role/reader/scan',
      });
      expect((await there.iam.send(new ListUsersCommand({}))).Users?.[0]?.UserName).toBe('bob');
    }));

  test('a role in an account that is not there is AccessDenied', () =>
    withStandin(seed, async ({ sts }) => {
      const command = new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::999999999999:role/reader',
        RoleSessionName: 'scan',
      });
      await expect(sts.send(command)).rejects.toMatchObject({ name: 'AccessDenied' });
    }));
});

describe('the server', () => {
  test('it binds to loopback only', () =>
    withStandin({}, ({ standin, url }) => {
      expect(standin.server.address()).toMatchObject({ address: '127.0.0.1' });
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      return Promise.resolve();
    }));

  test('close ends a connection that is still open', async () => {
    const standin = createStandin();
    const { port } = new URL(await standin.listen());
    const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    await standin.close();
    await ended;
    expect(standin.server.listening).toBe(false);
  });

  test('a port that is taken rejects', async () => {
    const first = createStandin();
    const { port } = new URL(await first.listen());
    await expect(createStandin().listen(Number(port))).rejects.toThrow('EADDRINUSE');
    await first.close();
  });

  test('every call is kept with its input, account and outcome', () =>
    withStandin(
      { users: [ann] },
      async ({ iam, standin }) => {
        await iam.send(new ListUsersCommand({ MaxItems: 5 }));
        await iam.send(new GetUserCommand({ UserName: 'nobody' })).catch(() => undefined);
        const at = new Date(0);
        const accountId = '123456789012';
        expect(standin.calls).toEqual([
          { service: 'iam', action: 'ListUsers', accountId, input: { MaxItems: '5' }, at, outcome: 'ok' },
          {
            service: 'iam',
            action: 'GetUser',
            accountId,
            input: { UserName: 'nobody' },
            at,
            outcome: 'NoSuchEntity',
          },
        ]);
      },
      { now: () => new Date(0) },
    ));

  test(
    '5,000 users and their devices are listed in five and six calls',
    () =>
      withStandin(
        {
          users: Array.from({ length: 5000 }, (_, n) => ({
            userName: `u${n}`,
            mfaDevices: [{ kind: 'virtual' }],
          })),
        },
        async ({ iam, standin }) => {
          let [users, devices] = [0, 0];
          const paging = { client: iam, pageSize: 1000 };
          for await (const page of paginateListUsers(paging, {})) users += page.Users?.length ?? 0;
          for await (const page of paginateListVirtualMFADevices(paging, {})) {
            devices += page.VirtualMFADevices?.length ?? 0;
          }
          expect([users, devices]).toEqual([5000, 5002]);
          expect(standin.callCounts()).toEqual({ 'iam:ListUsers': 5, 'iam:ListVirtualMFADevices': 6 });
        },
      ),
    60_000,
  );

  test('a page late in a long list looks at its own things and one more, not at the whole list', () => {
    const numbers = new Sequence<number>();
    for (let n = 1; n <= 5000; n += 1) numbers.add(n);
    let looks = 0;
    const { things } = numbers.page(4000, 10, () => (looks += 1) > 0);
    expect([things[0], things.length, looks]).toEqual([4001, 10, 11]);
  });
});

describe('a seed that cannot be used', () => {
  test.each([
    [
      { users: [{ userName: 'ann', mfaDevices: [{ kind: 'pager' }] }] },
      'seed.users[0].mfaDevices[0].kind: got "pager", allowed is ("virtual" | "security-key" | "sms" | "hardware").',
    ],
    [{ users: [{}] }, 'seed.users[0].userName: this key is missing.'],
    [{ user: [] }, 'seed.user: this key is unknown; remove it or correct its spelling.'],
    [
      { users: [{ userName: 'ann', createDate: 'soon' }] },
      'seed.users[0].createDate: got "soon", allowed is a date such as 2026-01-31T12:00:00Z.',
    ],
    [{ users: [ann, { userName: 'ANN' }] }, 'seed: User with name ANN already exists.'],
    [{ latencyMilliseconds: -1 }, 'seed.latencyMilliseconds: got -1, allowed is a number of 0 or more.'],
  ])('%j is told in one line', (seed, message) => {
    expect(() => createStandin(seed)).toThrow(new SeedError('', message));
  });
});
