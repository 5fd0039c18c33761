import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { subjectOfOrganization, subjectOfScan } from '../../rule/findings/report-subject';
import { formats, type Format } from '../../rule/report/format';
import { checkReports, organizationReports, scanReports } from '../../rule/report/formats';
import { githubReport, githubStepSummary } from '../../rule/report/text/github';
import { markdownReport } from '../../rule/report/text/markdown';
import { plainStyle } from '../../rule/report/style';
import type { AccountScan } from '../../rule/findings/account-scan';
import { hostileName } from '../hostile-names';
import { checkedFiles, foundCheck, foundLive, foundOrganization, foundScan } from '../report/found';
import { aFinding, anOrganization, aScan, bigScan, hostileScan, hostileTexts, scans } from './scans';

const report = (format: Format, scan: AccountScan): string => scanReports[format](scan, plainStyle);
const schemas = [resolve(__dirname, '../schemas'), resolve(__dirname, '../../../shared/schemas')];
const schemaFile = (name: string): string | undefined =>
  schemas.map((folder) => resolve(folder, name)).find((file) => existsSync(file));

type Json = Record<string, unknown>;
const json = (text: string): Json => JSON.parse(text) as Json;
const linesOf = (text: string): readonly Json[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map(json);

/** What a schema finds wrong with a document. */
function faults(schema: Json): (document: unknown) => readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (document) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

const organizations = [
  ['an organization without accounts', anOrganization(0)],
  ['1,000 accounts', anOrganization(1000)],
  ['an aggregator, with every member', foundOrganization],
  ['a live scan of accounts', foundLive],
] as const;

const documentsOf = (format: Format): readonly (readonly [string, string])[] => [
  ...scans.map(([name, scan]) => [name, report(format, scan)] as const),
  ['a scan, with every member', report(format, foundScan)],
  ['a check', checkReports(checkedFiles)[format](foundCheck, plainStyle)],
  ...organizations.map(([name, view]) => [name, organizationReports[format](view, plainStyle)] as const),
];

describe('sarif', () => {
  const sarifSchema = json(
    readFileSync(
      resolve(__dirname, '../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  );
  // Draft 4 and draft 7 differ in none of the keywords that this schema uses.
  const validate = faults({
    ...sarifSchema,
    $schema: 'http://json-schema.org/draft-07/schema#',
    id: undefined,
  });

  test.each(documentsOf('sarif'))('of %s satisfies the schema', (_, text) => {
    expect(validate(json(text))).toEqual([]);
  });

  test('gives every result a file, a fingerprint of its own, and a severity that GitHub reads', () => {
    const [run] = json(report('sarif', hostileScan))['runs'] as { results: Json[] }[];
    const results = run?.results ?? [];
    expect(results).toHaveLength(hostileTexts.length * 3);
    const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    expect(new Set(prints).size).toBe(prints.length);
    for (const result of results)
      expect(result).toMatchObject({
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'iam-user-mfa.json' }, region: { startLine: 1 } } },
        ],
      });
    expect(results[0]).toMatchObject({ level: 'error', properties: { 'security-severity': '9.5' } });
  });

  test('suppresses an exempt user with the reason, and never calls an unread one fine', () => {
    const exempt = aFinding({
      verdict: 'NOT_APPLICABLE',
      reason: 'exempt',
      exemption: { source: 'tag', until: '2026-12-01', reason: 'sealed envelope' },
    });
    const scan = aScan({
      complete: false,
      findings: [exempt],
      unreadable: [{ userName: 'eve', api: 'iam:ListMFADevices', error: 'AccessDenied' }],
    });
    const [run] = json(report('sarif', scan))['runs'] as { results: Json[] }[];
    expect(run?.results).toMatchObject([
      { ruleId: 'could-not-be-read', level: 'warning' },
      {
        ruleId: 'exempt',
        suppressions: [{ justification: '11 days left, through 2026-12-01: sealed envelope (tag)' }],
      },
    ]);
  });

  test('holds at most the 25,000 results that GitHub takes, and says how many are left out', () => {
    const findings = Array.from({ length: 25_010 }, (_, n) => aFinding({ userId: `AIDA${n}` }));
    const text = report('sarif', aScan({ findings }));
    const [run] = json(text)['runs'] as { results: Json[] }[];
    expect(run?.results).toHaveLength(25_000);
    expect(text).toContain('10 results are left out');
  });
});

