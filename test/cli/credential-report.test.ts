// scan --credential-report: a file and stdin without AWS, and fetch through the stand-in and moto.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  EnableMFADeviceCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { reportText, reportUser, rootRow, type Cells } from '../credential-report/report-text';
import { describeWithMoto } from '../moto';
import { caller, CommandLine, WarmCommandLine, type Outcome } from './command-line';

let cli: CommandLine;
let warm: WarmCommandLine;
let folder: string;
let standin: Standin | undefined;

beforeAll(() => {
  cli = new CommandLine();
  warm = new WarmCommandLine();
  folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-'));
});
afterEach(async () => {
  await standin?.close();
  standin = undefined;
});
afterAll(() => warm.end());

const path = (name: string): string => join(folder, name);
/** Credentials that lead nowhere: a file needs none. */
const offline = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };

function write(name: string, text: string | Uint8Array): string {
  writeFileSync(path(name), text);
  return path(name);
}
const ofFile = (text: string | Uint8Array, ...flags: readonly string[]): Promise<Outcome> =>
  warm.run(['scan', '--credential-report', write('report.csv', text), ...flags], offline);

interface Document {
  readonly account: string;
  readonly complete: boolean;
  readonly notes: readonly string[];
  readonly unreadable: readonly Record<string, unknown>[];
  readonly findings: readonly Record<string, unknown>[];
  readonly completeness?: unknown;
  readonly difference?: Record<string, readonly { userId: string }[]>;
}
const parse = ({ stdout }: Outcome): Document => JSON.parse(stdout) as Document;
const reasonsOf = (document: Document): Record<string, unknown> =>
  Object.fromEntries(document.findings.map(({ userName, reason }) => [String(userName), reason]));

const bob = reportUser('bob');
const alice = reportUser('alice', { mfa_active: 'true' });
const svc = reportUser('svc', { password_enabled: 'FALSE', password_last_changed: 'N/A' });

describe('a file', () => {
  test('is evaluated without AWS: the exit code says what was found', async () => {
    const file = write('found.csv', reportText([rootRow, bob, alice, svc]));
    const outcome = await cli.run(['scan', '--credential-report', file, '--format', 'json'], offline);
    expect(outcome.code).toBe(1);
    const document = parse(outcome);
    expect(document).toMatchObject({ account: '111122223333', complete: true, unreadable: [] });
    expect(reasonsOf(document)).toEqual({
      bob: 'no-mfa',
      alice: 'mfa-enabled',
      svc: 'no-console-password',
    });
    expect((await ofFile(reportText([rootRow, alice]))).code).toBe(0);
  });

  test('tells neither ids, nor when a password was made, nor kinds of devices, and none is made up', async () => {
    const { findings } = parse(await ofFile(reportText([bob, alice]), '--format', 'json'));
    expect(findings).toMatchObject([
      {
        userId: 'arn:aws:iam::111122223333:user/bob',
        passwordCreatedAt: null,
        passwordLastUsed: '2026-11-01T08:00:00.000Z',
        mfaKinds: [],
        mfaRead: 'all',
      },
      { userName: 'alice', mfaKinds: ['unknown'], mfaRead: 'not-asked' },
    ]);
  });

  test('is said to be as old as the file, and its newest time is named', async () => {
    const file = write('old.csv', reportText([bob]));
    const threeDaysAgo = new Date(Date.now() - 3 * 86_400_000);
    utimesSync(file, threeDaysAgo, threeDaysAgo);
    const outcome = await warm.run(['scan', '--credential-report', file], offline);
    const text = outcome.stdout.replace(/\s+/g, ' ');
    expect(text).toContain(
      `Read from a credential report of the file ${file}, whose age is unknown; the file`,
    );
    expect(text).toContain(`written at ${threeDaysAgo.toISOString()}, 3 days before this scan.`);
    expect(text).toContain('The newest time in it is 2026-11-01T08:00:00.000Z.');
  });

  test('that the AWS CLI printed as JSON says when the report was generated', async () => {
    const generated = new Date(Date.now() - 2 * 3_600_000);
    const answer = {
      Content: Buffer.from(reportText([bob])).toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: generated.toISOString(),
    };
    const outcome = await ofFile(JSON.stringify(answer, null, 4), '--format', 'json');
    expect(parse(outcome).notes[0]).toContain(
      `generated at ${generated.toISOString()}, 2 hours before this scan`,
    );
  });

  test('says its age on stderr where the document has no place for it, but for --quiet', async () => {
    const loud = await ofFile(reportText([bob]), '--format', 'csv');
    expect(loud.stdout).not.toContain('credential report');
    expect(loud.stderr).toMatch(
      /^Read from a credential report of the file .*, 0 minutes before this scan\./,
    );
    expect((await ofFile(reportText([bob]), '--format', 'csv', '--quiet')).stderr).toBe('');
  });

  test('with a user of whom it says nothing usable makes the scan incomplete', async () => {
    const unclear = reportUser('eve', { mfa_active: 'not_supported' });
    const outcome = await ofFile(reportText([alice, unclear]), '--format', 'json');
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain(
      'Scan incomplete: 1 of 2 users could not be read (neither true nor false on credential-report:mfa_active): eve.',
    );
    expect(parse(outcome)).toMatchObject({
      complete: false,
      unreadable: [{ userName: 'eve', api: 'credential-report:mfa_active', error: 'neither true nor false' }],
    });
  });

  test.each(['table', 'json', 'csv', 'html', 'junit', 'sarif', 'asff', 'ocsf', 'markdown', 'github'])(
    'is reported as %s',
    async (format) => {
      const outcome = await ofFile(reportText([bob, alice, svc]), '--format', format);
      expect(outcome.code).toBe(1);
      expect(outcome.stdout).toContain('bob');
      expect(outcome.stdout).not.toMatch(/access_key|cert_1/);
    },
  );

  test('takes the parameters that need nothing else', async () => {
    const rows = [bob, reportUser('eve', { arn: 'arn:aws:iam::111122223333:user/ops/eve' })];
    const flags = ['--exempt-user-names', 'bob', '--exempt-paths', '/ops/'];
    expect((await ofFile(reportText(rows), ...flags)).code).toBe(0);
  });
});

