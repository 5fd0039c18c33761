import { expect, test } from '@jest/globals';
import { packFailures } from '../../rule/organization/pack-failures';
import type { PackStatus } from '../../rule/organization/ports';

const organization = {
  partition: 'aws',
  members: [
    { accountId: '111122223333', name: 'prod', closed: false, ou: null, unitIds: [] },
    { accountId: '123456789012', name: '', closed: false, ou: null, unitIds: [] },
  ],
};
const asked = (failed: readonly PackStatus[]) =>
  packFailures(
    { name: 'iam-user-mfa', packs: { failedAccounts: () => Promise.resolve({ failed }) } },
    organization,
  );

test('an account without a recorder is named with the reason and the commands that fix it', async () => {
  const { notes, packFailures: failures } = await asked([
    {
      accountId: '111122223333',
      status: 'CREATE_FAILED',
      code: 'NoAvailableConfigurationRecorder',
      message: 'Configuration recorder is not available.',
    },
  ]);

  expect(failures).toEqual([
    {
      account: '111122223333',
      pack: 'iam-user-mfa',
      status: 'CREATE_FAILED',
      reason: 'NoAvailableConfigurationRecorder: Configuration recorder is not available.',
      fix: expect.stringContaining('aws configservice put-configuration-recorder') as unknown,
    },
  ]);
  expect(notes?.[0]).toMatch(
    /^The conformance pack iam-user-mfa failed in 111122223333 \(prod\) \(CREATE_FAILED\): NoAvailable.*includeGlobalResourceTypes=true.*npx cdk deploy IamUserMfaOrganization$/,
  );
});

test('an account without the function is fixed by the member stacks first', async () => {
  const { packFailures: failures } = await asked([
    {
      accountId: '123456789012',
      status: 'UPDATE_FAILED',
      code: '',
      message: 'The Lambda function was not found',
    },
  ]);

  expect(failures?.[0]).toMatchObject({
    reason: 'The Lambda function was not found.',
    fix: 'npx cdk deploy IamUserMfaMembers (it puts the function iam-user-mfa into 123456789012), then npx cdk deploy IamUserMfaOrganization',
  });
});

test('a question that is denied is a note, not a failed report', async () => {
  const failure = { api: 'config:GetOrganizationConformancePackDetailedStatus', error: 'AccessDenied' };
  const answer = await packFailures(
    { name: 'iam-user-mfa', packs: { failedAccounts: () => Promise.resolve({ failure }) } },
    organization,
  );

  expect(answer).toEqual({
    notes: [
      'Whether the conformance pack iam-user-mfa failed in an account could not be read (AccessDenied on config:GetOrganizationConformancePackDetailedStatus).',
    ],
  });
});
