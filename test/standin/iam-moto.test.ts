// The stand-in held against moto: the same calls of the real SDK get the same answers in every field that the rule reads.
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteUserCommand,
  EnableMFADeviceCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListGroupsForUserCommand,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  ListVirtualMFADevicesCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createStandin } from '../../rule/standin';
import { describeWithMoto } from '../moto';
import { twoCodes } from './authenticator-app';
import { clientsFor, type Clients } from './clients';

jest.setTimeout(60_000); // moto shares two cores with the other tests

const authenticationCodes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };

/** What an error looks like from the outside. */
async function failure(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (cause: unknown) => cause,
  );
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  return { name, message, status: $metadata?.httpStatusCode };
}

/** The account that every test below looks at, made by API calls as a person would make it. */
async function populate(iam: IAMClient): Promise<void> {
  const tags = [
    { Key: 'team', Value: 'a <b> & "c"' },
    { Key: 'mfa-exempt', Value: '2026-12-31 break glass' },
  ];
  await iam.send(new CreateUserCommand({ UserName: 'ann', Path: '/people/staff/', Tags: tags }));
  for (const UserName of ['bob', 'carl', 'dora']) await iam.send(new CreateUserCommand({ UserName }));
  for (const UserName of ['ann', 'bob']) {
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-horse-1' }));
  }
  for (const UserName of ['ann', 'dora', 'carl']) {
    const device = await iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${UserName}s-phone` }),
    );
    const SerialNumber = device.VirtualMFADevice?.SerialNumber;
    await iam.send(
      new EnableMFADeviceCommand({ UserName, SerialNumber, ...twoCodes(device.VirtualMFADevice) }),
    );
  }
  await iam.send(
    new EnableMFADeviceCommand({ UserName: 'ann', SerialNumber: 'GAHT12345678', ...authenticationCodes }),
  );
  const SerialNumber = 'arn:aws:iam::123456789012:mfa/carls-phone';
  await iam.send(new DeactivateMFADeviceCommand({ UserName: 'carl', SerialNumber }));
  await iam.send(new CreateGroupCommand({ GroupName: 'staff' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'staff', UserName: 'ann' }));
}

function answersLikeIam(clients: () => Clients): void {
  const iam = (): IAMClient => clients().iam;
  beforeAll(() => populate(iam()));

  test('ListUsers shows name, path, ARN, id and a date for each user', async () => {
    const { Users, IsTruncated } = await iam().send(new ListUsersCommand({ MaxItems: 1000 }));
    const row = (UserName: string, Path: string) => ({
      UserName,
      Path,
      Arn: `arn:aws:iam::123456789012:user${Path}${UserName}`,
      // moto makes ids of another form; AIDA and the rest is tested in iam.test.ts.
      UserId: expect.stringMatching(/^\w{16,}$/),
      CreateDate: expect.any(Date),
    });
    const bare = Users?.map(({ UserName, Path, Arn, UserId, CreateDate }) => ({
      UserName,
      Path,
      Arn,
      UserId,
      CreateDate,
    }));
    expect(IsTruncated).toBe(false);
    expect(bare).toEqual([row('ann', '/people/staff/'), row('bob', '/'), row('carl', '/'), row('dora', '/')]);
  });

  test('GetUser shows the id of the list and the tags', async () => {
    const { Users } = await iam().send(new ListUsersCommand({}));
    const { User } = await iam().send(new GetUserCommand({ UserName: 'ann' }));
    expect(User?.UserId).toBe(Users?.[0]?.UserId);
    expect(User?.Tags).toEqual([
      { Key: 'team', Value: 'a <b> & "c"' },
      { Key: 'mfa-exempt', Value: '2026-12-31 break glass' },
    ]);
  });

  test('GetUser of nobody is NoSuchEntity in the same words', async () => {
    expect(await failure(iam().send(new GetUserCommand({ UserName: 'nobody' })))).toEqual({
      name: 'NoSuchEntityException',
      message: 'The user with name nobody cannot be found.',
      status: 404,
    });
  });

  test('GetLoginProfile has a date for who has a password', async () => {
    const { LoginProfile } = await iam().send(new GetLoginProfileCommand({ UserName: 'bob' }));
    expect(LoginProfile).toMatchObject({
      UserName: 'bob',
      CreateDate: expect.any(Date),
      PasswordResetRequired: false,
    });
  });

  test.each([['carl'], ['nobody']])('GetLoginProfile of %s is NoSuchEntity', async (UserName) => {
    expect(await failure(iam().send(new GetLoginProfileCommand({ UserName })))).toMatchObject({
      name: 'NoSuchEntityException',
      status: 404,
    });
  });

  test.each([
    ['ann', ['arn:aws:iam::123456789012:mfa/anns-phone', 'GAHT12345678']],
    ['bob', []],
    ['carl', []],
  ])(
    'ListMFADevices of %s shows the serial numbers of the devices assigned now',
    async (UserName, serials) => {
      const { MFADevices, IsTruncated } = await iam().send(new ListMFADevicesCommand({ UserName }));
      expect(MFADevices?.map(({ SerialNumber }) => SerialNumber)).toEqual(serials);
      expect(IsTruncated).toBe(false);
    },
  );

  test('ListMFADevices of nobody is NoSuchEntity in the same words', async () => {
    expect(await failure(iam().send(new ListMFADevicesCommand({ UserName: 'nobody' })))).toEqual({
      name: 'NoSuchEntityException',
      message: 'The user with name nobody cannot be found.',
      status: 404,
    });
  });

  test('Assigned virtual devices name the id of their user', async () => {
    const { VirtualMFADevices } = await iam().send(
      new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned', MaxItems: 1000 }),
    );
    const { User } = await iam().send(new GetUserCommand({ UserName: 'ann' }));
    const named = VirtualMFADevices?.filter((device) => device.User?.UserName !== undefined);
    expect(named?.map(({ SerialNumber }) => SerialNumber)).toEqual([
      'arn:aws:iam::123456789012:mfa/anns-phone',
      'arn:aws:iam::123456789012:mfa/doras-phone',
    ]);
    expect(named?.[0]?.User).toMatchObject({ UserId: User?.UserId, UserName: 'ann', Path: '/people/staff/' });
    expect(named?.[0]?.EnableDate).toBeInstanceOf(Date);
  });

  test('a virtual device that was deactivated is Unassigned', async () => {
    const { VirtualMFADevices } = await iam().send(
      new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Unassigned' }),
    );
    expect(VirtualMFADevices?.map(({ SerialNumber }) => SerialNumber)).toEqual([
      'arn:aws:iam::123456789012:mfa/carls-phone',
    ]);
  });

  test('virtual devices come in pages that a Marker continues', async () => {
    const first = await iam().send(new ListVirtualMFADevicesCommand({ MaxItems: 1 }));
    const second = await iam().send(new ListVirtualMFADevicesCommand({ MaxItems: 1, Marker: first.Marker }));
    expect([first.IsTruncated, first.VirtualMFADevices?.length, second.VirtualMFADevices?.length]).toEqual([
      true,
      1,
      1,
    ]);
    expect(second.VirtualMFADevices).not.toEqual(first.VirtualMFADevices);
  });

  test('tags that are added, replaced and removed are listed so', async () => {
    const tag = (Key: string, Value: string) =>
      iam().send(new TagUserCommand({ UserName: 'bob', Tags: [{ Key, Value }] }));
    await tag('one', '1');
    await tag('two', '2');
    await tag('two', '');
    await iam().send(new UntagUserCommand({ UserName: 'bob', TagKeys: ['one'] }));
    const { Tags } = await iam().send(new ListUserTagsCommand({ UserName: 'bob' }));
    expect(Tags).toEqual([{ Key: 'two', Value: '' }]);
  });

  test('the groups of a user are listed', async () => {
    const { Groups } = await iam().send(new ListGroupsForUserCommand({ UserName: 'ann' }));
    expect(Groups?.map(({ GroupName, Arn }) => [GroupName, Arn])).toEqual([
      ['staff', 'arn:aws:iam::123456789012:group/staff'],
    ]);
  });

  test('a renamed user keeps the id', async () => {
    const before = await iam().send(new CreateUserCommand({ UserName: 'eve' }));
    await iam().send(new UpdateUserCommand({ UserName: 'eve', NewUserName: 'evelyn' }));
    const after = await iam().send(new GetUserCommand({ UserName: 'evelyn' }));
    await iam().send(new DeleteUserCommand({ UserName: 'evelyn' }));
    expect(after.User?.UserId).toBe(before.User?.UserId);
  });

  test('a name that is taken is EntityAlreadyExists', async () => {
    expect(await failure(iam().send(new CreateUserCommand({ UserName: 'ann' })))).toMatchObject({
      name: 'EntityAlreadyExistsException',
      status: 409,
    });
  });

  test('GetCallerIdentity names the account', async () => {
    expect((await clients().sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
  });
}

describe('the stand-in', () => {
  const standin = createStandin();
  let clients: Clients;
  beforeAll(async () => {
    clients = clientsFor(await standin.listen());
  });
  afterAll(() => standin.close());
  answersLikeIam(() => clients);
});

describeWithMoto('moto', (url) => {
  answersLikeIam(() => clientsFor(url()));
});
