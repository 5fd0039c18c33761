// Reports of nothing, of one, and of more than a format takes.
import { describe, expect, test } from '@jest/globals';
import type { AccountScan } from '../../rule/findings/account-scan';
import type { Finding } from '../../rule/findings/finding';
import type { NotReporting } from '../../rule/findings/organization-view';
import { subjectOfScan } from '../../rule/findings/report-subject';
import type { Format } from '../../rule/report/format';
import { checkReports, organizationReports, scanReports } from '../../rule/report/formats';
import { csvReport } from '../../rule/report/machine/csv';
import { sarifReport } from '../../rule/report/machine/sarif';
import { githubReport, githubStepSummary } from '../../rule/report/text/github';
import { escape, markdownReport } from '../../rule/report/text/markdown';
import { plainStyle, type Style } from '../../rule/report/style';
import { aFinding, anOrganization, aScan } from '../formats/scans';
import { foundLive, foundScan } from './found';

const report = (format: Format, scan: AccountScan, style: Partial<Style> = {}): string =>
  scanReports[format](scan, { ...plainStyle, ...style });
const safe = aFinding({
  userId: 'AIDADAVE',
  userName: 'dave',
  verdict: 'COMPLIANT',
  reason: 'mfa-enabled',
  annotation: 'dave signs in with MFA.',
  mfaKinds: ['virtual'],
});
const quiet = aScan({ account: null, accountName: '', findings: [safe] });
const unread = { userName: 'eve', api: 'iam:ListMFADevices', error: 'AccessDenied' };
const incomplete = aScan({ complete: false, findings: [safe], unreadable: [unread] });
const changed = {
  since: '2026-11-01T00:00:00.000Z',
  ...{ new: [], exemptionEnded: [], stillOpen: [], mended: [], unknown: [] },
};

describe('a scan in which nobody must act', () => {
  test('is a table of one sentence and the others', () => {
    expect(report('table', quiet)).toBe(`Account unknown: Nobody can sign in with a password alone.

ALL OTHERS: 1 user, by reason; --all lists them.
REASON       USERS  WHO
mfa-enabled  1      has a console password and sufficient MFA
`);
  });

  test('lists the groups that there are', () => {
    expect(report('table', quiet, { all: true }))
      .toBe(`Account unknown: Nobody can sign in with a password alone.

COMPLIANT: 1
USER  REASON       PASSWORD SINCE  MFA      ANNOTATION
dave  mfa-enabled  2026-01-02      virtual  dave signs in with MFA.
`);
  });

  test('is a sentence where there is no user', () => {
    expect(report('table', aScan())).toBe(
      'Account 111122223333 (acme): Nobody can sign in with a password alone.\n',
    );
  });

  test('says that nothing changed', () => {
    expect(report('table', aScan({ difference: changed }))).toBe(
      `Account 111122223333 (acme): Nobody can sign in with a password alone.

CHANGES: 0 new, 0 exemption ended, 0 still open, 0 fixed since 2026-11-01T00:00:00.000Z.
`,
    );
  });

  test('is Markdown without empty parts', () => {
    expect(report('markdown', { ...quiet, difference: changed })).toBe(`# iam-user-mfa: account unknown

**Nobody can sign in with a password alone.**

2026-11-20T12:00:00.000Z, read by iam-user-mfa.

## Changes

0 new, 0 exemption ended, 0 still open, 0 fixed since 2026-11-01T00:00:00.000Z.

## All others

| reason | verdict | users |
| --- | --- | --- |
| mfa-enabled | COMPLIANT | 1 |
`);
  });

  test('is a notice for GitHub, and a warning where not all could be read', () => {
    expect(report('github', quiet)).toBe(
      '::notice title=iam-user-mfa::account unknown: Nobody can sign in with a password alone.\n',
    );
    expect(report('github', incomplete)).toMatch(/^::warning title=iam-user-mfa::account 111122223333/);
  });

  test('is nothing else in the formats for machines', () => {
    expect(report('asff', aScan())).toBe('[]\n');
    expect(report('ocsf', aScan())).toBe('');
    expect(report('csv', aScan())).toMatch(/^account,[^\r\n]*,change\r\n$/);
  });
});

