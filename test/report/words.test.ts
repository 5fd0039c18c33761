import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import type { Finding } from '../../rule/findings/finding';
import type { AccountRow } from '../../rule/findings/organization-view';
import { changeOf } from '../../rule/report/words/change';
import { exemptions, exemptionText } from '../../rule/report/words/exemptions';
import { organizationHeading } from '../../rule/report/words/organization-words';
import { parametersText } from '../../rule/report/words/parameters-text';
import { placeText } from '../../rule/report/words/place-text';
import { completenessText, mfaText, signInText, unreadableText } from '../../rule/report/words/scan-words';
import { columnsFor } from '../../rule/report/words/user-columns';
import { accountText, capitalized, count, daysLeft, inOneLine, plain } from '../../rule/report/words/words';
import { aFinding, anOrganization, scannedAt } from '../formats/scans';

test.each([
  ['a line end is one space', 'a\r\n\t\u2028b', 'a b', 'a b'],
  ['so is a mark of direction', 'a\u202eb', 'a b', 'a b'],
  ['none at the ends', '\u0000a\n', 'a', 'a'],
  ['spaces between words stay', 'a  b', 'a  b', 'a  b'],
  ['a command at the start of a line', '::error::x', '::error::x', ': :error::x'],
  ['a command after a space', 'a ::error::x', 'a ::error::x', 'a : :error::x'],
  ['colons within a word', 'AWS::IAM::User', 'AWS::IAM::User', 'AWS::IAM::User'],
  ["GitHub's old command", 'a##[error]', 'a##[error]', 'a## [error]'],
  ["Azure's command, in any case", '##VSO[task]##vso[x]', '##VSO[task]##vso[x]', '## VSO[task]## vso[x]'],
])('%s', (_, text, line, harmless) => {
  expect([inOneLine(text), plain(text)]).toEqual([line, harmless]);
});

test.each([
  ['acme', '111122223333', 'acme, 111122223333'],
  ['', '111122223333', '111122223333'],
  ['a\nb', null, 'a b'],
  [null, undefined, ''],
])('the account of name %j and id %j is %j', (name, id, text) => {
  expect(accountText(name, id)).toBe(text);
});

test('a sentence begins with a capital letter, which may be none', () => {
  expect([capitalized('account acme'), capitalized('')]).toEqual(['Account acme', '']);
});

test.each([
  [0, '0 users'],
  [1, '1 user'],
  [2, '2 users'],
])('%i are %s', (number, text) => {
  expect(count(number, 'user')).toBe(text);
});

test.each([
  ['2026-11-20', 0],
  ['2026-11-21', 1],
  ['2026-11-19', -1],
  ['2027-11-20', 365],
])('through %s it is %i days, at any time of 20 November', (until, days) => {
  expect(daysLeft(until, '2026-11-20T00:00:00.000Z')).toBe(days);
  expect(daysLeft(until, '2026-11-20T23:59:59.999Z')).toBe(days);
});

test.each<[name: string, finding: Partial<Finding>, text: string]>([
  ['no device', { mfaKinds: [] }, 'none'],
  ['all devices', { mfaKinds: ['virtual', 'sms'] }, 'virtual sms'],
  ['one is enough', { mfaKinds: ['virtual'], mfaRead: 'virtual-only' }, 'virtual (others not asked)'],
  ['none in the list of virtual ones', { mfaKinds: [], mfaRead: 'virtual-only' }, '(others not asked)'],
  [
    'a credential report says no kind',
    { mfaKinds: ['unknown'], mfaRead: 'not-asked' },
    'active, kind not known',
  ],
  ['not asked', { mfaRead: 'not-asked' }, 'not asked'],
  ['without a password', { mfaRead: 'not-asked', consolePassword: false }, '-'],
])('the devices of a user, %s: %s', (_, finding, text) => {
  expect(mfaText(aFinding(finding))).toBe(text);
});

