import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../rule/core/verdict';
import { Tally } from '../../rule/run/tally';
import { aUser, noon } from '../builders';
import { denied } from '../fakes';

const verdicts: readonly Verdict[] = [
  { compliance: 'NOT_APPLICABLE', reason: 'user-gone' },
  { compliance: 'NOT_APPLICABLE', reason: 'no-console-password' },
  { compliance: 'NOT_APPLICABLE', reason: 'no-console-password' },
  { compliance: 'COMPLIANT', reason: 'mfa-enabled' },
  { compliance: 'COMPLIANT', reason: 'mfa-enabled' },
  { compliance: 'COMPLIANT', reason: 'mfa-enabled' },
  { compliance: 'NOT_APPLICABLE', reason: 'within-grace', until: noon },
  { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption: { by: 'name' } },
  { compliance: 'NON_COMPLIANT', reason: 'no-mfa', requiredMfa: 'any' },
  { compliance: 'NON_COMPLIANT', reason: 'mfa-too-weak', requiredMfa: 'only-phishing-resistant' },
];

function tallyOf(counted: readonly Verdict[]): Tally {
  const tally = new Tally();
  for (const verdict of counted) tally.count(verdict);
  return tally;
}

describe('a tally', () => {
  test('counts each verdict once, by its reason', () => {
    const { read, compliant, nonCompliant, notApplicable } = tallyOf(verdicts);

    expect({ read, compliant, nonCompliant, notApplicable }).toEqual({
      read: 10,
      compliant: 3,
      nonCompliant: 2,
      notApplicable: { 'user-gone': 1, 'no-console-password': 2, 'within-grace': 1, exempt: 1 },
    });
  });

  test('of nothing is zero', () => {
    expect(new Tally().scanSummary([])).toEqual({
      users: 0,
      withConsolePassword: 0,
      withoutSufficientMfa: 0,
      exempt: 0,
      inGrace: 0,
      problems: [],
    });
  });

  test('counts exempt and in-grace users among those with a console password', () => {
    const problem = { text: 'a problem', names: ['alice'], failures: [] };

    expect(tallyOf(verdicts).scanSummary([problem])).toEqual({
      users: 10,
      withConsolePassword: 7,
      withoutSufficientMfa: 2,
      exempt: 1,
      inGrace: 1,
      problems: ['a problem'],
    });
  });
});

describe('the problems of a scan', () => {
  const users = [aUser({ userName: 'zoe' }), aUser({ userName: 'ann' })];

  test('are none where every user was read', () => {
    expect(new Tally().problems({ users })).toEqual([]);
  });

  test('are a list that broke off', () => {
    const failure = denied('iam:ListUsers');

    expect(new Tally().problems({ users, failure })).toEqual([
      {
        text: 'the users could not be listed to the end (AccessDenied on iam:ListUsers)',
        names: [],
        failures: [failure],
      },
    ]);
  });

  test('are the users who could not be read, by name and in order', () => {
    const tally = new Tally();
    const failure = denied('iam:ListMFADevices');
    for (const user of users) tally.unreadable.push({ kind: 'unreadable', user, failure });

    expect(tally.problems({ users: [...users, aUser()] })).toEqual([
      {
        text: '2 of 3 users could not be read (AccessDenied on iam:ListMFADevices)',
        names: ['ann', 'zoe'],
        failures: [failure, failure],
      },
    ]);
  });
});