describe('colours', () => {
  const title = (scan: AccountScan): string | undefined =>
    report('table', scan, { colour: true, columns: 60 }).split('\n')[0];
  const [bold, red, green] = ['\u001b[1m', '\u001b[31m', '\u001b[32m'];

  test.each([
    ['nobody must act', quiet, green],
    ['somebody must act', aScan({ findings: [safe, aFinding()] }), red],
    ['somebody was not read', incomplete, red],
  ])('of the answer where %s', (_, scan, colour) => {
    expect(title(scan)?.startsWith(`${bold}${colour}`)).toBe(true);
  });

  test('of the user and the reason in a row, no more', () => {
    const row = report('table', aScan({ findings: [aFinding()] }), { colour: true }).split('\n')[3];
    expect(row?.startsWith(`${red}bob\u001b[39m   ${red}no-mfa\u001b[39m  2026-01-02      none`)).toBe(true);
  });

  test.each([
    ['accounts are clean', { complete: true, withoutMfa: 0 }, green],
    ['somebody was counted', { complete: true, withoutMfa: 1 }, red],
    ['an account is silent', { complete: false, withoutMfa: 0 }, red],
  ])('of the answer of an organization whose %s', (_, { complete, withoutMfa }, colour) => {
    const view = anOrganization(1);
    const text = organizationReports.table(
      { ...view, complete, totals: { ...view.totals, withoutMfa } },
      { ...plainStyle, colour: true },
    );
    expect(text.startsWith(`${bold}${colour}Organization`)).toBe(true);
  });
});

describe('users for whom the time was not enough', () => {
  const late = (count: number): AccountScan =>
    aScan({
      complete: false,
      unreadable: [
        unread,
        ...Array.from({ length: count }, (_, n) => ({
          ...unread,
          userName: `late-${n}`,
          error: 'time ran out',
        })),
      ],
    });
  const listed = (text: string): number => text.match(/^late-\d+ .*ListMFADevices/gm)?.length ?? 0;

  test('are listed where they are few, or all are asked for', () => {
    expect(listed(report('table', late(10)))).toBe(10);
    expect(listed(report('table', late(11), { all: true }))).toBe(11);
  });

  test('are one row where they are many, and the others are listed', () => {
    const text = report('table', late(11));
    expect(listed(text)).toBe(0);
    expect(text).toContain('COULD NOT BE READ: 12. They are unknown, not compliant.');
    expect(text).toContain(
      `eve       eve could not be read (AccessDenied on iam:ListMFADevices)
11 users  the time was over before they were read: late-0, late-1, late-2 and others; a longer --timeout reads them, --all lists them
`,
    );
  });
});

describe('a check', () => {
  const check = (scan: Partial<AccountScan>, files = ['t.json'], style: Partial<Style> = {}): string =>
    checkReports(files).table(aScan(scan), { ...plainStyle, ...style });
  const part = { userName: null, api: 'Loop', error: 'is a loop', detail: 'Loop is a loop.' };

  test('of nobody is two sentences', () => {
    expect(check({})).toBe(
      `t.json: no user would be able to sign in with a password alone.

0 with an enforcement policy, 0 exempt.
`,
    );
  });

  test.each([
    [1, '1 user or part'],
    [2, '2 users or parts'],
  ])('that cannot see %i never says that all is well', (number, parts) => {
    const text = check({ complete: false, unreadable: Array.from({ length: number }, () => part) });
    expect(text.split('\n').slice(0, 3)).toEqual([
      `t.json: of ${parts} it cannot be seen whether a password alone is enough.`,
      '',
      `CANNOT BE SEEN: ${parts}. They are unknown, not compliant.`,
    ]);
    expect(text).toContain('USER  WHERE  WHY\n-     -      Loop is a loop.\n');
  });

  test('lists who must act by name, the name alone in colour', () => {
    const findings = [aFinding({ userName: 'zoe' }), aFinding({ userName: 'amy' }), safe];
    const text = check({ findings, difference: changed }, ['a', 'b'], { colour: true });
    expect(text).toContain(
      '2 files: 2 users would be able to sign in with a password alone.\n\nCHANGES: 0 new',
    );
    expect(text).toContain('\u001b[31mamy\u001b[39m   -      bob can');
    expect(text.indexOf('amy')).toBeLessThan(text.indexOf('zoe'));
    expect(text).toContain('1 with an enforcement policy, 0 exempt.');
  });

  test('lists the exempt ones by name', () => {
    const exempt = (userName: string) => aFinding({ userName, verdict: 'NOT_APPLICABLE', reason: 'exempt' });
    const text = check({ findings: [exempt('zoe'), exempt('amy')] });
    expect(text).toContain('EXEMPT: 2 users.');
    expect(text.indexOf('amy')).toBeLessThan(text.indexOf('zoe'));
  });
});

