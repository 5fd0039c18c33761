// evidence and evidence verify, as processes against the stand-in; sha256sum checks what we wrote.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { schemaFaults } from '../schemas';
import { caller, CommandLine, WarmCommandLine, type Outcome } from './command-line';

let cli: CommandLine;
let warm: WarmCommandLine;
let standin: Standin | undefined;
let folder: string;

beforeAll(() => {
  cli = new CommandLine();
  warm = new WarmCommandLine();
});
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'iam-user-mfa-')), 'evidence');
});
afterEach(async () => {
  await standin?.close();
  standin = undefined;
});
afterAll(() => warm.end());

const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const seed: SeedInput = {
  users: [
    { userName: 'bob', loginProfile: {} },
    { userName: 'alice', loginProfile: {}, mfaDevices: [{ kind: 'virtual' }] },
    { userName: 'breaker', loginProfile: {}, tags: { until: `${nextMonth} sealed envelope, "safe 3"` } },
    { userName: 'svc' },
  ],
  accountAliases: ['acme'],
};

async function env(input: SeedInput = seed): Promise<Record<string, string>> {
  await standin?.close();
  standin = createStandin(input);
  return caller(await standin.listen(), { AWS_MAX_ATTEMPTS: '1' });
}
const collectArgs = (): readonly string[] => ['evidence', '--output', folder, '--exempt-tag-key', 'until'];
const collect = async (input: SeedInput = seed, ...flags: readonly string[]): Promise<Outcome> =>
  warm.run([...collectArgs(), ...flags], await env(input));
const collectAsProcess = async (input: SeedInput = seed): Promise<Outcome> =>
  cli.run(collectArgs(), await env(input));