const at = { at: '2026-11-12T08:00:00.000Z', sourceIp: '203.0.113.9', region: 'us-east-1' };
test.each<[name: string, finding: Pick<Finding, 'signIn' | 'awsLogin'>, text: string]>([
  ['not asked for', {}, ''],
  ['none', { signIn: null }, 'no sign-in found'],
  ['none of both', { signIn: null, awsLogin: null }, 'no sign-in found'],
  [
    'by password',
    { signIn: { ...at, mfaUsed: false } },
    'signed in with the password alone on 2026-11-12 from 203.0.113.9',
  ],
  [
    'with MFA, from nowhere that is known',
    { signIn: { ...at, mfaUsed: true, sourceIp: null } },
    'signed in with MFA on 2026-11-12',
  ],
  [
    'both',
    { signIn: { ...at, mfaUsed: null }, awsLogin: { ...at, mfaUsed: false, sourceIp: null } },
    'signed in (MFA not known) on 2026-11-12 from 203.0.113.9; used `aws login` without MFA on 2026-11-12',
  ],
])('a sign-in, %s', (_, finding, text) => {
  expect(signInText(finding)).toBe(text);
});

test('the list of users that could not be read is no user', () => {
  expect(unreadableText({ userName: null, api: 'iam:ListUsers', error: 'AccessDenied' })).toBe(
    'the list of users could not be read (AccessDenied on iam:ListUsers)',
  );
});

test.each([
  [undefined, undefined],
  [{ counted: 1, listed: 1 }, undefined],
  [
    { counted: 1, listed: 2 },
    "IAM's account summary counts 1 user, the list had 2: users may have come or gone meanwhile.",
  ],
])('of %j is said %s', (completeness, text) => {
  expect(completenessText(completeness === undefined ? {} : { completeness })).toBe(text);
});

test('a live user is in no place', () => {
  expect(placeText(undefined)).toBe('-');
});

test.each([
  [{}, 'default parameters'],
  [{ requiredMfa: 'any', gracePeriodHours: '0' }, 'default parameters'],
  [
    { requiredMfa: 'has-phishing-resistant', exemptPaths: '/a/,/b/', rankPrivileges: 'true' },
    'parameters requiredMfa=has-phishing-resistant exemptPaths=/a/,/b/ rankPrivileges=true',
  ],
])('%j are said as they are typed: %s', (values, text) => {
  expect(parametersText(parseParameterValues(values))).toBe(text);
});

describe('exemptions', () => {
  const exempt = (userName: string, until: string | null, reason: string | null = null): Finding =>
    aFinding({
      verdict: 'NOT_APPLICABLE',
      reason: 'exempt',
      userName,
      exemption: { source: until === null ? 'exemptUserNames' : 'tag', until, reason },
    });

  test('that end first are on top, by name where they end together, those without an end last', () => {
    const findings = [
      exempt('zoe', null),
      exempt('bob', '2026-12-01'),
      aFinding(),
      exempt('amy', null),
      exempt('eve', '2026-11-21'),
      exempt('ann', '2026-12-01'),
    ];
    const rows = exemptions(findings, scannedAt);
    expect(rows.map(({ finding, daysLeft: days }) => [finding.userName, days])).toEqual([
      ['eve', 1],
      ['ann', 11],
      ['bob', 11],
      ['amy', null],
      ['zoe', null],
    ]);
  });

  test.each([
    ['2026-11-20', 'last day', '0 days left, through 2026-11-20: last day (tag)'],
    ['2026-11-21', null, '1 day left, through 2026-11-21 (tag)'],
    ['2026-11-22', 'on leave', '2 days left, through 2026-11-22: on leave (tag)'],
    [null, 'path /a/', 'without an end: path /a/ (exemptUserNames)'],
  ])('through %s, for %s', (until, reason, text) => {
    expect(exemptions([exempt('bob', until, reason)], scannedAt).map(exemptionText)).toEqual([text]);
  });
});