describe('accounts that do not report', () => {
  const silent = (account: string, ou: string | null, reason: NotReporting['reason'], detail: string) => ({
    account,
    name: `name-${account}`,
    ou,
    reason,
    detail,
  });
  const shown = (notReporting: readonly NotReporting[], all = false): string => {
    const text = organizationReports.table(
      { ...anOrganization(0), complete: false, notReporting },
      { ...plainStyle, all },
    );
    return text.slice(text.indexOf('NOT REPORTING')).split('\n').slice(1).join('\n').split('\n\n')[0] ?? '';
  };
  const same = [
    silent('1', 'Root/A', 'stale', 'the last scan is of 2026-11-18T06:00:00.000Z, over 12 h ago'),
    silent('2', 'Root/A', 'stale', 'the last scan is of 2026-11-17T05:10:00.000Z, over 12 h ago'),
    silent('3', 'Root/A', 'no-rule', 'no rule'),
    silent('4', 'Root/B', 'no-rule', 'no rule'),
    silent('5', null, 'unreadable', 'no rule'),
    silent('6', null, 'incomplete', '1 of 3 users could not be read'),
    silent('7', null, 'incomplete', '10 of 300 users could not be read'),
  ];

  test('are one row a reason, whatever times are in it', () => {
    expect(shown(same)).toBe(`ACCOUNTS  FIRST  OU      REASON      DETAIL
2         1      Root/A  stale       the first: the last scan is of 2026-11-18T06:00:00.000Z, over 12 h ago
2         3      -       no-rule     no rule
1         5      -       unreadable  no rule
2         6      -       incomplete  the first: 1 of 3 users could not be read`);
  });

  test('are a row each where every one has a reason of its own, or all are asked for', () => {
    expect(shown(same.slice(1, 3))).toContain(`ACCOUNT  NAME    OU      REASON   DETAIL
2        name-2  Root/A  stale    the last scan is of 2026-11-17T05:10:00.000Z, over 12 h ago
3        name-3  Root/A  no-rule  no rule`);
    expect(shown(same, true)).toContain('\n5        name-5  -       unreadable  no rule');
  });
});

describe('an organization in which all is well', () => {
  const view = anOrganization(1);

  test('is the answer, the units and the figures', () => {
    expect(organizationReports.table(view, plainStyle))
      .toBe(`Organization o-example: Nobody can sign in without sufficient MFA.

BY ORGANIZATIONAL UNIT; --all lists every account.
OU              ACCOUNTS  UNKNOWN  USERS  CONSOLE  WITH MFA  WITHOUT  EXEMPT  IN GRACE
Root/Workloads  1         0        20     8        6         0        1       1

o-example: 1 of 1 account reports, 0 unknown. In those that report: 20 users, 8 with a console password, 6 with sufficient MFA, 0 without, 1 exempt, 1 in grace.
`);
  });

  test('lists the accounts, without versions that nobody asked for', () => {
    const text = organizationReports.table(view, { ...plainStyle, all: true });
    expect(text).toContain(
      `ACCOUNT       NAME       OU              STATUS     USERS  CONSOLE  WITH MFA  WITHOUT  EXEMPT  IN GRACE  LAST SCAN
100000000000  account-0  Root/Workloads  reporting  20     8        6         0        1       1         2026-11-20T12:00:00.000Z
`,
    );
  });

  test('has its units in order', () => {
    const { accounts } = anOrganization(3);
    const units = ['B', 'A', 'C'];
    const inUnits = accounts.map((row, index) => ({ ...row, ou: units[index] ?? null }));
    const text = organizationReports.table({ ...view, accounts: inUnits }, plainStyle);
    expect(text.match(/^[ABC](?= {2})/gm)).toEqual(['A', 'B', 'C']);
    const same = organizationReports.table(
      { ...view, accounts: accounts.map((row) => ({ ...row, ou: null })) },
      plainStyle,
    );
    expect(same).toMatch(/^- +3 +0 +60 /m);
  });

  test('counts nothing of an account that does not report', () => {
    const unknown = { users: null, consoleUsers: null, withMfa: null, withoutMfaCount: null };
    const silent = { status: 'not-reporting' as const, exempt: null, inGrace: null, lastScanAt: null };
    const accounts = view.accounts.map((row) => ({ ...row, ...unknown, ...silent, version: '1.0.0' }));
    const text = organizationReports.table({ ...view, accounts }, { ...plainStyle, all: true });
    expect(text).toContain(
      'Root/Workloads  1         1        0      0        0         0        0       0\n',
    );
    expect(text).toMatch(/ not-reporting {2}-( +-){6} +1\.0\.0\n/);
  });

  test('gives the parameters to programs, all of them', () => {
    expect(JSON.parse(organizationReports.json(foundLive, plainStyle))).toMatchObject({
      parameters: { requiredMfa: 'has-phishing-resistant', exemptTagKey: 'mfa-exempt' },
    });
  });
});

