import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { AccountRow, NotReporting, OrganizationView } from '../../rule/findings/organization-view';
import { createStandin, type Standin } from '../../rule/standin';
import { caller, CommandLine, type Outcome } from './command-line';
import { accountCount, accounts, fillConfig, idsOf, parameterFlags, worldSeed, type Kind } from './org-world';

jest.setTimeout(120_000);

let standin: Standin;
let reported: Outcome;
let scanned: Outcome;
let report: OrganizationView;
let scan: OrganizationView;

beforeAll(async () => {
  const cli = new CommandLine();
  standin = createStandin(worldSeed());
  const url = await standin.listen();
  await fillConfig(standin, url);
  const env = caller(url);
  reported = await cli.run(['org-report', '--aggregator', 'iam-user-mfa', '--format', 'json'], env);
  // A throttled account stays throttled, and must not keep the others from being read.
  const flags = [
    '--role-name',
    'audit/mfa-reader',
    '--format',
    'json',
    '--account-timeout',
    '8s',
    ...parameterFlags,
  ];
  scanned = await cli.run(['org-scan', ...flags], env);
  report = JSON.parse(reported.stdout) as OrganizationView;
  scan = JSON.parse(scanned.stdout) as OrganizationView;
});

afterAll(() => standin.close());

const silent = (view: OrganizationView): ReadonlyMap<string, NotReporting> =>
  new Map(view.notReporting.map((one) => [one.account, one]));
const lines = (view: OrganizationView): ReadonlyMap<string, AccountRow> =>
  new Map(view.accounts.map((line) => [line.account, line]));
const said = (view: OrganizationView, id: string): string | undefined =>
  silent(view).get(id)?.reason ?? lines(view).get(id)?.status;
/** A live scan asks no account for its version. */
const timeless = (line: AccountRow | undefined) => ({ ...line, lastScanAt: null, version: undefined });

/** How each command sees each kind of broken account: the aggregator knows what Config holds, the scan what IAM says now. */
const seen: readonly [Kind, string, string, RegExp][] = [
  ['denied', 'incomplete', 'incomplete', /could not be listed to the end \(AccessDenied on iam:ListUsers\)/],
  ['devices-denied', 'incomplete', 'incomplete', /could not be read \(AccessDenied on iam:ListMFADevices\)/],
  ['throttled', 'incomplete', 'incomplete', /20 of 20 users could not be read \(.*Throttling on iam:GetLog/],
  ['stale', 'stale', 'reporting', /over 12 h ago/],
  ['without-rule', 'no-rule', 'reporting', /not deployed, never ran, or not aggregated/],
  ['never-ran', 'no-rule', 'reporting', /not deployed, never ran, or not aggregated/],
  ['changes-only', 'no-scan-line', 'reporting', /only changes were seen/],
  ['without-role', 'no-rule', 'role-not-assumed', /not deployed|of arn:aws:iam::\d+:role\/audit\/mfa-reader/],
];

describe('40 accounts, half of them broken', () => {
  test.each(seen)(
    '%s: org-report says %s of every one, org-scan says %s',
    (kind, inReport, inScan, detail) => {
      const ids = idsOf(kind);
      expect(ids.length).toBeGreaterThan(0);
      for (const id of ids) {
        expect([id, said(report, id)]).toEqual([id, inReport]);
        expect([id, said(scan, id)]).toEqual([id, inScan]);
        expect(silent(report).get(id)?.detail).toMatch(detail);
        if (inScan !== 'reporting') expect(silent(scan).get(id)?.detail).toMatch(detail);
      }
    },
  );

  test('no healthy account is said not to report', () => {
    const healthy = new Set(idsOf('healthy'));
    expect(healthy.size).toBe(20);
    expect(
      [...report.notReporting, ...scan.notReporting].filter(({ account }) => healthy.has(account)),
    ).toEqual([]);
    expect(report.notReporting).toHaveLength(20);
    expect(scan.notReporting).toHaveLength(11);
  });

  test('both agree on every healthy account: OU, counts, and who has no MFA, with the annotation', () => {
    for (const id of idsOf('healthy')) {
      expect(lines(report).get(id)?.status).toBe('reporting');
      expect(timeless(lines(report).get(id))).toEqual(timeless(lines(scan).get(id)));
    }
  });

  test('the users without MFA are named, with id and annotation', () => {
    const named = report.accounts.flatMap(({ withoutMfa }) => withoutMfa);
    expect(named.length).toBeGreaterThan(40);
    for (const { userName, userId, annotation } of named) {
      expect(userName).toMatch(/^user-\d\d$/);
      expect(userId).toMatch(/^AIDA/);
      expect(annotation).toContain(`${userName ?? ''} can sign in with a password alone`);
    }
  });

  test('totals are the sums over the accounts that report, the others are unknown in each', () => {
    for (const view of [report, scan]) {
      const reporting = view.accounts.filter(({ status }) => status === 'reporting');
      const sum = (of: (line: AccountRow) => number | null): number =>
        reporting.reduce((total, line) => total + (of(line) ?? 0), 0);
      expect(view.totals).toEqual({
        accounts: accountCount,
        reporting: reporting.length,
        unknown: view.notReporting.length,
        suspended: 1,
        users: reporting.length * 20,
        consoleUsers: sum((line) => line.consoleUsers),
        withMfa: sum((line) => line.withMfa),
        withoutMfa: sum((line) => line.withoutMfa.length),
        exempt: sum((line) => line.exempt),
        inGrace: sum((line) => line.inGrace),
      });
      for (const line of view.accounts.filter(({ status }) => status !== 'reporting'))
        expect([line.users, line.consoleUsers, line.withMfa]).toEqual([null, null, null]);
    }
    for (const count of [report.totals.withMfa, report.totals.exempt, report.totals.inGrace])
      expect(count).toBeGreaterThan(0);
  });

  test('both exit with 3, although users without MFA were found', () => {
    expect([reported.code, scanned.code]).toEqual([3, 3]);
    expect([report.complete, scan.complete]).toEqual([false, false]);
  });

  test('the management account is in both, and a suspended one counts neither as reporting nor as unknown', () => {
    for (const view of [report, scan]) {
      expect(lines(view).get(accounts[0]?.id ?? '')).toMatchObject({ status: 'reporting', ou: 'Root' });
      expect(lines(view).get('999999999999')).toMatchObject({ status: 'suspended' });
      expect(silent(view).has('999999999999')).toBe(false);
    }
  });

  test("org-scan takes the caller's own credentials in the caller's own account", () => {
    const assumed = standin.calls.filter(({ action }) => action === 'AssumeRole').map(({ input }) => input);
    const roles = new Set(assumed.map((input) => (input as { RoleArn: string }).RoleArn));
    expect(roles).toEqual(
      new Set(accounts.slice(1).map(({ id }) => `arn:aws:iam::${id}:role/audit/mfa-reader`)),
    );
  });
});