describe('the change of a user', () => {
  const user = (userId: string, account: string | null = null) => ({
    account,
    userId,
    userName: null,
    annotation: null,
  });
  const difference = {
    since: scannedAt,
    new: [user('AIDANEW')],
    exemptionEnded: [user('AIDAENDED')],
    stillOpen: [user('AIDAOPEN', '111122223333')],
    mended: [user('AIDAFIXED')],
    unknown: [user('AIDAUNREAD')],
  };

  test.each([
    ['AIDANEW', null, 'new'],
    ['AIDAENDED', null, 'exemption ended'],
    ['AIDAOPEN', '111122223333', 'still open'],
    ['AIDAOPEN', '123456789012', undefined],
    ['AIDAOPEN', null, undefined],
    ['AIDAFIXED', null, 'fixed'],
    ['AIDAUNREAD', null, 'not read this time'],
  ])('%s of account %s: %s', (userId, account, change) => {
    expect(changeOf(difference)(aFinding({ userId, account }))).toBe(change);
  });

  test('is none without an earlier scan', () => {
    expect(changeOf(undefined)(aFinding())).toBeUndefined();
  });
});

test('a table has the columns that were asked for, the sentence last', () => {
  const titles = (...findings: readonly Finding[]) => columnsFor(findings).map(({ title }) => title);
  expect(titles(aFinding())).toEqual(['User', 'Reason', 'Password since', 'MFA', 'Annotation']);
  // One user of whom something is known is enough.
  expect(titles(aFinding(), aFinding({ owner: null, signIn: null, passwordLastUsed: null }))).toEqual([
    'User',
    'Reason',
    'Password since',
    'Last used',
    'MFA',
    'Owner',
    'Sign-in',
    'Annotation',
  ]);
  const [, , , lastUsed, , owner] = columnsFor([aFinding({ owner: null, passwordLastUsed: null })]);
  expect([lastUsed?.of(aFinding()), owner?.of(aFinding())]).toEqual(['never seen', '-']);
});

describe('an organization in a sentence', () => {
  const row = (withoutMfaCount: number | null, named = withoutMfaCount ?? 0): readonly AccountRow[] =>
    anOrganization(1).accounts.map((account) => ({
      ...account,
      withoutMfaCount,
      withoutMfa: Array.from({ length: named }, () => ({ userId: 'AIDA', userName: 'b', annotation: null })),
    }));
  const heading = (rows: readonly (readonly AccountRow[])[], reporting: number, unknown: number): string => {
    const view = anOrganization(0);
    const totals = { ...view.totals, reporting, unknown };
    return organizationHeading({ ...view, accounts: rows.flat(), totals });
  };
  test.each([
    ['nobody', [row(0), row(0)], 2, 0, 'Nobody can sign in without sufficient MFA.'],
    ['no account', [], 0, 0, 'Nobody can sign in without sufficient MFA.'],
    ['one', [row(1), row(0)], 2, 0, '1 person can sign in without sufficient MFA in 1 account.'],
    [
      'more than are named',
      [row(3, 1), row(1, 2)],
      2,
      0,
      '5 people can sign in without sufficient MFA in 2 accounts.',
    ],
    [
      'a silent account',
      [row(0), row(null)],
      1,
      1,
      'Nobody of those who are known can sign in without sufficient MFA. 1 account does not report: their users are unknown, not compliant.',
    ],
    [
      'nothing but silent ones',
      [row(null), row(null)],
      0,
      2,
      'No account could be read, so it is unknown who can sign in without sufficient MFA. 2 accounts do not report.',
    ],
    [
      'one silent one',
      [row(null)],
      0,
      1,
      'No account could be read, so it is unknown who can sign in without sufficient MFA. 1 account does not report.',
    ],
    [
      'silent ones in which somebody was found',
      [row(null, 1), row(null)],
      0,
      2,
      '1 person of those who are known can sign in without sufficient MFA in 1 account. 2 accounts do not report: their users are unknown, not compliant.',
    ],
  ])('of %s', (_, rows, reporting, unknown, text) => {
    expect(heading(rows, reporting, unknown)).toBe(text);
  });
});
