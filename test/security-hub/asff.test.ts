import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../rule/findings/finding';
import { asffOfFinding, asffOfUnreadable, productArn, type AsffFinding } from '../../rule/security-hub/asff';
import { importBatches } from '../../rule/security-hub/batches';

const context = { accountId: '111122223333', region: 'us-east-1', now: new Date('2026-11-25T06:00:00.000Z') };
const finding: Finding = {
  account: '111122223333',
  accountName: null,
  userId: 'AIDAALICE',
  userName: 'alice',
  arn: 'arn:aws:iam::111122223333:user/team/alice',
  verdict: 'NON_COMPLIANT',
  reason: 'no-mfa',
  annotation: 'alice (administrator) can sign in with a password alone. Owner: ops@example.com.',
  consolePassword: true,
  passwordCreatedAt: '2026-03-01T08:00:00.000Z',
  mfaKinds: [],
  mfaRead: 'all',
  owner: 'ops@example.com',
  privileges: 'administrator',
};

describe('a user in AWS Security Finding Format', () => {
  test('has what BatchImportFindings requires, and the sentence, the owner and the controls', () => {
    expect(asffOfFinding(finding, context, { change: 'opened' })).toEqual({
      SchemaVersion: '2018-10-08',
      Id: 'iam-user-mfa/111122223333/AIDAALICE',
      ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
      ProductName: 'iam-user-mfa',
      CompanyName: 'iam-user-mfa',
      GeneratorId: 'iam-user-mfa',
      AwsAccountId: '111122223333',
      CreatedAt: '2026-03-01T08:00:00.000Z',
      UpdatedAt: '2026-11-25T06:00:00.000Z',
      Title: 'MFA of IAM users with a console password: alice',
      Description: 'alice (administrator) can sign in with a password alone. Owner: ops@example.com.',
      FindingProviderFields: {
        Severity: { Label: 'CRITICAL', Original: 'administrator' },
        Types: [
          'Software and Configuration Checks/AWS Security Best Practices',
          'Software and Configuration Checks/Industry and Regulatory Standards/CIS AWS Foundations Benchmark',
          'TTPs/Initial Access',
        ],
      },
      Remediation: {
        Recommendation: {
          Text: expect.stringContaining('passkey or security key') as unknown,
          Url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html',
        },
      },
      ProductFields: {
        'iam-user-mfa/reason': 'no-mfa',
        'iam-user-mfa/userName': 'alice',
        'iam-user-mfa/privileges': 'administrator',
        'iam-user-mfa/owner': 'ops@example.com',
        'iam-user-mfa/change': 'opened',
      },
      Resources: [
        {
          Type: 'AwsIamUser',
          Id: 'arn:aws:iam::111122223333:user/team/alice',
          Partition: 'aws',
          Region: 'us-east-1',
          Details: { AwsIamUser: { UserId: 'AIDAALICE', UserName: 'alice', Path: '/team/' } },
        },
      ],
      Compliance: {
        Status: 'FAILED',
        RelatedRequirements: expect.arrayContaining([
          // Of 66 characters, visibly cut to 64 before the control.
          'AWS Foundational Security Best Practices (Security Hub ... IAM.5',
          'PCI DSS 4.0.1 8.4.2',
        ]) as unknown,
        StatusReasons: [
          {
            ReasonCode: 'NO_MFA',
            Description: 'alice (administrator) can sign in with a password alone. Owner: ops@example.com.',
          },
        ],
      },
      RecordState: 'ACTIVE',
    });
  });

  test('sends nothing that belongs to the customer, and no severity or types at the top', () => {
    const keys = Object.keys(asffOfFinding(finding, context));

    for (const key of ['Note', 'UserDefinedFields', 'VerificationState', 'Workflow', 'Severity', 'Types'])
      expect(keys).not.toContain(key);
  });

  test('stays within every limit, however long the texts are', () => {
    const long = '\u{1F600}'.repeat(3_000);
    const asff = asffOfFinding({ ...finding, userName: long, annotation: long, owner: long }, context);

    expect(asff.Id.length).toBeLessThanOrEqual(512);
    expect(asff.Title.length).toBeLessThanOrEqual(256);
    expect(asff.Description.length).toBeLessThanOrEqual(1_024);
    expect(asff.FindingProviderFields.Severity.Original.length).toBeLessThanOrEqual(64);
    expect(asff.Remediation.Recommendation.Text.length).toBeLessThanOrEqual(512);
    expect(asff.Compliance.RelatedRequirements.length).toBeLessThanOrEqual(32);
    for (const one of asff.Compliance.RelatedRequirements) expect(one.length).toBeLessThanOrEqual(64);
    const arn = `arn:aws:iam::111122223333:user/${'p'.repeat(511)}/alice`;
    expect(asffOfFinding({ ...finding, arn }, context).Resources[0]?.Id).toBe('AIDAALICE');
    for (const [key, value] of Object.entries(asff.ProductFields)) {
      expect(key.length).toBeLessThanOrEqual(128);
      expect(value.length).toBeLessThanOrEqual(2_048);
    }
  });

  test('of a user who could not be read is a warning, never passed', () => {
    const asff = asffOfUnreadable(
      { userName: 'bob', api: 'iam:ListMFADevices', error: 'AccessDenied' },
      context,
    );

    expect(asff.Compliance.Status).toBe('WARNING');
    expect(asff.Description).toBe(
      'bob could not be checked (AccessDenied on iam:ListMFADevices): unknown, not compliant.',
    );
  });

  test.each([
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('names the product of %s in its partition', (region, partition) => {
    expect(productArn('111122223333', region)).toBe(
      `arn:${partition}:securityhub:${region}:111122223333:product/111122223333/default`,
    );
  });
});

const sizes = (findings: readonly AsffFinding[]): readonly number[] =>
  [...importBatches(findings, () => undefined)].map(({ length }) => length);

test('a finding that no call can hold is said, and keeps no other back', () => {
  const asff = asffOfFinding(finding, context);
  const tooLarge = { ...asff, Id: 'large', ProductFields: { 'iam-user-mfa/x': 'x'.repeat(240_000) } };
  const left: string[] = [];
  const batches = [...importBatches([asff, tooLarge, asff], ({ Id }) => void left.push(Id))];

  expect(left).toEqual(['large']);
  expect(batches).toEqual([[asff, asff]]);
});

test('the findings of a call are made when it is asked for', () => {
  let made = 0;
  function* findings(): Generator<AsffFinding> {
    for (; made < 5_000; made += 1) yield asffOfFinding(finding, context);
  }
  importBatches(findings(), () => undefined).next();

  expect(made).toBe(100);
});

test('a call holds at most 100 findings and 6 MB', () => {
  const asff = asffOfFinding(finding, context);
  const large = { ...asff, ProductFields: { 'iam-user-mfa/x': 'x'.repeat(200_000) } };

  expect(sizes(Array.from({ length: 201 }, () => asff))).toEqual([100, 100, 1]);
  expect(sizes(Array.from({ length: 40 }, () => large))).toEqual([29, 11]);
});
