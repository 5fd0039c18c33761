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

test.each([
  [[], [], true, 'Nobody can sign in with a password alone.'],
  [[open], [], true, '1 person can sign in with a password alone.'],
  [
    [open],
    [alice],
    false,
    '1 person of those who could be read can sign in with a password alone. Not every user was seen: 1 user could not be read.',
  ],
  [
    [],
    [list],
    false,
    'No user could be read, so it is unknown who can sign in with a password alone. Not every user was seen: not all users could be listed.',
  ],
] as const)(
  'the first line of %# says how many, and what is unknown',
  (findings, unreadable, complete, line) => {
    expect(heading({ findings, unreadable, complete })).toBe(line);
  },
);