test('stdin is read with -', async () => {
  const child = cli.start(['scan', '--credential-report', '-', '--format', 'json'], offline, 'pipe');
  let stdout = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stdin?.end(reportText([bob]));
  const code = await new Promise((done) => child.once('close', done));
  expect(code).toBe(1);
  expect(stdout).toContain('Read from a credential report of stdin, whose age is unknown.');
});

describe('bad input gets one line and exit code 2, and nothing is asked', () => {
  test.each<[string, string, readonly string[], RegExp]>([
    ['a text', 'hello', [], /is no credential report: it has no column user, arn/],
    [
      'an empty file',
      '',
      [],
      /is no credential report: it is empty; get one with "aws iam generate-credential-report/,
    ],
    ['a scan of ours', '{"account":"1"}', [], /is no credential report/],
    ['a binary', '\u0000\u0001\u0002"', [], /is no credential report/],
    [
      'a level that needs kinds of devices',
      reportText([bob]),
      ['--required-mfa', 'has-phishing-resistant'],
      /does not tell the kinds of MFA devices \(--required-mfa\); use --credential-report fetch, or scan without it/,
    ],
    [
      'all that needs ids, tags or policies',
      reportText([bob]),
      ['--exempt-tag-key', 'a', '--owner-tag-key', 'b', '--rank-privileges', '--sign-ins', '3'],
      /does not tell tags \(--exempt-tag-key\), tags \(--owner-tag-key\), privileges \(--rank-privileges\), ids of users \(--sign-ins\)/,
    ],
  ])('%s', async (_, text, flags, line) => {
    const outcome = await ofFile(text, ...flags);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(line);
    expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    ['/nonexistent/report.csv', /cannot be read \(ENOENT\); name a file, - for stdin, or fetch/],
    ['/', /cannot be read \(EISDIR\)/],
    ['', /--credential-report is empty/],
  ])('a place %p', async (place, line) => {
    const outcome = await warm.run(['scan', '--credential-report', place], offline);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(line);
  });
});

const fetchOf = (flags: readonly string[]): readonly string[] => [
  'scan',
  '--credential-report',
  'fetch',
  ...flags,
];
async function fetched(seed: SeedInput, ...flags: readonly string[]): Promise<Outcome> {
  standin = createStandin(seed);
  return warm.run(fetchOf(flags), caller(await standin.listen(), { AWS_MAX_ATTEMPTS: '1' }));
}
const asked = (here: Standin): readonly string[] => here.calls.map(({ action }) => action);
const ofStandin = (user: string, overrides: Cells = {}): Cells =>
  reportUser(user, { arn: `arn:aws:iam::123456789012:user/${user}`, ...overrides });