describe('ocsf', () => {
  const file = schemaFile('ocsf-1.6.0-compliance-finding.schema.json');
  const inSchema = file === undefined ? test.skip : test;
  if (file === undefined) console.log('skipped: the OCSF schema is not there (ocsf/ocsf-schema, compiled)');

  let validate: ReturnType<typeof faults> | undefined;

  inSchema.each(documentsOf('ocsf'))('of %s satisfies the schema of class 2003', (_, text) => {
    validate ??= faults(json(readFileSync(file ?? '', 'utf8')));
    for (const event of linesOf(text).slice(0, 600)) expect(validate(event)).toEqual([]);
  });

  test('one line a user: fail, pass, warning for the unread, and times in milliseconds', () => {
    const events = linesOf(
      report(
        'ocsf',
        aScan({
          complete: false,
          findings: [
            aFinding({ privileges: 'administrator' }),
            aFinding({ verdict: 'COMPLIANT', reason: 'mfa-enabled' }),
          ],
          unreadable: [{ userName: 'eve', api: 'iam:ListMFADevices', error: 'AccessDenied' }],
        }),
      ),
    );
    expect(events).toMatchObject([
      {
        class_uid: 2003,
        type_uid: 200_301,
        severity_id: 5,
        status_id: 1,
        time: Date.UTC(2026, 10, 20, 12),
        compliance: { status_id: 3 },
        resources: [
          {
            type: 'AWS::IAM::User',
            uid: 'AIDABOB',
            uid_alt: 'arn:aws:iam::111122223333:user/bob',
            region: 'global',
          },
        ],
      },
      { compliance: { status_id: 1 }, severity_id: 1 },
      { compliance: { status_id: 2 } },
    ]);
  });

  test('closes what was open in the baseline and is no more', () => {
    const [, difference] = scans[5] ?? [];
    const events = linesOf(report('ocsf', difference ?? aScan()));
    expect(events.map((event) => event['activity_id'])).toEqual([2, 1, 3]);
  });

  test('of an empty scan is empty', () => {
    expect(report('ocsf', aScan())).toBe('');
  });
});

