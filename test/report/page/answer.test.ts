import { expect, test } from '@jest/globals';
import type { AccountScan } from '../../../rule/findings/account-scan';
import type { Finding, UnreadableUser } from '../../../rule/findings/finding';
import type { AccountRow, OrganizationView } from '../../../rule/findings/organization-view';
import {
  accountAnswer,
  checkAnswer,
  organizationAnswer,
  sinceSentence,
  type Answer,
} from '../../../rule/report/html/answer';
import { aFinding, anOrganization, aScan } from '../../formats/scans';
import { line } from './outline';

const alone = aFinding();
const admin = aFinding({ privileges: 'administrator' });
const weak = aFinding({ reason: 'mfa-too-weak' });
const safe = aFinding({ verdict: 'COMPLIANT', reason: 'mfa-enabled' });
const user: UnreadableUser = { userName: 'mallory', api: 'iam:ListMFADevices', error: 'AccessDenied' };
const list: UnreadableUser = { userName: null, api: 'iam:ListUsers', error: 'AccessDenied' };

const scanOf = (findings: readonly Finding[], unreadable: readonly UnreadableUser[]): AccountScan =>
  aScan({ findings, unreadable, complete: unreadable.length === 0 });

/** The title says the same as the heading, without the full stop. */
function said({ title, heading, limits }: Answer): readonly string[] {
  expect(`${title}.`).toBe(line(heading).replace(/b(?:\.\w+)?\{([^}]*)\}/, '$1'));
  return [line(heading), line(limits)];
}
const unread = (words: string): string => `strong{a[href=#unread]{${words}}}`;

test.each<[string, Finding[], UnreadableUser[], string, string]>([
  ['no user at all', [], [], 'Nobody can sign in with a password alone.', 'The account has no IAM users.'],
  ['all are protected', [safe], [], 'Nobody can sign in with a password alone.', ''],
  ['one', [alone, safe], [], 'b.act{1 person} can sign in with a password alone.', ''],
  ['two', [alone, alone], [], 'b.act{2 people} can sign in with a password alone.', ''],
  [
    'one, an administrator',
    [admin],
    [],
    'b.act{1 person} can sign in with a password alone: an administrator.',
    '',
  ],
  [
    'one of two is',
    [admin, alone],
    [],
    'b.act{2 people} can sign in with a password alone, 1 of them an administrator.',
    '',
  ],
  [
    'both are',
    [admin, admin],
    [],
    'b.act{2 people} can sign in with a password alone, 2 of them administrators.',
    '',
  ],
  [
    'MFA of an administrator that is too weak is no password alone',
    [alone, { ...admin, reason: 'mfa-too-weak' }],
    [],
    'b.act{1 person} can sign in with a password alone.',
    '1 more has MFA that is too weak.',
  ],
  [
    'two more are too weak',
    [alone, weak, weak],
    [],
    'b.act{1 person} can sign in with a password alone.',
    '2 more have MFA that is too weak.',
  ],
  [
    'weak alone',
    [weak],
    [],
    'Nobody can sign in with a password alone.',
    '1 person has MFA that is too weak.',
  ],
  [
    'two weak alone',
    [weak, weak],
    [],
    'Nobody can sign in with a password alone.',
    '2 people have MFA that is too weak.',
  ],
  [
    'one beside one who was not read',
    [alone],
    [user],
    'b.act{1 person} can sign in with a password alone.',
    `${unread('1 user could not be read')}, so there may be others.`,
  ],
  [
    'weak beside two who were not read',
    [weak],
    [user, user],
    'b.unread{Nobody of those who could be read} can sign in with a password alone.',
    `1 person has MFA that is too weak. ${unread('2 users could not be read')}, so there may be others.`,
  ],
  [
    'protected beside a list that was cut short',
    [safe],
    [list],
    'b.unread{Nobody of those who could be read} can sign in with a password alone.',
    `${unread('Not all users could be listed')}: unknown is not safe.`,
  ],
  [
    'nothing but a list that was cut short, and one of it',
    [],
    [list, user],
    'b.unread{It is unknown} who can sign in with a password alone.',
    `${unread('Not all users could be listed, and 1 user could not be read')}: unknown is not safe.`,
  ],
  [
    'incomplete without a failure that is named',
    [],
    [],
    'b.unread{It is unknown} who can sign in with a password alone.',
    `${unread('Not all users could be listed')}: unknown is not safe.`,
  ],
])('an account: %s', (name, findings, unreadable, heading, limits) => {
  const scan = {
    ...scanOf(findings, unreadable),
    ...(name.startsWith('incomplete') ? { complete: false } : {}),
  };
  expect(said(accountAnswer(scan))).toEqual([heading, limits]);
});

