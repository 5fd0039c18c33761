import { expect, test } from '@jest/globals';
import { finding } from '../../rule/findings/finding';
import { heading } from '../../rule/report/words/scan-words';

const open = finding(
  {
    user: { userId: 'AIDAEXAMPLE', userName: 'bob', path: '/', arn: 'arn:aws:iam::111122223333:user/bob' },
    loginProfile: { createDate: new Date('2026-01-05T00:00:00Z') },
  },
  { compliance: 'NON_COMPLIANT', reason: 'no-mfa', requiredMfa: 'any' },
  'bob can sign in with a password alone.',
);
const list = { userName: null, api: 'iam:ListUsers', error: 'AccessDenied' };
const alice = { userName: 'alice', api: 'iam:ListMFADevices', error: 'AccessDenied' };

const administrator = { ...open, privileges: 'administrator' };
const other = { ...open, privileges: 'none-found' };
const unknown = { ...open, privileges: 'not-read' };
const weak = { ...open, reason: 'mfa-too-weak' as const };
const safe = { ...open, verdict: 'COMPLIANT' as const, reason: 'mfa-enabled' as const };
const complete = { findings: [], unreadable: [], complete: true };
const incomplete = { ...complete, complete: false };
const planned = { ...complete, isPlanned: true };
const accounts = { reporting: 2, silent: 0, unnamed: 0 };

test.each([
  ['an empty account', complete, 'Nobody can sign in with a password alone.'],
  ['one', { ...complete, findings: [open] }, '1 person can sign in with a password alone.'],
  [
    'one with MFA is not counted',
    { ...complete, findings: [safe, open, open] },
    '2 people can sign in with a password alone.',
  ],
  [
    'one administrator',
    { ...complete, findings: [administrator, other] },
    '2 people can sign in with a password alone, 1 of them an administrator.',
  ],
  [
    'administrators are those without any MFA',
    { ...complete, findings: [administrator, administrator, { ...weak, privileges: 'administrator' }] },
    '2 people can sign in with a password alone, 2 of them administrators; 1 more has MFA that is too weak.',
  ],
  [
    'no administrator, as far as privileges were read',
    { ...complete, findings: [other, unknown] },
    '2 people can sign in with a password alone, 0 of them administrators.',
  ],
  [
    'privileges that nobody could read have no number',
    { ...complete, findings: [unknown, open] },
    '2 people can sign in with a password alone.',
  ],
  [
    'MFA that is too weak',
    { ...complete, findings: [weak, weak] },
    'Nobody can sign in with a password alone; 2 more have MFA that is too weak.',
  ],
  [
    'a user who was not read',
    { ...incomplete, findings: [open], unreadable: [alice] },
    '1 person of those who could be read can sign in with a password alone. Not every user was seen: 1 user could not be read.',
  ],
  [
    'users and a list that were not read',
    { ...incomplete, findings: [safe], unreadable: [alice, alice, list] },
    'Nobody of those who could be read can sign in with a password alone. Not every user was seen: 2 users could not be read, and not all users could be listed.',
  ],
  [
    'nothing that was read',
    { ...incomplete, unreadable: [list] },
    'No user could be read, so it is unknown who can sign in with a password alone. Not every user was seen: not all users could be listed.',
  ],
  [
    'an incomplete scan that does not say why',
    { ...incomplete, findings: [safe] },
    'Nobody of those who could be read can sign in with a password alone. Not every user was seen.',
  ],
  [
    'a template of nobody',
    planned,
    'No user that can be seen would be able to sign in with a password alone.',
  ],
  [
    'a template of one, and one who is safe',
    { ...planned, findings: [open, safe] },
    '1 user that can be seen would be able to sign in with a password alone.',
  ],
  [
    'a template of two, and what cannot be seen',
    { ...planned, complete: false, findings: [open, open], unreadable: [alice] },
    '2 users that can be seen would be able to sign in with a password alone. 1 user or part cannot be seen: unknown, not compliant.',
  ],
  [
    'nothing but what cannot be seen',
    { ...planned, complete: false, unreadable: [alice, list] },
    'No user that can be seen would be able to sign in with a password alone. 2 users or parts cannot be seen: unknown, not compliant.',
  ],
  ['an organization', { ...complete, accounts }, 'Nobody can sign in with a password alone.'],
  [
    'an organization of clean accounts and a silent one',
    { ...incomplete, accounts: { ...accounts, silent: 1 } },
    'Nobody of those who could be read can sign in with a password alone. 1 account does not report: their users are unknown, not compliant.',
  ],
  [
    'an organization that is silent altogether',
    { ...incomplete, accounts: { reporting: 0, silent: 2, unnamed: 0 } },
    'No user could be read, so it is unknown who can sign in with a password alone. 2 accounts do not report: their users are unknown, not compliant.',
  ],
  [
    'people whom the last scan counted and AWS Config does not name',
    { ...complete, accounts: { ...accounts, unnamed: 1 } },
    'Nobody who is named can sign in with a password alone. The last scans counted 1 more without sufficient MFA, whom AWS Config does not name.',
  ],
])('the first line of %s', (_, subject, line) => {
  expect(heading(subject)).toBe(line);
});