describe('junit', () => {
  const schema = schemaFile('junit-10.xsd');
  const there = spawnSync('xmllint', ['--version']).error === undefined && schema !== undefined;
  const withXmllint = there ? test : test.skip;
  if (!there) console.log('skipped: xmllint or junit-10.xsd is not there');

  withXmllint.each(documentsOf('junit'))('of %s satisfies junit-10.xsd', (_, text) => {
    const run = (): unknown =>
      execFileSync('xmllint', ['--noout', '--huge', '--schema', schema ?? '', '-'], {
        input: text,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    expect(run).not.toThrow();
  });

  test('an unread user is an error, one who must act a failure, one who is exempt skipped', () => {
    const text = report('junit', bigScan());
    expect(text).toMatch(/tests="2101" failures="525" errors="1" skipped="1050"/);
    expect(text).toContain('<testcase name="zoe can be read"');
    expect(text).toContain(
      '<error type="AccessDenied" message="zoe could not be read (AccessDenied on iam:ListMFADevices)">',
    );
  });
});

describe('csv', () => {
  const rowsOf = (text: string): readonly Record<string, string>[] =>
    parse<Record<string, string>>(text, { columns: true });

  test.each(documentsOf('csv'))('of %s can be read back, with as many cells in each row', (_, text) => {
    expect(text.split('\r\n')[0]).toMatch(
      /^account,account_name,user_name,user_id,arn,verdict,reason,annotation/,
    );
    expect(() => rowsOf(text)).not.toThrow();
  });

  test('no cell begins as a formula would', () => {
    for (const row of parse(report('csv', hostileScan)))
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('an unread user is a row that says so', () => {
    expect(rowsOf(report('csv', bigScan())).at(-1)).toMatchObject({
      user_name: 'zoe',
      verdict: 'UNREADABLE',
      reason: 'could-not-be-read',
    });
  });
});

describe('asff', () => {
  test.each(documentsOf('asff'))('of %s is an array within the limits of the service', (_, text) => {
    const findings = JSON.parse(text) as Json[];
    expect(Array.isArray(findings)).toBe(true);
    const longest = (key: string): number =>
      Math.max(0, ...findings.map((finding) => String(finding[key]).length));
    expect(longest('Id')).toBeLessThanOrEqual(512);
    expect(longest('Title')).toBeLessThanOrEqual(256);
    expect(longest('Description')).toBeLessThanOrEqual(1024);
    expect(findings.filter(({ AwsAccountId }) => !/^\d{12}$/.test(String(AwsAccountId)))).toEqual([]);
    expect(new Set(findings.map(({ Resources }) => (Resources as Json[]).length))).toEqual(
      new Set(findings.length === 0 ? [] : [1]),
    );
  });

  test('an unread user is a warning', () => {
    const findings = JSON.parse(report('asff', bigScan())) as Json[];
    expect(findings.at(-1)).toMatchObject({ Compliance: { Status: 'WARNING' } });
  });
});

describe('github', () => {
  test('a hostile name starts no command and ends none', () => {
    const lines = report('github', hostileScan).trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(/^(::(error|warning|notice) [^\r]*::|- (error|warning|notice): )/);
    expect(lines.join('\n')).not.toMatch(/^::error::injected/m);
  });

  test('the step summary has less than 1 MiB, whatever was found', () => {
    const findings = Array.from({ length: 5000 }, (_, n) =>
      aFinding({ userId: `AIDA${n}`, annotation: 'x'.repeat(256) }),
    );
    expect(Buffer.byteLength(githubStepSummary(subjectOfScan(aScan({ findings }))))).toBeLessThan(1_048_576);
  });
});

describe('markdown', () => {
  test('no name or tag becomes markup', () => {
    const text = report('markdown', hostileScan);
    expect(text).not.toMatch(/<script|[^\\]`|[^\\]\[link/m);
  });

  test('begins with the answer, and lists the unread', () => {
    const text = report('markdown', bigScan());
    expect(text).toContain(
      '**525 people of those who could be read can sign in with a password alone, 53 of them administrators.',
    );
    expect(text).toContain('## Could not be read: unknown, not compliant');
  });
});

describe("a name that is somebody else's", () => {
  const org = (name: string) => {
    const view = anOrganization(3);
    const [first] = view.accounts;
    if (first === undefined) throw new Error('no account');
    const account = first.account;
    return {
      ...view,
      complete: false,
      accounts: view.accounts.map((row) => (row.account === account ? { ...row, name } : row)),
      notReporting: [{ account, name, ou: name, reason: 'unreadable' as const, detail: 'x' }],
    };
  };
  const of = (name: string) => [
    subjectOfScan(aScan({ accountName: name, findings: [aFinding({ accountName: name, owner: name })] })),
    subjectOfOrganization(org(name)),
  ];
  const every = (hold: (name: string) => void, numRuns = 200): void =>
    fc.assert(fc.property(hostileName, hold), { seed: 23, numRuns });

  test('is no link, mention or markup in Markdown', () => {
    every((name) => {
      for (const subject of of(name)) {
        const text = markdownReport(subject);
        // Comments of ours part an @ from what follows.
        expect(text.replaceAll('&#64;<!-- -->', '')).not.toMatch(/@|&#64;|<|:\/\/|www\.|[^\\](\]\(|`|!\[)/i);
        expect(text).not.toMatch(/^::|##\[|[\u202e\r]/m);
      }
    });
  });

  test('starts no command and no line in a workflow', () => {
    const harmless = of('prod').map((subject) => githubReport(subject).trimEnd().split('\n').length);
    every((name) => {
      for (const [index, subject] of of(name).entries()) {
        const lines = githubReport(subject).trimEnd().split('\n');
        expect(lines).toHaveLength(harmless[index] ?? NaN);
        for (const line of lines) expect(line).toMatch(/^(::(error|warning|notice) |- )[^\r\n\u202e]*$/);
      }
    });
  });

  test('is inert in a page: no element of its own, and no address that can be followed', () => {
    every((name) => {
      const scan = aScan({ accountName: name, findings: [aFinding({ accountName: name, owner: name })] });
      for (const page of [report('html', scan), organizationReports.html(org(name), plainStyle)]) {
        expect(page).not.toMatch(/<img|<https|<a href="\/\/|\u202e/i);
        for (const [, href = ''] of page.matchAll(/<a\b[^>]*?href="([^"]*)"/g))
          expect(href).toMatch(/^#[\w-]+$|^https:\/\/[\w.-]*amazon\.com\//);
      }
    }, 40);
  });
});

describe('every format', () => {
  test.each(formats)('%s names the unread user', (format) => {
    const scan = aScan({
      complete: false,
      unreadable: [{ userName: 'eve', api: 'iam:ListMFADevices', error: 'AccessDenied' }],
    });
    expect(report(format, scan)).toContain('eve');
  });

  const exempt = aFinding({
    verdict: 'NOT_APPLICABLE',
    reason: 'exempt',
    userName: 'breaker',
    annotation: 'breaker is exempt through 2026-12-01: sealed envelope',
    exemption: { source: 'tag', until: '2026-12-01', reason: 'sealed envelope' },
  });

  test.each(formats)('%s lists the exemption with its reason', (format) => {
    expect(report(format, aScan({ findings: [exempt] }))).toMatch(/sealed envelope/);
  });

  test.each(formats)('%s tells a new user from one who was open before', (format) => {
    const [, scan] = scans[5] ?? [];
    expect(report(format, scan ?? aScan())).toMatch(/\bnew\b/i);
  });

  test.each(formats)('%s of an empty account is a document', (format) => {
    expect(() => report(format, aScan())).not.toThrow();
  });
});
