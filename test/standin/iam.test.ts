import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  ListVirtualMFADevicesCommand,
  paginateListUsers,
  RemoveUserFromGroupCommand,
  AddUserToGroupCommand,
  ListGroupsForUserCommand,
  TagUserCommand,
  UpdateUserCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import { withStandin } from './clients';

const people = (n: number): { userName: string }[] =>
  Array.from({ length: n }, (_, index) => ({ userName: `user-${String(index).padStart(4, '0')}` }));

describe('users', () => {
  test('2,345 users come in three pages of at most 1,000', () =>
    withStandin({ users: people(2345) }, async ({ iam, standin }) => {
      const sizes: number[] = [];
      for await (const page of paginateListUsers({ client: iam, pageSize: 1000 }, {})) {
        sizes.push(page.Users?.length ?? 0);
      }
      expect(sizes).toEqual([1000, 1000, 345]);
      expect(standin.callCounts()).toEqual({ 'iam:ListUsers': 3 });
    }));

  test('a page has 100 users unless MaxItems says otherwise', () =>
    withStandin({ users: people(101) }, async ({ iam }) => {
      const page = await iam.send(new ListUsersCommand({}));
      expect(page.Users).toHaveLength(100);
      expect(page.IsTruncated).toBe(true);
    }));

  test('a list that ends with its page is not truncated', () =>
    withStandin({ users: people(100) }, async ({ iam }) => {
      const page = await iam.send(new ListUsersCommand({}));
      expect(page.IsTruncated).toBe(false);
      expect(page.Marker).toBeUndefined();
    }));

  test('MaxItems of 1,001 is a ValidationError', () =>
    withStandin({}, async ({ iam }) => {
      await expect(iam.send(new ListUsersCommand({ MaxItems: 1001 }))).rejects.toMatchObject({
        name: 'ValidationError',
        message: expect.stringContaining("Value '1001' at 'maxItems'"),
      });
    }));

  test('a user who is deleted between two pages makes nobody else be skipped', () =>
    withStandin({ users: people(4), pageSize: 2 }, async ({ iam, standin }) => {
      const first = await iam.send(new ListUsersCommand({}));
      standin.store.iam.removeUser('user-0000');
      const second = await iam.send(new ListUsersCommand({ Marker: first.Marker }));
      expect(second.Users?.map(({ UserName }) => UserName)).toEqual(['user-0002', 'user-0003']);
    }));

  test('a path prefix leaves out the users of other paths', () =>
    withStandin(
      {
        users: [
          { userName: 'alice', path: '/people/' },
          { userName: 'robot', path: '/machines/' },
        ],
      },
      async ({ iam }) => {
        const { Users } = await iam.send(new ListUsersCommand({ PathPrefix: '/people/' }));
        expect(Users?.map(({ Arn }) => Arn)).toEqual(['arn:aws:iam::123456789012:user/people/alice']);
      },
    ));

  test('a name in another case finds the same user, under the name as it was created', () =>
    withStandin({ users: [{ userName: 'Alice' }] }, async ({ iam }) => {
      const { User } = await iam.send(new GetUserCommand({ UserName: 'ALICE' }));
      expect(User?.UserName).toBe('Alice');
    }));

  test('a second user whose name differs only in case is EntityAlreadyExists', () =>
    withStandin({ users: [{ userName: 'Alice' }] }, async ({ iam }) => {
      await expect(iam.send(new CreateUserCommand({ UserName: 'alice' }))).rejects.toMatchObject({
        name: 'EntityAlreadyExistsException',
        $metadata: { httpStatusCode: 409 },
      });
    }));

  test('a renamed user keeps the id and is no longer found by the old name', () =>
    withStandin({ users: [{ userName: 'alice', userId: 'AIDAALICE12345678901' }] }, async ({ iam }) => {
      await iam.send(
        new UpdateUserCommand({ UserName: 'alice', NewUserName: 'alicia', NewPath: '/people/' }),
      );
      const { User } = await iam.send(new GetUserCommand({ UserName: 'alicia' }));
      expect(User).toMatchObject({ UserId: 'AIDAALICE12345678901', Path: '/people/' });
      await expect(iam.send(new GetUserCommand({ UserName: 'alice' }))).rejects.toThrow(
        'The user with name alice cannot be found.',
      );
    }));

  test('a name that is used again gets another id', () =>
    withStandin({ users: [{ userName: 'alice' }] }, async ({ iam }) => {
      const before = await iam.send(new GetUserCommand({ UserName: 'alice' }));
      await iam.send(new DeleteUserCommand({ UserName: 'alice' }));
      const after = await iam.send(new CreateUserCommand({ UserName: 'alice' }));
      expect(after.User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
      expect(after.User?.UserId).not.toBe(before.User?.UserId);
    }));

  test('GetUser without a name is about the user who calls', () =>
    withStandin({ users: [{ userName: 'alice' }], callerUserName: 'alice' }, async ({ iam }) => {
      const { User } = await iam.send(new GetUserCommand({}));
      expect(User?.UserName).toBe('alice');
    }));

  test('GetUser without a name is refused where a role calls', () =>
    withStandin({}, async ({ iam }) => {
      await expect(iam.send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'ValidationError' });
    }));

  test.each([
    ['a password', { loginProfile: {} }, 'must delete login profile first'],
    ['an MFA device', { mfaDevices: [{ kind: 'hardware' }] }, 'must delete MFA device first'],
    ['a group', { groups: ['staff'] }, 'must remove users from group first'],
  ])('a user with %s cannot be deleted: DeleteConflict', (_, fact, words) =>
    withStandin({ users: [{ userName: 'alice', ...fact }] }, async ({ iam }) => {
      await expect(iam.send(new DeleteUserCommand({ UserName: 'alice' }))).rejects.toMatchObject({
        name: 'DeleteConflictException',
        message: expect.stringContaining(words),
      });
    }),
  );
});

