import { DescribeConfigRulesCommand, PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import {
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  ListGroupsForUserCommand,
  ListMFADevicesCommand,
  ListUsersCommand,
  type ListUsersCommandOutput,
} from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, SeedInput, Standin } from '../../rule/standin';
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

  test('a user is deleted in mid-scan just before the call that the fault names', () =>
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
      async ({ iam, standin }) => {
        const delayed = iam.send(new ListUsersCommand({}));
        await iam.send(new ListGroupsForUserCommand({ UserName: 'ann' })).catch(() => undefined);
        await delayed;
        expect(standin.calls.map(({ action }) => action)).toEqual(['ListGroupsForUser', 'ListUsers']);
      },
    ));

  test('any code may come with any status', () =>
    withStandin({ faults: [{ action: 'iam:GetUser', error: 'SlowDown', status: 503 }] }, async ({ iam }) => {
      await expect(iam.send(new GetUserCommand({ UserName: 'ann' }))).rejects.toMatchObject({
        name: 'SlowDown',
        $metadata: { httpStatusCode: 503 },
      });
    }));

  test('a status without a code has an empty body', () =>
    withStandin({ faults: [{ action: 'iam:GetUser', status: 502 }] }, async ({ url, standin }) => {
      const answer = await fetch(url, { method: 'POST', body: 'Action=GetUser&Version=2010-05-08' });
      expect([answer.status, await answer.text()]).toEqual([502, '']);
      expect(standin.calls).toMatchObject([{ action: 'GetUser', outcome: '502' }]);
    }));

  test('a connection is reset, and the next call is answered', () =>
    withStandin(
      { users: [ann], faults: [{ action: 'iam:GetUser', connection: 'reset', times: 1 }] },
      async ({ iam }) => {
        await expect(iam.send(new GetUserCommand({ UserName: 'ann' }))).rejects.toThrow('ECONNRESET');
        await iam.send(new GetUserCommand({ UserName: 'ann' }));
      },
    ));

  test('a connection that hangs is never answered', () =>
    withStandin({ faults: [{ action: 'iam:GetUser', connection: 'hang' }] }, async ({ iam, standin }) => {
      const abort = new AbortController();
      const call = iam.send(new GetUserCommand({ UserName: 'ann' }), { abortSignal: abort.signal });
      call.catch(() => undefined);
      while (standin.calls.length === 0) await new Promise(setImmediate);
      expect(standin.calls).toMatchObject([{ action: 'GetUser', outcome: 'hang' }]);
      abort.abort();
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    }));

  test('a fault may be for one region', () =>
    withStandin(
      { faults: [{ action: 'config:*', regions: ['eu-west-1'], error: 'AccessDenied' }] },
      async ({ config, url }) => {
        await config.send(new DescribeConfigRulesCommand({}));
        const there = clientsFor(url, 'testing', 'eu-west-1');
        await expect(there.config.send(new DescribeConfigRulesCommand({}))).rejects.toThrow('not authorized');
      },
    ));

  test('a fault may be for the calls that name a resource', () =>
    withStandin(
      {
        faults: [
          {
            action: 'config:PutEvaluations',
            resourceIds: ['AIDABAD'],
            error: 'InvalidParameterValueException',
          },
        ],
      },
      async ({ config, standin }) => {
        await config.send(new PutEvaluationsCommand(putOf('AIDAGOOD')));
        await expect(
          config.send(new PutEvaluationsCommand(putOf('AIDAGOOD', 'AIDABAD'))),
        ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
        expect(standin.store.config.puts).toHaveLength(1);
      },
    ));
});

const putOf = (...ids: string[]) => ({
  ResultToken: 'token',
  Evaluations: ids.map((id) => ({
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: id,
    ComplianceType: 'NON_COMPLIANT' as const,
    OrderingTimestamp: new Date('2026-11-01T00:00:00Z'),
  })),
});

