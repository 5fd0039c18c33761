import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { caller, CommandLine, WarmCommandLine, type Outcome } from './command-line';

let cli: CommandLine;
let warm: WarmCommandLine;
let standin: Standin | undefined;
let folder: string;

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

const bob = {
  userName: 'bob',
  userId: 'AIDABOB',
  loginProfile: {},
  passwordLastUsed: new Date().toISOString(),
};
const seed = (overrides: SeedInput = {}): SeedInput => ({ users: [bob, { userName: 'svc' }], ...overrides });

async function start(input: SeedInput): Promise<Record<string, string>> {
  standin = createStandin(input);
  return caller(await standin.listen(), { AWS_MAX_ATTEMPTS: '1' });
}
const scan = async (input: SeedInput, ...flags: readonly string[]): Promise<Outcome> =>
  warm.run(['scan', ...flags], await start(input));
const scanAsProcess = async (input: SeedInput, ...flags: readonly string[]): Promise<Outcome> =>
  cli.run(['scan', ...flags], await start(input));
const path = (name: string): string => join(folder, name);

test('--excel gives the CSV a byte order mark, and keeps the zero of an account', async () => {
  const plainCsv = await scan(seed(), '--format', 'csv');
  const { code, stdout } = await scan(seed(), '--format', 'csv', '--excel');
  expect(code).toBe(1);
  expect(stdout.startsWith('\uFEFFaccount,')).toBe(true);
  expect(stdout.split('\r\n')[1]).toMatch(/^="\d{12}",/);
  expect(stdout.slice(1).replace(/="(\d{12})"/g, '$1')).toBe(plainCsv.stdout);
});

describe('where reports go', () => {
  test('one format without a file is the document alone on stdout', async () => {
    const { code, stdout, stderr } = await scanAsProcess(seed(), '--format', 'csv');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^account,.*\r\n123456789012,/);
  });

  test('--format F=FILE may be repeated and leaves stdout empty', async () => {
    const outcome = await scanAsProcess(
      seed(),
      '--format',
      `json=${path('a.json')}`,
      '--format',
      `html=${path('a.html')}`,
    );
    expect(outcome).toMatchObject({ code: 1, stdout: '', stderr: '' });
    expect(readFileSync(path('a.html'), 'utf8')).toMatch(/^<!DOCTYPE html>/);
    expect(JSON.parse(readFileSync(path('a.json'), 'utf8'))).toMatchObject({ account: '123456789012' });
  });

  test.each([
    ['a file that exists', ['--format', 'json=EXISTS'], /exists; use --force/],
    ['two formats for stdout', ['--format', 'json', '--format', 'csv'], /stdout takes one/],
    ['--output alone', ['--output', 'DIR'], /--output needs at least one --format/],
    [
      'a directory that is not there',
      ['--format', 'json=/nonexistent/x.json'],
      /there is no directory \/nonexistent/,
    ],
    ['a baseline that is none', ['--baseline', 'EXISTS'], /is not JSON; name the JSON of an earlier scan/],
    ['--fail-on new alone', ['--fail-on', 'new'], /--fail-on new needs --baseline/],
  ])('%s is refused before AWS is asked', async (_, flags, line) => {
    writeFileSync(path('exists'), 'text');
    const outcome = await scan(seed(), ...flags.map((flag) => flag.replace('EXISTS', path('exists'))));
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(line);
    expect(standin?.calls).toEqual([]);
  });

  test('a full disk is one line and exit code 3', async () => {
    const outcome = await scanAsProcess(seed(), '--format', 'json=/dev/full');
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toBe(
      'iam-user-mfa: incomplete: the output could not be written (ENOSPC): no space is left on the disk.\n',
    );
  });
});

