import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../rule/findings/finding';
import {
  asffOfFinding,
  asffOfScan,
  asffOfUnreadable,
  productArn,
  type AsffFinding,
} from '../../rule/security-hub/asff';
import { importBatches } from '../../rule/security-hub/batches';

const context = { accountId: '111122223333', region: 'us-east-1', now: new Date('2026-11-25T06:00:00.000Z') };
const ofAccount = {
  Type: 'AwsAccount',
  Id: 'AWS::::Account:111122223333',
  Partition: 'aws',
  Region: 'us-east-1',
};
const bare: Finding = {
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
};
const finding: Finding = { ...bare, owner: 'ops@example.com', privileges: 'administrator' };

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

  test.each([
    [
      'a sign-in',
      { fields: { signIn: '2026-11-24 without MFA' } },
      {},
      { 'iam-user-mfa/signIn': '2026-11-24 without MFA' },
    ],
    ['a user without an owner', {}, { owner: null }, {}],
  ])('has a field for %s, where it is known', (_, options, facts, fields) => {
    expect(asffOfFinding({ ...bare, ...facts }, context, options).ProductFields).toEqual({
      'iam-user-mfa/reason': 'no-mfa',
      'iam-user-mfa/userName': 'alice',
      ...fields,
    });
  });

  test.each([
    ['with a path', { arn: 'arn:aws:iam::111122223333:user/a/b/alice' }, '/a/b/', undefined],
    ['without a path', { arn: 'arn:aws:iam::111122223333:user/alice' }, '/', undefined],
    ['who is gone', { arn: '' }, '/', 'arn:aws:iam::111122223333:user/alice'],
    ['of another form', { arn: 'alice' }, '/', undefined],
    [
      'whose ARN just fits',
      { arn: `arn:aws:iam::111122223333:user/${'p'.repeat(474)}/alice` },
      `/${'p'.repeat(474)}/`,
      undefined,
    ],
  ])('of a user %s has the ARN and the path', (_, { arn }, path, id = arn) => {
    expect(asffOfFinding({ ...finding, arn }, context).Resources).toMatchObject([
      { Id: id, Details: { AwsIamUser: { Path: path } } },
    ]);
  });

  test('of a template has no id: the place of a user is none', () => {
    const location = { file: 't.json', line: 3, address: 'Alice' };
    const declared = { ...finding, userId: 't.json#Alice', arn: '', location };
    expect(asffOfFinding(declared, context).Resources[0]?.Details).toEqual({
      AwsIamUser: { UserName: 'alice', Path: '/' },
    });
  });

  test.each([
    ['as long as the limit is', 'x'.repeat(256), 'x'.repeat(256)],
    ['longer than the limit', 'x'.repeat(257), `${'x'.repeat(253)}...`],
    ['longer, with a pair at the cut', `${'x'.repeat(252)}\u{1F600}xxx`, `${'x'.repeat(252)}...`],
    ['longer, with a pair before it', `\u{1F600}${'x'.repeat(255)}`, `\u{1F600}${'x'.repeat(251)}...`],
  ])('cuts a text %s visibly, and through no character', (_, text, cut) => {
    const title = 'MFA of IAM users with a console password: ';
    const userName = text.slice(title.length);
    const { Title } = asffOfFinding({ ...finding, userName }, context);
    expect(Title).toBe(`${title}${cut.slice(title.length)}`);
  });

  const unread = { userName: null, api: 'iam:ListMFADevices', error: 'AccessDenied' };
  test.each([
    ['a user', { userName: 'bob' }, 'unreadable/bob', 'bob', undefined],
    ['a list of users', {}, 'scan', 'account 111122223333', undefined],
    [
      'a declared user',
      {
        location: { file: 't.yaml', line: 3, address: 'Bob' },
        api: 'Bob',
        detail: 'Bob has a name that is not known yet.',
      },
      'unreadable/t.yaml#Bob',
      'Bob',
      'Bob has a name that is not known yet: unknown, not compliant.',
    ],
  ])(
    'of %s that could not be read is a warning about the account, never passed',
    (_, what, id, who, said) => {
      const text =
        said ??
        `${who.startsWith('account') ? 'the list of users' : who} could not be read (AccessDenied on iam:ListMFADevices): unknown, not compliant.`;
      expect(asffOfUnreadable({ ...unread, ...what }, context)).toMatchObject({
        Id: `iam-user-mfa/111122223333/${id}`,
        CreatedAt: '2026-11-25T00:00:00.000Z',
        Title: `MFA of IAM users with a console password: ${who} could not be checked`,
        Description: text,
        FindingProviderFields: { Severity: { Label: 'MEDIUM', Original: 'unreadable' } },
        ProductFields: { 'iam-user-mfa/reason': 'unreadable' },
        Resources: [ofAccount],
        Compliance: { Status: 'WARNING', StatusReasons: [{ ReasonCode: 'UNREADABLE', Description: text }] },
        RecordState: 'ACTIVE',
      });
    },
  );

  test.each([
    [true, 'complete', 'INFORMATIONAL', 'PASSED', 'ARCHIVED'],
    [false, 'incomplete', 'MEDIUM', 'WARNING', 'ACTIVE'],
  ])('of a scan, complete: %s, is about the account', (complete, original, label, status, state) => {
    expect(asffOfScan('What was seen.', complete, context)).toMatchObject({
      Id: 'iam-user-mfa/111122223333/scan',
      CreatedAt: '2026-11-25T00:00:00.000Z',
      Title: 'MFA of IAM users with a console password: the scan of account 111122223333',
      Description: 'What was seen.',
      FindingProviderFields: { Severity: { Label: label, Original: original } },
      ProductFields: { 'iam-user-mfa/reason': `scan-${original}` },
      Resources: [ofAccount],
      Compliance: { Status: status },
      RecordState: state,
    });
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

test('a finding and a call may have exactly the bytes that AWS allows', () => {
  const asff = asffOfFinding(finding, context);
  const sized = (bytes: number): AsffFinding => {
    const empty = { ...asff, ProductFields: { 'iam-user-mfa/x': '' } };
    const rest = bytes - Buffer.byteLength(JSON.stringify(empty));
    return { ...empty, ProductFields: { 'iam-user-mfa/x': 'x'.repeat(rest) } };
  };

  expect(sizes(Array.from({ length: 26 }, () => sized(240_000)))).toEqual([25, 1]);
  expect(sizes([sized(240_001)])).toEqual([]);
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