describe('passwords', () => {
  test('a password that is made and deleted is there and then not', () =>
    withStandin({ users: [{ userName: 'bob' }] }, async ({ iam }) => {
      await iam.send(
        new CreateLoginProfileCommand({ UserName: 'bob', Password: 'x', PasswordResetRequired: true }),
      );
      const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName: 'bob' }));
      expect(LoginProfile?.PasswordResetRequired).toBe(true);
      await iam.send(new DeleteLoginProfileCommand({ UserName: 'bob' }));
      await expect(iam.send(new GetLoginProfileCommand({ UserName: 'bob' }))).rejects.toThrow(
        'Login Profile for User bob cannot be found.',
      );
    }));

  test('NoSuchEntity tells by its message whether the password or the user is missing', () =>
    withStandin({ users: [{ userName: 'bob' }] }, async ({ iam }) => {
      await expect(iam.send(new GetLoginProfileCommand({ UserName: 'bob' }))).rejects.toMatchObject({
        name: 'NoSuchEntityException',
        message: 'Login Profile for User bob cannot be found.',
      });
      await expect(iam.send(new GetLoginProfileCommand({ UserName: 'carl' }))).rejects.toMatchObject({
        name: 'NoSuchEntityException',
        message: 'The user with name carl cannot be found.',
      });
    }));
});

