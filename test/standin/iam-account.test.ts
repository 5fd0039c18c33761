import {
  GenerateCredentialReportCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  ListAccountAliasesCommand,
  ListVirtualMFADevicesCommand,
  UpdateAccountPasswordPolicyCommand,
  DeactivateMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import { withStandin } from './clients';

test('an account without a password policy says so, and one with it tells when passwords expire', () =>
  withStandin({}, async ({ iam }) => {
    await expect(iam.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The Password Policy with domain name 123456789012 cannot be found.',
    });
    await iam.send(new UpdateAccountPasswordPolicyCommand({ MaxPasswordAge: 90 }));
    expect((await iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy).toMatchObject({
      MaxPasswordAge: 90,
      ExpirePasswords: true,
      HardExpiry: false,
    });
  }));

test('the summary counts, and a seed may contradict it', () =>
  withStandin(
    {
      users: [{ userName: 'ann' }, { userName: 'bob' }],
      groups: ['g'],
      accountSummary: { Groups: 9 },
      accountAliases: ['example-prod'],
    },
    async ({ iam }) => {
      const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
      expect(SummaryMap).toMatchObject({ Users: 2, Groups: 9, AccountMFAEnabled: 1 });
      expect((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(['example-prod']);
    },
  ));

test('security keys are among the virtual devices where the seed says so, until they are deactivated', () =>
  withStandin(
    {
      users: [{ userName: 'ann', mfaDevices: [{ kind: 'security-key' }] }],
      securityKeysInVirtualList: true,
      rootVirtualMfa: false,
      virtualMfaWithoutUser: false,
    },
    async ({ iam }) => {
      const list = new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' });
      const [device] = (await iam.send(list)).VirtualMFADevices ?? [];
      expect(device?.SerialNumber).toMatch(/^arn:aws:iam::123456789012:u2f\/user\/ann\//);
      expect(device?.User?.UserName).toBe('ann');
      const { SerialNumber } = device ?? {};
      await iam.send(new DeactivateMFADeviceCommand({ UserName: 'ann', SerialNumber }));
      expect((await iam.send(new ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toEqual([]);
    },
  ));

describe('the credential report', () => {
  const noon = new Date('2026-11-01T12:00:00Z');
  const generate = new GenerateCredentialReportCommand({});
  const get = new GetCredentialReportCommand({});

  test('it is absent, then in progress, then there, and then expired', async () => {
    let now = noon;
    await withStandin(
      {},
      async ({ iam }) => {
        await expect(iam.send(get)).rejects.toMatchObject({
          name: 'CredentialReportNotPresentException',
          $metadata: { httpStatusCode: 410 },
        });
        expect((await iam.send(generate)).State).toBe('STARTED');
        expect((await iam.send(generate)).State).toBe('INPROGRESS');
        await expect(iam.send(get)).rejects.toMatchObject({
          name: 'CredentialReportNotReadyException',
          $metadata: { httpStatusCode: 404 },
        });
        expect((await iam.send(get)).GeneratedTime).toEqual(noon);
        expect((await iam.send(generate)).State).toBe('COMPLETE');
        now = new Date('2026-11-01T16:00:00Z');
        await expect(iam.send(get)).rejects.toMatchObject({ name: 'CredentialReportExpiredException' });
        expect((await iam.send(generate)).State).toBe('STARTED');
      },
      { now: () => now },
    );
  });

  test('it has the columns of AWS, the root row first, and a line for each user', () =>
    withStandin(
      {
        users: [
          {
            userName: 'ann',
            loginProfile: {},
            passwordLastUsed: '2026-10-30T08:00:00Z',
            mfaDevices: [{ kind: 'virtual' }],
          },
          { userName: 'bob', loginProfile: {} },
          { userName: 'ci', path: '/ci/' },
        ],
        passwordPolicy: { MaxPasswordAge: 90 },
        credentialReport: { generatedAt: noon },
      },
      async ({ iam }) => {
        const { Content } = await iam.send(get);
        const keys = 'false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A';
        expect(
          Buffer.from(Content ?? [])
            .toString('utf8')
            .split('\n'),
        ).toEqual([
          'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,' +
            'password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,' +
            'access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
            'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,' +
            'access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,' +
            'cert_2_active,cert_2_last_rotated',
          `<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,true,${keys}`,
          `ann,arn:aws:iam::123456789012:user/ann,2024-01-01T00:00:00+00:00,true,2026-10-30T08:00:00+00:00,2024-01-01T00:00:00+00:00,2024-03-31T00:00:00+00:00,true,${keys}`,
          `bob,arn:aws:iam::123456789012:user/bob,2024-01-01T00:00:00+00:00,true,no_information,2024-01-01T00:00:00+00:00,2024-03-31T00:00:00+00:00,false,${keys}`,
          `ci,arn:aws:iam::123456789012:user/ci/ci,2024-01-01T00:00:00+00:00,false,N/A,N/A,N/A,false,${keys}`,
        ]);
      },
      { now: () => noon },
    ));
});