const verify = (): Promise<Outcome> => warm.run(['evidence', 'verify', folder]);
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const json = (name: string): Record<string, unknown> => JSON.parse(text(name)) as Record<string, unknown>;
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('evidence', () => {
  test('writes every part, and a manifest that names each and that sha256sum accepts', async () => {
    const outcome = await collectAsProcess();
    expect(outcome).toMatchObject({ code: 1, stderr: '' });
    expect(outcome.stdout).toMatch(
      /^1 person can sign in with a password alone\.\n10 files and their MANIFEST/,
    );
    const names = readdirSync(folder).sort();
    expect(names).toEqual([
      'MANIFEST.sha256',
      'README.md',
      'exemptions.json',
      'frameworks.json',
      'oscal-assessment-results.json',
      'parameters.json',
      'population.json',
      'report.html',
      'run.json',
      'scan.csv',
      'scan.json',
    ]);
    const named = text('MANIFEST.sha256').trimEnd().split('\n');
    expect(named.map((line) => line.slice(66))).toEqual(names.slice(1));
    const check = spawnSync('sha256sum', ['--check', '--strict', '--quiet', 'MANIFEST.sha256'], {
      cwd: folder,
    });
    expect({ status: check.status, said: check.stdout.toString() }).toEqual({ status: 0, said: '' });
    expect(await cli.run(['evidence', 'verify', folder])).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^10 files unchanged since MANIFEST\.sha256 was written, checked against its own manifest only: /,
      ),
      stderr: '',
    });
  });

  test('says who ran it, with which bundle and parameters, from when to when', async () => {
    const before = new Date().toISOString();
    await collectAsProcess();
    const run = json('run.json');
    expect(run).toMatchObject({
      account: '123456789012',
      accountName: 'acme',
      ranBy: { arn: expect.stringMatching(/^arn:aws:sts::123456789012:/), account: '123456789012' },
      schemaVersion: 1,
      tool: { name: 'iam-user-mfa', version: '0.2.0' },
      parameters: { requiredMfa: 'any', exemptTagKey: 'until', ownerTagKey: null },
      version: '0.2.0',
      bundle: { sha256: sha256(cli.file) },
      complete: true,
      summary: {
        complete: true,
        users: 4,
        consoleUsers: 3,
        withMfa: 1,
        withoutMfa: 1,
        exempt: 1,
        inGrace: 0,
        unreadable: 0,
        statement:
          'Scan complete: 4 users, 3 with a console password, 1 without sufficient MFA, 1 exempt, 0 in grace.',
      },
    });
    expect(schemaFaults('evidence-run', run)).toEqual([]);
    expect(schemaFaults('scan', json('scan.json'))).toEqual([]);
    expect(String(run['startedAt']) >= before && String(run['endedAt']) >= String(run['startedAt'])).toBe(
      true,
    );
    expect(json('parameters.json')).toEqual({
      requiredMfa: 'any',
      gracePeriodHours: 0,
      exemptTagKey: 'until',
      maxExemptDays: 366,
      exemptPaths: [],
      exemptUserNames: [],
      ownerTagKey: null,
      rankPrivileges: false,
    });
  });

  test('reconciles the population with IAM itself', async () => {
    await collect();
    expect(json('population.json')).toMatchObject({
      countedByAccountSummary: 4,
      listed: 4,
      decided: 4,
      unreadable: 0,
      byReason: { 'no-mfa': 1, 'mfa-enabled': 1, exempt: 1, 'no-console-password': 1 },
      reconciled: true,
      statement:
        "IAM listed 4 users; 4 were decided and 0 could not be read. IAM's own count (GetAccountSummary) is 4, the same.",
    });
  });

  test.each<[string, SeedInput, boolean | null, RegExp]>([
    ['differs', { accountSummary: { Users: 6 } }, false, /is 6, not the same: users may have come or gone/],
    [
      'is denied',
      { faults: [{ action: 'iam:GetAccountSummary', error: 'AccessDenied' }] },
      null,
      /own count \(GetAccountSummary\) could not be read/,
    ],
  ])("says so where IAM's own count %s", async (_, input, reconciled, statement) => {
    await collect({ ...seed, ...input });
    expect(json('population.json')).toMatchObject({
      reconciled,
      statement: expect.stringMatching(statement),
    });
  });

  test('lists the exemptions with their reasons', async () => {
    await collect();
    expect(JSON.parse(text('exemptions.json'))).toMatchObject([
      {
        userName: 'breaker',
        until: nextMonth,
        daysLeft: 30,
        reason: 'sealed envelope, "safe 3"',
        source: 'tag',
      },
    ]);
  });

  test('says of each control what was found, and does not count who is exempt as protected', async () => {
    await collect();
    const frameworks = JSON.parse(text('frameworks.json')) as Record<string, unknown>[];
    expect(frameworks.find(({ framework }) => framework === 'PCI DSS 4.0.1')).toEqual({
      framework: 'PCI DSS 4.0.1',
      controls: ['8.4.2'],
      statement: expect.stringMatching(
        /^PCI DSS 4\.0\.1, 8\.4\.2, as far as MFA .*: At 20.*, 1 of 3 IAM users with a console password have sufficient MFA; without it: 1 who must act, 1 exempt, 0 within the grace period\.$/,
      ),
      everyUserHasSufficientMfa: false,
    });
  });

  test('with --rank-privileges says of each console user whether MFA is enforced, in every part', async () => {
    const around = await env();
    const iam = new IAMClient({
      endpoint: around['AWS_ENDPOINT_URL'] ?? '',
      region: 'us-east-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    });
    const PolicyDocument = JSON.stringify(mfaEnforcementPolicy({ strength: 'all' }));
    await iam.send(new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'mfa', PolicyDocument }));
    const outcome = await warm.run([...collectArgs(), '--rank-privileges'], around);
    expect(outcome).toMatchObject({ code: 1, stderr: '' });
    const { findings } = json('scan.json') as { findings: Record<string, unknown>[] };
    expect(Object.fromEntries(findings.map((one) => [one['userName'], one['mfaEnforced']]))).toEqual({
      alice: 'enforced',
      bob: 'not enforced',
      breaker: 'not enforced',
      svc: undefined,
    });
    expect(text('scan.csv').split('\r\n')[0]).toContain(',privileges,mfa_enforced,owner,');
    expect(text('oscal-assessment-results.json')).toContain('"value": "not enforced"');
    expect(text('report.html')).toContain('not enforced');
    expect(schemaFaults('scan', json('scan.json'))).toEqual([]);
  });

  test('says what it does not prove', async () => {
    await collect();
    expect(text('README.md')).toMatch(/## What it does not prove\n\n- It is one moment\./);
  });

  test('of an incomplete scan is written, says so in every part, and exits with 3', async () => {
    const faults = [{ action: 'iam:ListMFADevices', error: 'AccessDenied', userNames: ['bob'] }];
    const outcome = await collectAsProcess({ ...seed, faults });
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain('Scan incomplete: 1 of 4 users could not be read');
    expect(json('run.json')).toMatchObject({ complete: false });
    expect(json('population.json')).toMatchObject({ unreadable: 1, decided: 3 });
    expect(text('frameworks.json')).toContain(
      'Not every user could be read, so this says nothing of all users.',
    );
    expect(text('README.md')).toContain('Not every user was seen');
    expect((await verify()).code).toBe(0);
  });

  test('without STS says that the caller is unknown', async () => {
    await collect({ ...seed, faults: [{ action: 'sts:GetCallerIdentity', error: 'AccessDenied' }] });
    expect(json('run.json')['ranBy']).toEqual({
      unknown: 'sts:GetCallerIdentity gave no answer (AccessDenied).',
    });
  });

  test('over other evidence needs --force, and then leaves nothing of it', async () => {
    await collect();
    await standin?.close();
    const refused = await collect();
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/which exists and holds evidence; .* use --force/);
    expect(standin?.calls).toEqual([]);
    await standin?.close();
    const again = await collect({ users: [{ userName: 'svc' }] }, '--force');
    expect(again.code).toBe(0);
    expect(json('population.json')).toMatchObject({ listed: 1 });
    expect((await verify()).code).toBe(0);
  });

  test.each<[string, () => void, RegExp]>([
    ['a file', () => writeFileSync(folder, ''), /is no directory/],
    [
      'a folder with other files, whatever --force says',
      () => {
        mkdirSync(folder);
        writeFileSync(join(folder, 'notes.txt'), '');
      },
      /holds files that are no evidence \(notes\.txt\)/,
    ],
  ])('into %s is refused before AWS is asked', async (_, prepare, line) => {
    prepare();
    const outcome = await collect(seed, '--force');
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(line);
    expect(standin?.calls).toEqual([]);
  });

  test('into an empty folder is written', async () => {
    mkdirSync(folder);
    expect((await collect()).code).toBe(1);
  });

  test('without --output is one line and exit code 2', async () => {
    const outcome = await warm.run(['evidence'], await env());
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toBe(
      'iam-user-mfa: evidence needs --output DIRECTORY, a folder that does not exist yet.\n',
    );
  });

  test('without credentials writes nothing', async () => {
    const outcome = await warm.run(['evidence', '--output', folder], {
      ...(await env()),
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
    });
    expect(outcome.code).toBe(2);
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });

  test('on a disk that takes no more is exit code 3, and no manifest is left', async () => {
    const outcome = await cli.run(['evidence', '--output', folder], await env(), 'ulimit -f 4');
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toMatch(/incomplete: the output could not be written \(EFBIG\)/);
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });
});