const would = 'would be able to sign in with a password alone.';

test.each<[string, Finding[], UnreadableUser[], string, string]>([
  ['nothing', [], [], `No user ${would}`, ''],
  ['one', [alone, safe], [], `b.act{1 user} ${would}`, ''],
  [
    'none of what is seen',
    [safe],
    [list],
    `b.unread{No user that can be seen} ${would}`,
    `${unread('1 user or part cannot be seen')}: unknown is not safe.`,
  ],
  [
    'two beside parts',
    [alone, alone],
    [list, user],
    `b.act{2 users} ${would}`,
    `${unread('2 users or parts cannot be seen')}: unknown is not safe.`,
  ],
])('templates and plans: %s', (_, findings, unreadable, heading, limits) => {
  expect(said(checkAnswer(scanOf(findings, unreadable)))).toEqual([heading, limits]);
});

/** So many people without MFA in each account; null where the account does not report. */
function organizationOf(people: readonly (number | null)[]): OrganizationView {
  const [row] = anOrganization(1).accounts;
  const unknown = people.filter((many) => many === null).length;
  return {
    ...anOrganization(0),
    complete: unknown === 0,
    accounts: people.map((many) => ({ ...row, withoutMfa: [], withoutMfaCount: many ?? 0 }) as AccountRow),
    totals: {
      ...anOrganization(0).totals,
      accounts: people.length,
      unknown,
      reporting: people.length - unknown,
    },
  };
}
const silent = (words: string): string =>
  `strong{a[href=#silent]{${words}}}: their users are unknown, not safe.`;

test.each<[string, (number | null)[], string, string]>([
  ['no account', [], 'Nobody can sign in without sufficient MFA.', ''],
  ['nobody', [0, 0], 'Nobody can sign in without sufficient MFA.', ''],
  ['one in one', [0, 1], 'b.act{1 person} in 1 account can sign in without sufficient MFA.', ''],
  [
    'five in two of three',
    [2, 3, 0],
    'b.act{5 people} in 2 accounts can sign in without sufficient MFA.',
    '',
  ],
  [
    'one is silent',
    [2, null],
    'b.act{2 people} in 1 account can sign in without sufficient MFA.',
    silent('1 of 2 accounts does not report'),
  ],
  [
    'nobody, two are silent',
    [0, null, null],
    'b.unread{Nobody of those who are known} can sign in without sufficient MFA.',
    silent('2 of 3 accounts do not report'),
  ],
  [
    'all are silent',
    [null],
    'b.unread{It is unknown} who can sign in without sufficient MFA.',
    silent('1 of 1 account does not report'),
  ],
])('an organization: %s', (_, people, heading, limits) => {
  expect(said(organizationAnswer(organizationOf(people)))).toEqual([heading, limits]);
});

const known = { account: null, userId: 'AIDABOB', userName: 'bob', annotation: null };
const none = { new: [], exemptionEnded: [], stillOpen: [], mended: [], unknown: [] };

test.each([
  ['no baseline', undefined, ''],
  ['no change', { ...none, since: '2026-11-01T10:00:00.000Z' }, 'Since 1 November 2026: no change.'],
  [
    'an earlier scan of the same day, which is named by its time',
    { ...none, since: '2026-11-20T06:30:00.000Z', new: [known] },
    'Since 20 November 2026, 06:30 UTC: 1 new.',
  ],
  [
    'all there is',
    {
      since: '2026-11-01T10:00:00.000Z',
      new: [known, known],
      exemptionEnded: [known],
      mended: Array.from({ length: 1_000 }, () => known),
      stillOpen: [known],
      unknown: [known],
    },
    'Since 1 November 2026: 2 new, 1 with an exemption that ended, 1,000 fixed, 1 still open, 1 not read this time.',
  ],
])('since the baseline: %s', (_, difference, sentence) => {
  expect(sinceSentence(aScan(difference === undefined ? {} : { difference }))).toBe(sentence);
});
