import { describe, expect, test } from '@jest/globals';
import type { AccountScan } from '../../rule/findings/account-scan';
import type { Difference } from '../../rule/findings/difference';
import type { OrganizationView } from '../../rule/findings/organization-view';
import {
  accountTitle,
  subjectOfCheck,
  subjectOfOrganization,
  subjectOfScan,
} from '../../rule/findings/report-subject';

const account = '111122223333';
const difference = { since: '2026-11-01T00:00:00.000Z' } as unknown as Difference;

test.each([
  [account, 'acme', 'account 111122223333 (acme)'],
  [account, '', 'account 111122223333'],
  [account, null, 'account 111122223333'],
  [null, undefined, 'account unknown'],
])('the title of %j, %j is %j', (id, name, title) => {
  expect(accountTitle(id, name)).toBe(title);
});

describe('a scan', () => {
  const scan = (overrides: Partial<AccountScan> = {}) =>
    subjectOfScan({
      account,
      accountName: 'acme',
      scannedAt: '2026-11-20T12:00:00.000Z',
      complete: false,
      findings: [],
      unreadable: [{ userName: 'bob', api: 'iam:ListMFADevices', error: 'AccessDenied' }],
      ...overrides,
    });

  test('is a report of its account', () => {
    expect(scan()).toEqual({
      title: 'account 111122223333 (acme)',
      generatedAt: '2026-11-20T12:00:00.000Z',
      complete: false,
      findings: [],
      unreadable: [{ account, userName: 'bob', api: 'iam:ListMFADevices', error: 'AccessDenied' }],
      notes: [],
    });
    expect(scan()).not.toHaveProperty('difference');
  });

  test('brings its notes and its difference', () => {
    expect(scan({ notes: ['a note'], difference })).toMatchObject({ notes: ['a note'], difference });
  });
});

test.each([
  [['t.yaml'], 't.yaml'],
  [['t.yaml', 'u.yaml'], '2 files'],
  [[], '0 files'],
])('a check of %j is a report of what is planned: %s', (files, title) => {
  const scan: AccountScan = {
    account: null,
    accountName: null,
    scannedAt: '2026-11-20T12:00:00.000Z',
    complete: true,
    findings: [],
    unreadable: [],
  };
  expect(subjectOfCheck(scan, files)).toEqual({ ...subjectOfScan(scan), title, isPlanned: true });
});

describe('a view of an organization', () => {
  const withoutMfa = (userName: string | null, annotation: string | null) => ({
    userId: 'AIDAALICE',
    userName,
    annotation,
  });
  const view = (overrides: object = {}) =>
    subjectOfOrganization({
      organization: 'o-abc',
      generatedAt: '2026-11-20T12:00:00.000Z',
      complete: false,
      accounts: [],
      notReporting: [],
      ...overrides,
    } as unknown as OrganizationView);
  const withUser = (userName: string | null, annotation: string | null) =>
    view({ accounts: [{ account, name: 'acme', withoutMfa: [withoutMfa(userName, annotation)] }] }).findings;

  test('is a report of the organization', () => {
    expect(view()).toEqual({
      title: 'organization o-abc',
      generatedAt: '2026-11-20T12:00:00.000Z',
      complete: false,
      findings: [],
      unreadable: [],
      notes: [],
      accounts: { reporting: 0, silent: 0, unnamed: 0 },
    });
    expect(view()).not.toHaveProperty('difference');
  });

  test('counts who reports, and people whom the last scans counted and nothing names', () => {
    const reporting = { account, status: 'reporting', withoutMfa: [withoutMfa('alice', null)] };
    const accounts = [
      { ...reporting, withoutMfaCount: 3 },
      { ...reporting, withoutMfaCount: 0 },
      { ...reporting, status: 'not-reporting', withoutMfaCount: null },
    ];
    expect(view({ accounts, notReporting: [{}] }).accounts).toEqual({ reporting: 2, silent: 1, unnamed: 2 });
  });

  test('names an account that does not report as one that could not be read', () => {
    const notReporting = [
      { account, name: 'acme', ou: null, reason: 'stale', detail: 'no scan for 20 hours' },
    ];

    expect(view({ notReporting }).unreadable).toEqual([
      {
        account,
        userName: null,
        api: 'stale',
        error: 'no scan for 20 hours',
        detail: 'account 111122223333 does not report (stale): no scan for 20 hours',
      },
    ]);
  });

  test.each([
    [
      'alice can sign in with a password alone: no MFA device. Assign one or delete the login profile.',
      'no-mfa',
    ],
    [null, 'no-mfa'],
    ['alice signs in with MFA that can be phished: no security key or passkey.', 'mfa-too-weak'],
  ])('reads the reason back from the annotation %j: %s', (annotation, reason) => {
    expect(withUser('alice', annotation)).toMatchObject([{ reason }]);
  });

  test('names a user without a name by the id', () => {
    expect(withUser(null, null)).toEqual([
      {
        account,
        accountName: 'acme',
        userId: 'AIDAALICE',
        userName: 'AIDAALICE',
        arn: '',
        verdict: 'NON_COMPLIANT',
        reason: 'no-mfa',
        annotation: 'AIDAALICE is NON_COMPLIANT.',
        consolePassword: true,
        passwordCreatedAt: null,
        mfaKinds: [],
        mfaRead: 'not-asked',
      },
    ]);
  });

  test('tells what each account runs, where that was asked', () => {
    const accounts = [
      { account, version: '0.1.0', withoutMfa: [] },
      { account: '123456789012', withoutMfa: [] },
    ];
    expect(view({ accounts })).not.toHaveProperty('versions');
    expect([...(view({ accounts, toolVersion: '0.2.0' }).versions ?? [])]).toEqual([
      [account, '0.1.0'],
      ['123456789012', null],
    ]);
  });

  test('of a live scan has the findings of the scan, its notes and its difference', () => {
    const given = { findings: [{ userName: 'bob' }], notes: ['a note'], difference };

    expect(view(given)).toMatchObject(given);
  });
});