/** The report as it was, whatever the users are now. */
const stale = (rows: readonly Cells[]): SeedInput['credentialReport'] => ({
  generatedAt: new Date(Date.now() - 3_600_000).toISOString(),
  content: reportText(rows),
});

describe('fetch', () => {
  const users = [
    { userName: 'bob', userId: 'AIDABOB', loginProfile: {}, tags: { owner: 'ops@example.com' } },
    { userName: 'alice', userId: 'AIDAALICE', loginProfile: {}, mfaDevices: [{ kind: 'virtual' as const }] },
    { userName: 'svc', userId: 'AIDASVC' },
  ];
  const ready = { callsInProgress: 0 };

  type Waited = Outcome & { readonly asked: readonly string[] };
  /** A report in progress is asked for again after two seconds: those who wait, wait at the same time. */
  async function waited(seed: SeedInput, ...flags: readonly string[]): Promise<Waited> {
    const here = createStandin(seed);
    const outcome = await cli.run(fetchOf(flags), caller(await here.listen(), { AWS_MAX_ATTEMPTS: '1' }));
    await here.close();
    return { ...outcome, asked: asked(here) };
  }
  let made: Waited;
  let renewed: Waited;
  let late: Waited;
  beforeAll(async () => {
    const content = reportText([ofStandin('bob')]);
    [made, renewed, late] = await Promise.all([
      waited({ users }, '--format', 'json'),
      waited({
        users: users.slice(1),
        credentialReport: { generatedAt: '2026-01-01T00:00:00Z', content, callsInProgress: 2 },
      }),
      waited({ credentialReport: { callsInProgress: 100 } }, '--timeout', '1s'),
    ]);
  });

  test('generates the report, waits for it, and confirms live only who must act', () => {
    const outcome = made;
    expect(outcome.code).toBe(1);
    expect(reasonsOf(parse(outcome))).toEqual({
      bob: 'no-mfa',
      alice: 'mfa-enabled',
      svc: 'no-console-password',
    });
    expect(parse(outcome).findings[0]).toMatchObject({ userName: 'bob', userId: 'AIDABOB', mfaRead: 'all' });
    expect(outcome.asked.slice(0, 4)).toEqual([
      'GenerateCredentialReport',
      'GetCredentialReport',
      'GenerateCredentialReport',
      'GetCredentialReport',
    ]);
    expect(outcome.asked.slice(4).sort()).toEqual([
      'GetAccountSummary',
      'GetCallerIdentity',
      'GetLoginProfile',
      'GetUser',
      'ListAccountAliases',
      'ListMFADevices',
    ]);
  });

  test('takes a report that is an hour old, and says so', async () => {
    const outcome = await fetched({
      users,
      credentialReport: stale([ofStandin('alice', { mfa_active: 'true' })]),
    });
    expect(outcome.code).toBe(0);
    expect(outcome.stdout.replace(/\s+/g, ' ')).toMatch(
      /credential report of IAM, generated at \S+, 60 minutes before this scan\./,
    );
    expect(outcome.stdout.replace(/\s+/g, ' ')).toContain('account summary counts 3 users, the list had 1');
  });

  test('has a new report made where the last one has expired', () => {
    expect(renewed.asked.filter((action) => action === 'GetCredentialReport')).toHaveLength(3);
    expect(renewed.stdout).toMatch(/generated at 20/);
  });

  test('reports nobody who has MFA, no password or no account since', async () => {
    const rows = ['alice', 'svc', 'deleted'].map((user) => ofStandin(user));
    const outcome = await fetched({ users, credentialReport: stale(rows) }, '--format', 'json');
    expect(reasonsOf(parse(outcome))).toMatchObject({
      alice: 'mfa-enabled',
      svc: 'no-console-password',
      deleted: 'user-gone',
    });
  });

  test('finds a user who was renamed since and still signs in with a password alone', async () => {
    const rows = [ofStandin('robert')];
    const outcome = await fetched({ users, credentialReport: stale(rows) }, '--format', 'json');
    expect(outcome.code).toBe(1);
    expect(reasonsOf(parse(outcome))).toMatchObject({ robert: 'user-gone', bob: 'no-mfa' });
  });

  test('calls a user who could not be confirmed unreadable', async () => {
    const outcome = await fetched(
      {
        users,
        credentialReport: ready,
        faults: [{ action: 'iam:ListMFADevices', error: 'AccessDenied' }],
      },
      '--format',
      'json',
    );
    expect(outcome.code).toBe(3);
    expect(parse(outcome).unreadable).toMatchObject([{ userName: 'bob', api: 'iam:ListMFADevices' }]);
  });

  test('reads live of whom the report says nothing usable', async () => {
    const rows = [ofStandin('alice', { mfa_active: 'N/A' })];
    const outcome = await fetched({ users, credentialReport: stale(rows) }, '--format', 'json');
    expect(outcome.code).toBe(0);
    expect(parse(outcome).findings).toMatchObject([{ userId: 'AIDAALICE', reason: 'mfa-enabled' }]);
  });

  test('goes with every other flag: kinds, tags, privileges, sign-ins', async () => {
    const outcome = await fetched(
      { users, credentialReport: ready },
      '--required-mfa',
      'only-phishing-resistant',
      '--exempt-tag-key',
      'exempt',
      '--owner-tag-key',
      'owner',
      '--rank-privileges',
      '--sign-ins',
      '3',
      '--format',
      'json',
    );
    expect(outcome.code).toBe(1);
    const document = parse(outcome);
    expect(reasonsOf(document)).toEqual({
      bob: 'no-mfa',
      alice: 'mfa-too-weak',
      svc: 'no-console-password',
    });
    expect(document.findings[0]).toMatchObject({
      userName: 'bob',
      owner: 'ops@example.com',
      privileges: 'none-found',
      signIn: null,
    });
    expect(document.findings[2]).toMatchObject({ userName: 'svc', privileges: 'none-found' });
  });

  test('is one line and exit code 3 where it is denied', async () => {
    const outcome = await fetched({
      faults: [{ action: 'iam:GenerateCredentialReport', error: 'AccessDenied' }],
    });
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toBe(
      'iam-user-mfa: incomplete, nothing is known: AccessDenied on iam:GenerateCredentialReport; ' +
        'allow iam:GenerateCredentialReport to the credentials that run this. ' +
        '"npx --no -- iam-user-mfa scan --print-policy" prints all that it needs.\n',
    );
  });

  test('ends with --timeout while the report is in progress', () => {
    expect(late).toMatchObject({ code: 3, stdout: '' });
    expect(late.stderr).toMatch(/time ran out on iam:G\w+CredentialReport/);
  });
});

