import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../../rule/core/rule-parameters';
import type { AccountScan } from '../../../rule/findings/account-scan';
import { checkFacts, scanFacts } from '../../../rule/report/html/decided';
import { organizationDecided } from '../../../rule/report/html/organization-decided';
import { otherParameters } from '../../../rule/report/html/parameters-part';
import { aFinding, anOrganization, aScan } from '../../formats/scans';
import { elementsOf, textOf, textsIn, treeOf } from './tree';

/** A list of facts by their names. */
const factsIn = (markup: string): Readonly<Record<string, string>> => {
  const values = elementsOf(treeOf(markup), 'dd').map((one) => one.inside);
  return Object.fromEntries(
    textsIn(markup, 'dt').map((name, at) => [name, (values[at] ?? []).map(textOf).join('')]),
  );
};

describe('how it was decided', () => {
  const scanned = (rest: Partial<AccountScan>) => factsIn(scanFacts(aScan(rest)));

  test('a scan of nothing says what was not asked, and what is not known', () => {
    const { Tool: tool, ...facts } = scanned({
      account: null,
      accountName: null,
      region: null,
      caller: null,
    });
    expect(tool).toMatch(/^iam-user-mfa \d/);
    expect(facts).toEqual({
      Account: 'not known',
      Caller: 'Not known',
      Read: 'Live from IAM, 20 November 2026, 12:00 UTC',
      Users: '0 users listed. 0 decided, 0 could not be read: complete.',
      Exemptions: 'None',
      'Sign-ins': 'Not asked',
      Privileges: 'Not asked',
    });
  });

  test.each<[string, Partial<AccountScan>, string, string]>([
    ['a name', { accountName: 'acme' }, 'Account', 'acme, 111122223333'],
    [
      'an hour of reading',
      { endedAt: '2026-11-20T13:00:00.000Z' },
      'Read',
      'Live from IAM, 20 November 2026, 12:00 UTC to 20 November 2026, 13:00 UTC',
    ],
    [
      'another source',
      { source: 'credential-report' },
      'Read',
      'From a credential report, 20 November 2026, 12:00 UTC',
    ],
    [
      'users without a count of IAM',
      {
        findings: [aFinding()],
        complete: false,
        unreadable: [
          { userName: 'a', api: '', error: '' },
          { userName: null, api: '', error: '' },
        ],
      },
      'Users',
      '2 users listed. 1 decided, 1 could not be read: incomplete.',
    ],
    [
      'nobody used a password',
      { signIns: [] },
      'Sign-ins',
      'None to look for: no user who must act used a password in that time.',
    ],
    [
      'regions',
      {
        signIns: [
          { region: 'us-east-1', complete: true },
          { region: 'us-east-2', complete: true },
        ],
      },
      'Sign-ins',
      'CloudTrail event history of us-east-1, us-east-2. No sign-in found does not prove that there was none.',
    ],
    [
      'a region alone, denied',
      { signIns: [{ region: 'us-east-1', complete: false }] },
      'Sign-ins',
      'Not read to the end: us-east-1. No sign-in found does not prove that there was none.',
    ],
    [
      'privileges of one of two',
      { findings: [aFinding(), aFinding({ privileges: 'not-read' })] },
      'Privileges',
      'From the text of the policies. “None found” does not mean unprivileged.',
    ],
    ['privileges of none', { findings: [aFinding()] }, 'Privileges', 'Not asked'],
    ['thirty remarks', { notes: Array.from({ length: 30 }, () => 'a') }, 'Remarks', 'a'.repeat(30)],
    [
      'more',
      { notes: Array.from({ length: 1_031 }, () => 'a') },
      'Remarks',
      `${'a'.repeat(30)}And 1,001 more, in the JSON.`,
    ],
  ])('%s', (_, rest, name, value) => {
    expect(scanned(rest)[name]).toBe(value);
  });

  test.each([
    [
      ['a.json', 'b\n.json', 'c.json'],
      true,
      'a.json, b .json, c.json',
      '0 decided, 0 users or parts that cannot be seen: complete.',
    ],
    [['a', 'b', 'c', 'd'], false, '4 files', '0 decided, 1 user or part that cannot be seen: incomplete.'],
  ])('a check of %j', (files, complete, named, users) => {
    const unreadable = complete ? [] : [{ userName: null, api: 'A', error: 'is a loop' }];
    const facts = factsIn(checkFacts(aScan({ complete, unreadable }), files));
    expect([facts['Files'], facts['Users']]).toEqual([named, users]);
  });

  test.each([
    [1, 1, 0, '3 in the organization. 1 reports, 1 does not: incomplete.'],
    [2, 0, 2, '3 in the organization. 2 report, 0 do not: incomplete. 2 suspended accounts are left out.'],
    [0, 3, 1, '3 in the organization. 0 report, 3 do not: incomplete. 1 suspended account is left out.'],
  ])('of an organization %d report, %d do not, %d are suspended', (reporting, unknown, suspended, words) => {
    const view = { ...anOrganization(0), complete: false };
    const totals = { ...view.totals, accounts: 3, reporting, unknown, suspended, consoleUsers: 1 };
    const markup = organizationDecided({ ...view, totals });
    const facts = factsIn(markup);
    expect(facts['Accounts']).toBe(words);
    expect(facts['Read']).toBe('From AWS Config, 20 November 2026, 12:00 UTC');
    expect(facts['Compared with']).toBe('No earlier report');
    // No user is in any state, so there is no bar and no heading of one.
    expect(textsIn(markup, 'h3')).toEqual(['The report']);
  });

  test('a complete organization is called so, with the users of the one account that reports', () => {
    const markup = organizationDecided(anOrganization(1));
    expect(factsIn(markup)['Accounts']).toBe('1 in the organization. 1 reports, 0 do not: complete.');
    expect(textsIn(markup, 'h3')).toContain('8 users with a console password, in the 1 account that reports');
  });

  test.each([
    [undefined, ''],
    [{}, 'Decided with the default parameters.'],
    [{ requiredMfa: 'any', gracePeriodHours: '48' }, 'Decided with gracePeriodHours 48.'],
  ])('the parameters %j', (values, words) => {
    const parameters = values === undefined ? {} : { parameters: parseParameterValues(values) };
    expect(otherParameters(parameters)).toBe(words);
  });
});