describe('MFA devices', () => {
  const kinds = ['virtual', 'security-key', 'sms', 'hardware'].map((kind) => ({ kind }));

  test('each kind of device has the serial number that AWS gives to it', () =>
    withStandin(
      { accountId: '111122223333', partition: 'aws-us-gov', users: [{ userName: 'ann', mfaDevices: kinds }] },
      async ({ iam }) => {
        const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName: 'ann' }));
        const arn = 'arn:aws-us-gov:iam::111122223333:';
        expect(MFADevices?.map(({ SerialNumber }) => SerialNumber)).toEqual([
          `${arn}mfa/ann`,
          expect.stringMatching(new RegExp(`^${arn}u2f/user/ann/default-[A-Z2-7]+$`)),
          `${arn}sms-mfa/ann`,
          expect.stringMatching(/^GAHT\d{8}$/),
        ]);
      },
    ));

  test('only assigned virtual devices are Assigned, with root and one without a user among them', () =>
    withStandin(
      { users: [{ userName: 'ann', mfaDevices: kinds }], unassignedVirtualMfaDevices: 2 },
      async ({ iam }) => {
        const list = new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' });
        const { VirtualMFADevices } = await iam.send(list);
        const shown = VirtualMFADevices?.map(({ User }) => [User?.UserId?.slice(0, 12), User?.UserName]);
        expect(shown).toEqual([
          ['123456789012', undefined],
          [undefined, undefined],
          [expect.stringMatching(/^AIDA/), 'ann'],
        ]);
      },
    ));

  test.each([
    ['Unassigned', 2],
    ['Any', 5],
  ] as const)('%s virtual devices are %d', (AssignmentStatus, count) =>
    withStandin(
      { users: [{ userName: 'ann', mfaDevices: kinds }], unassignedVirtualMfaDevices: 2 },
      async ({ iam }) => {
        const { VirtualMFADevices } = await iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus }));
        expect(VirtualMFADevices).toHaveLength(count);
      },
    ),
  );

  test('a virtual device in use cannot be deleted before it is deactivated', () =>
    withStandin({ users: [{ userName: 'ann', mfaDevices: [{ kind: 'virtual' }] }] }, async ({ iam }) => {
      const SerialNumber = 'arn:aws:iam::123456789012:mfa/ann';
      await expect(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }))).rejects.toMatchObject({
        name: 'DeleteConflictException',
      });
      await iam.send(new DeactivateMFADeviceCommand({ UserName: 'ann', SerialNumber }));
      await iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
      const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName: 'ann' }));
      expect(MFADevices).toEqual([]);
    }));
});

describe('groups and tags', () => {
  test('the eleventh group is LimitExceeded, in words', () =>
    withStandin(
      {
        users: [{ userName: 'ann', groups: Array.from({ length: 10 }, (_, n) => `g${n}`) }],
        groups: ['one-more'],
      },
      async ({ iam }) => {
        const add = new AddUserToGroupCommand({ UserName: 'ann', GroupName: 'one-more' });
        await expect(iam.send(add)).rejects.toMatchObject({
          name: 'LimitExceededException',
          message: 'Cannot exceed quota for GroupsPerUser: 10',
        });
      },
    ));

  test('a user who is added to a group and removed from it is no longer in it', () =>
    withStandin({ users: [{ userName: 'ann' }], groups: ['staff'] }, async ({ iam }) => {
      const membership = { UserName: 'ann', GroupName: 'staff' };
      await iam.send(new AddUserToGroupCommand(membership));
      const during = await iam.send(new ListGroupsForUserCommand({ UserName: 'ann' }));
      await iam.send(new RemoveUserFromGroupCommand(membership));
      const after = await iam.send(new ListGroupsForUserCommand({ UserName: 'ann' }));
      expect([during.Groups?.length, after.Groups?.length]).toEqual([1, 0]);
    }));

  test('a tag whose key differs only in case replaces the one that was there', () =>
    withStandin({ users: [{ userName: 'ann', tags: { Team: 'a' } }] }, async ({ iam }) => {
      await iam.send(new TagUserCommand({ UserName: 'ann', Tags: [{ Key: 'TEAM', Value: 'b &amp; <c>' }] }));
      const { Tags } = await iam.send(new ListUserTagsCommand({ UserName: 'ann' }));
      expect(Tags).toEqual([{ Key: 'TEAM', Value: 'b &amp; <c>' }]);
    }));
});

test('an action that the stand-in does not have is InvalidAction and named', () =>
  withStandin({}, async ({ iam, standin }) => {
    await expect(iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'The stand-in has no action iam:ListRoles.',
      $metadata: { httpStatusCode: 400 },
    });
    expect(standin.calls.at(-1)).toMatchObject({ action: 'ListRoles', outcome: 'InvalidAction' });
  }));