describe('lists without an end', () => {
  const users = [ann, bob];
  const markersOf = async (list: string): Promise<unknown> => {
    let seen: unknown;
    await withStandin({ users, faults: [{ action: 'iam:ListUsers', list }] }, async ({ iam }) => {
      const pages: ListUsersCommandOutput[] = [];
      for (let n = 0; n < 4; n += 1) {
        pages.push(await iam.send(new ListUsersCommand({ Marker: pages.at(-1)?.Marker })));
      }
      expect(pages.map(({ Users }) => Users?.length)).toEqual([2, 2, 2, 2]);
      const markers = pages.map(({ Marker }) => Marker);
      seen = { truncated: pages.map((page) => page.IsTruncated), different: new Set(markers).size };
    });
    return seen;
  };

  test.each([
    ['no-end', { truncated: [true, true, true, true], different: 4 }],
    ['repeated-token', { truncated: [true, true, true, true], different: 1 }],
    ['token-cycle', { truncated: [true, true, true, true], different: 2 }],
    ['token-after-the-end', { truncated: [false, false, false, false], different: 4 }],
    ['no-end-mark', { truncated: [undefined, undefined, undefined, undefined], different: 1 }],
    ['no-token', { truncated: [true, true, true, true], different: 1 }],
    ['repeated-page', { truncated: [true, false, true, false], different: 3 }],
  ])('%s', async (list, expected) => {
    expect(await markersOf(list)).toEqual(expected);
  });

  test('a service with NextToken repeats it', () =>
    withStandin(
      { faults: [{ action: 'config:DescribeConfigRules', list: 'repeated-token' }] },
      async ({ config }) => {
        const first = await config.send(new DescribeConfigRulesCommand({}));
        const second = await config.send(new DescribeConfigRulesCommand({ NextToken: first.NextToken }));
        expect(second.NextToken).toBe(first.NextToken);
        expect(second.ConfigRules).toEqual(first.ConfigRules);
      },
    ));
});

describe('an answer that is HTTP 200, and none', () => {
  const get = 'Action=DeleteUser&UserName=ann&Version=2010-05-08';
  const isGone = ({ store }: Standin): boolean => store.iam.findUser('ann') === undefined;
  const seed = (fault: Omit<Fault, 'action'>): SeedInput => ({
    users: [{ userName: 'ann' }],
    faults: [{ action: 'iam:DeleteUser', ...fault }],
  });

  test.each([
    ['html', /<h1>Sign in to the network/, 'text/html'],
    ['empty', /^$/, null],
    ['hollow', /^<DeleteUserResponse xmlns="[^"]+"><DeleteUserResult\/><\/DeleteUserResponse>$/, 'text/xml'],
  ] as const)('%s stands in the place of the call', (body, text, type) =>
    withStandin(seed({ body }), async ({ url, standin }) => {
      const answer = await fetch(url, { method: 'POST', body: get });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      expect(await answer.text()).toMatch(text);
      expect(standin.calls).toMatchObject([{ action: 'DeleteUser', outcome: body }]);
      expect(isGone(standin)).toBe(false);
    }),
  );

  test.each([
    { body: 'empty' },
    { status: 500 },
    { error: 'ServiceUnavailable' },
    { body: 'cut-cleanly' },
  ] as const)('%j comes after the call was carried out', (fault) =>
    withStandin(seed({ ...fault, afterwards: true }), async ({ url, standin }) => {
      await (await fetch(url, { method: 'POST', body: get })).text();
      expect(isGone(standin)).toBe(true);
    }),
  );

  test('hollow is {} in a JSON service', () =>
    withStandin(
      { faults: [{ action: 'config:DescribeConfigRules', body: 'hollow' }] },
      async ({ config }) => {
        expect((await config.send(new DescribeConfigRulesCommand({}))).ConfigRules).toBeUndefined();
      },
    ));

  test('cut-cleanly looks whole, and is half', () =>
    withStandin(seed({ body: 'cut-cleanly' }), async ({ url }) => {
      const answer = await fetch(url, { method: 'POST', body: get });
      const text = await answer.text();
      expect(answer.headers.get('content-length')).toBe(String(text.length));
      expect(text).toMatch(/^<DeleteUserResponse /);
      expect(text).not.toMatch(/DeleteUserResponse>$/);
    }));

  test('cut ends within the body', () =>
    withStandin(seed({ body: 'cut' }), async ({ url }) => {
      const answer = await fetch(url, { method: 'POST', body: get });
      await expect(answer.text()).rejects.toThrow('terminated');
    }));

  test.each(['stalled', 'drip'] as const)('%s has a head, and its body never ends', (body) =>
    withStandin(seed({ body }), async ({ url, standin }) => {
      const answer = await fetch(url, { method: 'POST', body: get });
      expect(answer.status).toBe(200);
      const read = answer.text().then(
        () => 'ended',
        () => 'broken',
      );
      expect(await Promise.race([read, sleep(300, 'open')])).toBe('open');
      standin.server.closeAllConnections();
      expect(await read).toBe('broken');
    }),
  );
});