describe('the folder', () => {
  const beside = (): readonly string[] => readdirSync(join(folder, '..'));

  test('is for its owner alone, and the last line is the SHA-256 of its manifest', async () => {
    const { stdout } = await collectAsProcess();
    const hash = sha256(join(folder, 'MANIFEST.sha256'));
    expect(stdout.trimEnd().split('\n').slice(-2)).toEqual([
      `  $ npx --no -- iam-user-mfa evidence verify ${folder} --manifest-sha256 ${hash}`,
      `SHA-256 of MANIFEST.sha256: ${hash}`,
    ]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual(
      Array.from({ length: 11 }, () => 0o600),
    );
    expect(beside()).toEqual(['evidence']);
  });

  test('that fills while AWS is asked is left as it is', async () => {
    const running = cli.run(collectArgs(), await env({ ...seed, latencyMilliseconds: 200 }));
    for (let tries = 0; tries < 1000 && !existsSync(folder); tries += 1)
      await new Promise((done) => setTimeout(done, 10));
    writeFileSync(join(folder, 'theirs'), 'text');
    const outcome = await running;
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/exists; use --force/);
    expect([beside(), readdirSync(folder)]).toEqual([['evidence'], ['theirs']]);
  });

  test('with --force on a full disk keeps the evidence that was there', async () => {
    await collect();
    const before = text('MANIFEST.sha256');
    const outcome = await cli.run([...collectArgs(), '--force'], await env(), 'ulimit -f 4');
    expect(outcome.code).toBe(3);
    expect(beside()).toEqual(['evidence']);
    expect(text('MANIFEST.sha256')).toBe(before);
    expect(await verify()).toMatchObject({ code: 0 });
  });

  test('that is a symbolic link is refused before anything is asked', async () => {
    symlinkSync(tmpdir(), folder);
    const outcome = await collect();
    expect(outcome).toMatchObject({ code: 2 });
    expect(outcome.stderr).toMatch(/is a symbolic link; name one that does not exist yet/);
    expect(standin?.calls).toEqual([]);
  });
});