describe('more than a format takes', () => {
  const many = (count: number): readonly Finding[] =>
    Array.from({ length: count }, (_, n) => aFinding({ userId: `AIDA${n}`, userName: `user-${n}` }));

  test.each([
    [2, 2, 0],
    [3, 2, 1],
  ])('of %i results SARIF with room for 2 holds %i, and says that %i are left out', (count, kept, left) => {
    const text = sarifReport(subjectOfScan(aScan({ findings: many(count) })), plainStyle, 2);
    expect(text.match(/"ruleId": /g)).toHaveLength(kept);
    const said = /"(\d+) results are left out: GitHub takes 2\."/.exec(text)?.[1];
    expect(said).toBe(left === 0 ? undefined : String(left));
  });

  test('nine annotations of a kind beside the heading; the rest is in the log', () => {
    const lines = githubReport(subjectOfScan(aScan({ findings: many(11) })))
      .trimEnd()
      .split('\n');
    expect(lines.filter((line) => line.startsWith('::error title=user-'))).toHaveLength(9);
    expect(lines.filter((line) => !line.startsWith('::'))).toEqual([
      expect.stringMatching(/^- error: user-\d \(111122223333\): bob can sign in with a password alone/),
      expect.stringMatching(/^- error: user-\d \(111122223333\): bob can sign in with a password alone/),
    ]);
  });

  test('a step summary has as many rows as fit', () => {
    const subject = subjectOfScan(aScan({ findings: many(20) }));
    const rows = (text: string): number => text.match(/^\| 111122223333/gm)?.length ?? 0;
    const whole = markdownReport(subject);
    expect(githubStepSummary(subject, Buffer.byteLength(whole))).toBe(whole);
    const cut = githubStepSummary(subject, Buffer.byteLength(whole) - 1);
    expect(rows(cut)).toBe(15);
    expect(cut).toContain('And 5 more rows.');
    expect(rows(githubStepSummary(subject, 1_200))).toBe(3);
    // Not even three rows: the answer is always there.
    expect(githubStepSummary(subject, 500)).toBe('20 people can sign in with a password alone.\n');
  });

  test('a Markdown table counts the rows that it leaves out', () => {
    const of = (mostRows: number): string =>
      markdownReport(subjectOfScan(aScan({ findings: many(2) })), { mostRows });
    expect(of(1)).toContain('\n\nAnd 1 more row.\n');
    expect(of(2)).not.toContain('more row');
  });
});

test.each([
  ['&', '&amp;'],
  ['Www.example.com', 'Www&#46;example.com'],
  ['https://x', 'https&#58;//x'],
  ['a_b*c#d!e~f{g}', 'a\\_b\\*c\\#d\\!e\\~f\\{g\\}'],
])('%s is text in Markdown: %s', (text, escaped) => {
  expect(escape(text)).toBe(escaped);
});

describe('a CSV for Excel', () => {
  const scan = aScan({ account: '011122223333', findings: [aFinding({ account: '011122223333' })] });

  test('has its byte order mark, and ids of accounts as texts', () => {
    const lines = report('csv', { ...scan, unreadable: [unread] }, { excel: true }).split('\r\n');
    expect(lines[0]).toMatch(/^\ufeffaccount,/);
    expect(lines[1]).toMatch(/^="011122223333",acme,bob,/);
    expect(lines[2]).toMatch(/^="011122223333",,eve,/);
  });

  test('has columns for places where any place is known', () => {
    const location = { file: 't.json', line: 3, address: 'Bob' };
    const [head, bob, eve, part] = report(
      'csv',
      aScan({
        findings: [aFinding({ location })],
        unreadable: [unread, { ...unread, userName: null, location }],
      }),
    ).split('\r\n');
    expect(head?.endsWith(',file,line,address,change')).toBe(true);
    expect(bob?.endsWith(',t.json,3,Bob,')).toBe(true);
    expect(eve?.endsWith(',,,,')).toBe(true);
    expect(part?.endsWith(',t.json,3,Bob,')).toBe(true);
  });

  test('leaves other numbers as they are, and nothing where it is not asked for', () => {
    const userName = '123456789012';
    const findings = [aFinding({ account: null, accountName: '1', userName })];
    expect(report('csv', aScan({ findings }), { excel: true })).toContain('\r\n,1,123456789012,AIDABOB,');
    expect(csvReport(subjectOfScan(scan))).toMatch(/^account.*\r\n011122223333,/);
  });
});