describe('--baseline', () => {
  test('--fail-on new exits with 0 for who was open before, and with 1 for a new one', async () => {
    await scan(seed(), '--format', `json=${path('before.json')}`);
    const flags = ['--baseline', path('before.json'), '--fail-on', 'new'];
    await standin?.close();
    const same = await scan(seed(), ...flags);
    expect(same.code).toBe(0);
    expect(same.stdout).toContain('CHANGES: 0 new, 0 exemption ended, 1 still open, 0 fixed');
    await standin?.close();
    const eve = { userName: 'eve', userId: 'AIDAEVE', loginProfile: {} };
    expect((await scan(seed({ users: [bob, eve] }), ...flags)).code).toBe(1);
  });

  test('of other parameters, and of another user of the same name, is remarked in every format that a person reads', async () => {
    await scan(seed(), '--format', `json=${path('usual.json')}`);
    await standin?.close();
    const names = ['table', 'markdown', 'github', 'html', 'json', 'junit', 'sarif'];
    const another = { ...bob, userId: 'AIDAANOTHERBOB' };
    await scan(
      seed({ users: [another] }),
      ...['--baseline', path('usual.json'), '--required-mfa', 'has-phishing-resistant'],
      ...names.flatMap((name) => ['--format', `${name}=${path(name)}`]),
    );
    for (const name of names.filter((one) => one !== 'json')) {
      const text = readFileSync(path(name), 'utf8').replace(/\\-/g, '-').replace(/\s+/g, ' ');
      expect(text).toContain('Decided by other parameters: requiredMfa was any, is has-phishing-resistant.');
      expect(text).toMatch(/Same name, another user: bob was AIDA\w+, is AIDAANOTHERBOB\./);
    }
    expect(JSON.parse(readFileSync(path('json'), 'utf8'))).toMatchObject({
      difference: {
        otherParameters: [{ parameter: 'requiredMfa', was: 'any', is: 'has-phishing-resistant' }],
        reusedNames: [{ userName: 'bob', is: 'AIDAANOTHERBOB' }],
      },
    });
  });

  test('of a seed that was edited in the middle calls the others the same users', async () => {
    const named = (...names: string[]) => names.map((userName) => ({ userName, loginProfile: {} }));
    await scan(seed({ users: named('a', 'c') }), '--format', `json=${path('two.json')}`);
    await standin?.close();
    const { stdout } = await scan(seed({ users: named('a', 'b', 'c') }), '--baseline', path('two.json'));
    expect(stdout).toContain('CHANGES: 1 new, 0 exemption ended, 2 still open, 0 fixed');
    expect(stdout).not.toContain('Same name');
  });

  test('of another account is refused', async () => {
    await scan(seed({ accountId: '111122223333' }), '--format', `json=${path('other.json')}`);
    await standin?.close();
    const outcome = await scan(seed(), '--baseline', path('other.json'));
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/is of 111122223333, and this is 123456789012/);
  });
});

describe('what else is read', () => {
  test('the alias names the account, and a count that differs is one line and no other exit code', async () => {
    const outcome = await scan({
      users: [{ userName: 'svc' }],
      accountAliases: ['acme'],
      accountSummary: { Users: 3 },
    });
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toMatch(
      /^Account 123456789012 \(acme\): Nobody can sign in with a password alone\./,
    );
    expect(outcome.stdout).toContain("IAM's account summary counts 3 users, the list had 1");
  });

  test('--sign-ins shows the latest sign-in of who must act, and how far back each region was read', async () => {
    const events = [
      {
        eventName: 'ConsoleLogin',
        eventSource: 'signin.amazonaws.com',
        eventTime: new Date(Date.now() - 3_600_000).toISOString(),
        awsRegion: 'eu-north-1',
        sourceIPAddress: '203.0.113.9',
        userIdentity: { type: 'IAMUser', principalId: 'AIDABOB', userName: 'bob' },
        responseElements: { ConsoleLogin: 'Success' },
        additionalEventData: { MFAUsed: 'No' },
      },
    ];
    const outcome = await scan(seed({ cloudTrail: { events } }), '--sign-ins', '30');
    expect(outcome.stdout).toMatch(
      /signed in with the password alone on \d{4}-\d\d-\d\d from 203\.0\.113\.9/,
    );
    expect(outcome.stdout).toMatch(/Sign-ins in us-east-2 were read back to/);
  });
});