describe('--baseline between a live scan and a report', () => {
  test.each([
    ['live, then a report', false],
    ['a report, then live', true],
  ])('%s: a user is the same by the ARN', async (_, reportFirst) => {
    const rows = ['bob', 'eve'].map((user) => ofStandin(user));
    const report = write('both.csv', reportText(rows));
    const users = ['bob', 'eve'].map((userName) => ({ userName, loginProfile: {} }));
    standin = createStandin({ users });
    const env = caller(await standin.listen());
    const ofReport = ['scan', '--credential-report', report, '--quiet', '--format', 'json'];
    const live = ['scan', '--format', 'json'];
    const before = write('before.json', (await warm.run(reportFirst ? ofReport : live, env)).stdout);
    const now = await warm.run(
      [...(reportFirst ? live : ofReport), '--baseline', before, '--fail-on', 'new'],
      env,
    );
    expect(now.code).toBe(0);
    expect(parse(now).difference).toMatchObject({ new: [], mended: [], unknown: [] });
    expect(parse(now).difference?.['stillOpen']).toHaveLength(2);
  });
});

describeWithMoto('fetch from moto', (motoUrl) => {
  test('reads the report that moto makes, and confirms it', async () => {
    const env = caller(motoUrl());
    const client = new IAMClient({
      endpoint: motoUrl(),
      region: 'us-east-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    });
    for (const UserName of ['bob', 'alice', 'svc']) await client.send(new CreateUserCommand({ UserName }));
    for (const UserName of ['bob', 'alice'])
      await client.send(new CreateLoginProfileCommand({ UserName, Password: 'testing-Testing-1' }));
    await client.send(
      new EnableMFADeviceCommand({
        UserName: 'alice',
        SerialNumber: 'GAHT12345678',
        AuthenticationCode1: '123456',
        AuthenticationCode2: '654321',
      }),
    );
    client.destroy();
    const outcome = await cli.run(['scan', '--credential-report', 'fetch', '--format', 'json'], env);
    expect(outcome.code).toBe(1);
    expect(reasonsOf(parse(outcome))).toEqual({
      bob: 'no-mfa',
      alice: 'mfa-enabled',
      svc: 'no-console-password',
    });
  });
});