describe('another partition', () => {
  const arn = 'arn:aws-us-gov:iam::111122223333:user/bob';
  const scan = aScan({ findings: [aFinding({ arn })], complete: false, unreadable: [unread] });

  test('is the one of the users, in ASFF and OCSF, of the unread ones, too', () => {
    for (const finding of JSON.parse(report('asff', scan)) as readonly unknown[])
      expect(finding).toMatchObject({
        ProductArn: 'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default',
        Resources: [{ Partition: 'aws-us-gov', Region: 'us-gov-west-1' }],
      });
    for (const line of report('ocsf', scan).trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({
        cloud: { cloud_partition: 'aws-us-gov' },
        resources: [{ cloud_partition: 'aws-us-gov' }],
      });
  });
});

describe('members that are not known', () => {
  test('are no members in OCSF', () => {
    const findings = [aFinding({ account: null, accountName: '' }), aFinding({ accountName: null })];
    const events = report('ocsf', aScan({ findings, unreadable: [{ ...unread, account: null }] }))
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    const cloud = { provider: 'AWS', region: 'global', cloud_partition: 'aws' };
    const account = { uid: '111122223333', type: 'AWS Account', type_id: 10 };
    expect(events).toEqual([
      expect.objectContaining({ cloud }),
      expect.objectContaining({ cloud: { ...cloud, account } }),
      expect.objectContaining({ cloud }),
    ]);
    expect(events[0]).not.toHaveProperty('unmapped.signIn');
    expect(events[0]).toHaveProperty('finding_info.uid', 'iam-user-mfa//AIDABOB');
  });

  test('are said to be unknown in JUnit and GitHub', () => {
    const scan = { ...quiet, complete: false, findings: [aFinding({ account: null })] };
    const list = { userName: null, api: 'iam:ListUsers', error: `x${'y'.repeat(300)}` };
    const junit = report('junit', { ...scan, unreadable: [list] });
    expect(junit).toContain(
      '<testcase name="the list of users can be read" classname="iam-user-mfa.unknown"',
    );
    expect(junit).toContain(`<error type="x${'y'.repeat(199)}"`);
    expect(report('github', { ...scan, unreadable: [list] })).toMatch(
      /title=bob \(unknown account\)::[^]*title=the list of users could not be read::/,
    );
  });
});

describe('SARIF', () => {
  test('of a complete scan says what it says as a note', () => {
    expect(report('sarif', quiet)).toContain('"level": "note",\n              "message"');
    expect(report('sarif', incomplete)).toContain('"level": "warning",\n              "message"');
  });

  test.each([
    ['a\\b c.json', 'a/b%20c.json'],
    ['./a/./b#c.json', 'a/b%23c.json'],
    ['../a:b.json', '../a%3Ab.json'],
  ])('names the file %s by the relative address %s', (sarifFile, uri) => {
    const text = report('sarif', aScan({ findings: [aFinding()] }), { sarifFile });
    expect(text).toContain(`"uri": "${uri}"`);
  });

  test('names nothing where neither a user nor an account is known', () => {
    const list = { userName: null, api: 'iam:ListUsers', error: 'AccessDenied' };
    const text = report('sarif', aScan({ account: null, complete: false, unreadable: [list] }));
    expect(text).toContain('"fullyQualifiedName": "account"');
    expect(text).toContain('"primaryLocationLineHash": "/unreadable/:1"');
  });
});

test('a file or a logical id is no command in the names of JUnit, and no broken XML', () => {
  const file = 'a\n##[error]\u0000.json';
  const location = { file, line: 1, address: '##vso[task]' };
  const text = checkReports([file]).junit(aScan({ findings: [aFinding({ location })] }), plainStyle);
  expect(text).toContain('name="iam-user-mfa: a ## [error] .json"');
  expect(text).toContain('<testcase name="bob (a ## [error] .json### vso[task]) has sufficient MFA"');
  expect(text).not.toMatch(/##\[|##vso|\0/);
});

test('whom the last scan counted and nothing names is an error for GitHub', () => {
  const view = anOrganization(1);
  const accounts = view.accounts.map((row) => ({ ...row, withoutMfaCount: 1 }));
  expect(organizationReports.github({ ...view, accounts }, plainStyle)).toBe(
    '::error title=iam-user-mfa::organization o-example: Nobody who is named can sign in with a password alone. The last scans counted 1 more without sufficient MFA, whom AWS Config does not name.\n',
  );
});

test('every format of every thing found is a text, the page, too', () => {
  expect(report('html', foundScan)).toMatch(/^<!doctype html>/i);
  expect(checkReports(['t.json']).html(foundScan, plainStyle)).toContain('t.json');
  expect(organizationReports.html(foundLive, plainStyle)).toMatch(/^<!doctype html>/i);
});