describe('evidence verify --manifest-sha256', () => {
  const against = (hash: string): Promise<Outcome> =>
    warm.run(['evidence', 'verify', folder, '--manifest-sha256', hash]);

  test('a manifest that was made anew is found by the hash that was kept', async () => {
    await collect();
    const hash = sha256(join(folder, 'MANIFEST.sha256'));
    expect(await against(hash.toUpperCase())).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/has the SHA-256 that was given\.\n$/),
    });
    writeFileSync(join(folder, 'scan.csv'), 'a lie');
    const lines = text('MANIFEST.sha256').split('\n');
    writeFileSync(
      join(folder, 'MANIFEST.sha256'),
      lines
        .map((line) => (line.endsWith('  scan.csv') ? `${sha256(join(folder, 'scan.csv'))}  scan.csv` : line))
        .join('\n'),
    );
    expect(await verify()).toMatchObject({ code: 0 });
    const found = await against(hash);
    expect(found).toMatchObject({ code: 1 });
    expect(found.stdout).toMatch(/^changed: MANIFEST\.sha256, whose SHA-256 is /);
  });

  test('a hash that is none is refused', async () => {
    await collect();
    expect(await against('abc')).toMatchObject({ code: 2 });
  });
});

describe('evidence verify finds', () => {
  beforeEach(async () => {
    await collect();
  });

  const manifest = (change: (lines: string) => string): void =>
    writeFileSync(join(folder, 'MANIFEST.sha256'), change(text('MANIFEST.sha256')));

  test.each<[string, () => void, string]>([
    [
      'line ends, and calls them that',
      () => writeFileSync(join(folder, 'README.md'), text('README.md').replace(/\n/g, '\r\n')),
      'changed: README.md (its line ends only: CRLF for LF or LF for CRLF, as git and editors do)\n',
    ],
    [
      "the Finder's own file",
      () => writeFileSync(join(folder, '.DS_Store'), ''),
      "not in the manifest: .DS_Store, which macOS's Finder writes into folders that it shows; delete it\n",
    ],
    [
      'a changed byte',
      () => writeFileSync(join(folder, 'scan.csv'), text('scan.csv').replace('bob', 'bab')),
      'changed: scan.csv\n',
    ],
    ['an added byte', () => appendFileSync(join(folder, 'report.html'), ' '), 'changed: report.html\n'],
    ['a missing file', () => rmSync(join(folder, 'scan.json')), 'missing: scan.json\n'],
    ['a file more', () => writeFileSync(join(folder, 'x.txt'), ''), 'not in the manifest: x.txt\n'],
    ['a hidden file more', () => writeFileSync(join(folder, '.x'), ''), 'not in the manifest: .x\n'],
    ['a folder more', () => mkdirSync(join(folder, 'more')), 'no file of evidence: more\n'],
    [
      'a file that was made a link to the same text elsewhere',
      () => {
        renameSync(join(folder, 'scan.json'), join(folder, '../scan.json'));
        symlinkSync('../scan.json', join(folder, 'scan.json'));
      },
      'no file of evidence: scan.json\n',
    ],
    [
      'a changed digit of the manifest',
      () => manifest((lines) => lines.replace(/^(.)/, (digit) => (digit === '0' ? '1' : '0'))),
      'changed: README.md\n',
    ],
    [
      'a broken line of the manifest',
      () => manifest((lines) => `${lines}hello\n`),
      'changed: line 11 of MANIFEST.sha256 is no SHA-256 and name\n',
    ],
    [
      'a manifest that names a path outside the folder',
      () => manifest((lines) => `${lines}${'0'.repeat(64)}  ../../etc/passwd\n`),
      'outside the folder: MANIFEST.sha256 names "../../etc/passwd"\n',
    ],
    [
      'a manifest that names an absolute path',
      () => manifest((lines) => `${lines}${'0'.repeat(64)}  /etc/passwd\n`),
      'outside the folder: MANIFEST.sha256 names "/etc/passwd"\n',
    ],
    [
      'a file that was taken out with its line',
      () => {
        rmSync(join(folder, 'scan.csv'));
        manifest((lines) => lines.replace(/^.*scan\.csv\n/m, ''));
      },
      'not in the manifest: scan.csv, which every evidence has\n',
    ],
  ])('%s, and exits with 1', async (_, change, said) => {
    change();
    expect(await verify()).toEqual({ code: 1, stdout: said, stderr: '' });
  });

  test('no evidence in a folder without a manifest: exit code 2', async () => {
    rmSync(join(folder, 'MANIFEST.sha256'));
    const outcome = await verify();
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/holds no evidence: there is no MANIFEST\.sha256/);
  });
});

test.each<[readonly string[], RegExp]>([
  [['evidence', 'verify', '/nonexistent'], /holds no evidence: it does not exist/],
  [['evidence', 'verify'], /missing required argument 'directory'/],
  [['evidence', 'prove'], /unknown command 'prove'|too many arguments/],
])('%j is one line and exit code 2', async (args, line) => {
  const outcome = await warm.run(args);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toMatch(line);
  expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
});
