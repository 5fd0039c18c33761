import { createConnection } from 'node:net';
import {
  GetUserCommand,
  ListUsersCommand,
  paginateListUsers,
  paginateListVirtualMFADevices,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from '@jest/globals';
import { createStandin } from '../../rule/standin';
import { Sequence } from '../../rule/standin/state/sequence';
import { clientsFor, withStandin } from './clients';

const ann = { userName: 'ann', loginProfile: {} };
const bob = { userName: 'bob', loginProfile: {} };

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

  test('a fault on AssumeRole meets the account of the role, and no other', () =>
    withStandin(
      {
        ...seed,
        faults: [{ action: 'sts:AssumeRole', error: 'AccessDenied', accountIds: ['210987654321'] }],
      },
      async ({ sts }) => {
        const assume = (accountId: string) =>
          sts.send(
            new AssumeRoleCommand({
              RoleArn: `arn:aws:iam::${accountId}:role/reader`,
              RoleSessionName: 'scan',
            }),
          );
        await expect(assume('210987654321')).rejects.toMatchObject({ name: 'AccessDenied' });
        await expect(assume('123456789012')).resolves.toMatchObject({});
      },
    ));
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
        const [accountId, region] = ['123456789012', 'us-east-1'];
        expect(standin.calls).toEqual([
          {
            service: 'iam',
            action: 'ListUsers',
            accountId,
            region,
            input: { MaxItems: '5' },
            at,
            outcome: 'ok',
          },
          {
            service: 'iam',
            action: 'GetUser',
            accountId,
            region,
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
