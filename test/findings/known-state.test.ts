import { describe, expect, test } from '@jest/globals';
import type { AccountScan } from '../../rule/findings/account-scan';
import { finding, type Finding } from '../../rule/findings/finding';
import { stateOfOrganization, stateOfScan } from '../../rule/findings/known-state';
import type { AccountRow, OrganizationView } from '../../rule/findings/organization-view';
import { aUser, factsOf } from '../builders';

const account = '111122223333';
const named = (userName: string, overrides: Partial<Finding> = {}): Finding => ({
  ...finding(
    factsOf({ user: aUser({ userName }) }),
    { compliance: 'NON_COMPLIANT', reason: 'no-mfa', requiredMfa: 'any' },
    `${userName} has no MFA.`,
  ),
  account,
  ...overrides,
});
const exempt = { verdict: 'NOT_APPLICABLE', reason: 'exempt' } as const;
const user = (userName: string) => ({
  account,
  userId: `AIDA${userName.toUpperCase()}`,
  userName,
  annotation: `${userName} has no MFA.`,
});

describe('a scan', () => {
  const scan = (complete: boolean) =>
    stateOfScan({
      account,
      scannedAt: '2026-11-01T00:00:00.000Z',
      complete,
      findings: [
        named('alice', { account: null }),
        named('bob', { verdict: 'COMPLIANT', reason: 'mfa-enabled' }),
        named('cay', exempt),
      ],
    } as unknown as AccountScan);

  test('knows who must act and who is exempt, in its own account', () => {
    expect(scan(true)).toMatchObject({
      at: '2026-11-01T00:00:00.000Z',
      open: [user('alice')],
      exempt: [user('cay')],
    });
  });

  test('that is complete knows that a user who is not found is gone', () => {
    expect(scan(true).knows(user('zed'))).toBe(true);
  });

  test('that is incomplete knows only the users whom it read', () => {
    expect([scan(false).knows(user('bob')), scan(false).knows(user('zed'))]).toEqual([true, false]);
  });
});

describe('a view of an organization', () => {
  const row = (id: string, status: AccountRow['status'], names: readonly string[]) => ({
    account: id,
    status,
    withoutMfa: names.map((name) => {
      const { userId, userName, annotation } = user(name);
      return { userId, userName, annotation };
    }),
  });
  const view = (findings?: readonly Finding[]) =>
    stateOfOrganization({
      generatedAt: '2026-11-01T00:00:00.000Z',
      accounts: [
        row(account, 'reporting', ['alice']),
        row('222233334444', 'not-reporting', ['bob']),
        row('333344445555', 'suspended', []),
      ],
      ...(findings === undefined ? {} : { findings }),
    } as unknown as OrganizationView);

  test('knows who was found, in accounts that do not report, too', () => {
    expect(view().open).toEqual([user('alice'), { ...user('bob'), account: '222233334444' }]);
    expect(view().users).toEqual(view().open);
    expect(view([named('cay', exempt)]).users).toEqual([...view().open, user('cay')]);
    expect(view().at).toBe('2026-11-01T00:00:00.000Z');
  });

  test.each([
    [account, true],
    ['222233334444', false],
    ['333344445555', true],
    ['444455556666', false],
    [null, false],
  ])('knows something of the users of %s: %s', (id, known) => {
    expect(view().knows({ ...user('zed'), account: id })).toBe(known);
  });

  test('knows the exempt users where they were read', () => {
    expect(view().exempt).toEqual([]);
    expect(view([named('cay', exempt), named('alice')]).exempt).toEqual([user('cay')]);
  });
});
