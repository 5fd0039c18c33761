import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { caller, CommandLine, WarmCommandLine, type Outcome } from './command-line';

let cli: CommandLine;
let warm: WarmCommandLine;
let standin: Standin | undefined;

beforeAll(() => {
  cli = new CommandLine();
  warm = new WarmCommandLine();
});

afterEach(async () => {
  await standin?.close();
  standin = undefined;
});
afterAll(() => warm.end());

async function scan(
  seed: SeedInput,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  command: Pick<CommandLine, 'run'> = warm,
): Promise<Outcome> {
  standin = createStandin(seed);
  return command.run(['scan', ...flags], caller(await standin.listen(), env));
}

const scanAsProcess = (
  seed: SeedInput,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> => scan(seed, flags, env, cli);

const withMfa = { userName: 'alice', loginProfile: {}, mfaDevices: [{ kind: 'virtual' as const }] };
const withoutMfa = { userName: 'bob', loginProfile: { createDate: '2026-01-02T03:04:05Z' } };
const service = { userName: 'svc', path: '/service/' };
const denied = { action: 'iam:ListMFADevices', error: 'AccessDenied', userNames: ['bob'] };

interface Document {
  account: string;
  scannedAt: string;
  complete: boolean;
  unreadable: unknown[];
  findings: Record<string, unknown>[];
}
const parse = (text: string): Document => JSON.parse(text) as Document;

describe('exit codes', () => {
  test('0: nobody is NON_COMPLIANT', async () => {
    expect((await scanAsProcess({ users: [withMfa, service] })).code).toBe(0);
  });

  test('1: somebody is NON_COMPLIANT', async () => {
    expect((await scanAsProcess({ users: [withMfa, withoutMfa] })).code).toBe(1);
  });

  test('3: a user who could not be read makes the scan incomplete, whatever else it found', async () => {
    const carol = { userName: 'carol', loginProfile: {} };
    const outcome = await scanAsProcess({ users: [withMfa, withoutMfa, carol], faults: [denied] });
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain(
      '1 of 3 users could not be read (AccessDenied on iam:ListMFADevices): bob; allow iam:ListMFADevices',
    );
  });

  test('3: users that cannot be listed are named with the missing action', async () => {
    const outcome = await scan({ faults: [{ action: 'iam:ListUsers', error: 'AccessDenied' }] });
    expect(outcome).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('AccessDenied on iam:ListUsers'),
    });
  });
});

describe('--format json', () => {
  test('every user is a finding with the facts that the verdict rests on', async () => {
    const outcome = await scan({ users: [withMfa, withoutMfa, service] }, ['--format', 'json']);
    const { findings, ...rest } = parse(outcome.stdout);
    expect(rest).toMatchObject({ account: '123456789012', complete: true, unreadable: [] });
    expect(findings).toEqual([
      {
        account: '123456789012',
        accountName: null,
        userId: expect.stringMatching(/^AIDA/),
        userName: 'bob',
        arn: 'arn:aws:iam::123456789012:user/bob',
        verdict: 'NON_COMPLIANT',
        reason: 'no-mfa',
        annotation: expect.stringMatching(/^bob /),
        consolePassword: true,
        passwordCreatedAt: '2026-01-02T03:04:05.000Z',
        passwordLastUsed: null,
        mfaKinds: [],
        mfaRead: 'all',
      },
      expect.objectContaining({ userName: 'alice', verdict: 'COMPLIANT', mfaKinds: ['virtual'] }),
      expect.objectContaining({ userName: 'svc', reason: 'no-console-password', passwordCreatedAt: null }),
    ]);
  });

  test('a user who could not be read is unreadable and no finding', async () => {
    const outcome = await scan({ users: [withMfa, withoutMfa], faults: [denied] }, ['--format', 'json']);
    const document = parse(outcome.stdout);
    expect(document.complete).toBe(false);
    expect(document.unreadable).toEqual([
      { userName: 'bob', api: 'iam:ListMFADevices', error: 'AccessDenied' },
    ]);
    expect(document.findings.map(({ userName }) => userName)).toEqual(['alice']);
  });

  test('an account without users is told by STS', async () => {
    expect(parse((await scan({}, ['--format', 'json'])).stdout).account).toBe('123456789012');
  });
});

describe('the rule parameters as flags', () => {
  test('--exempt-paths and --exempt-user-names exempt', async () => {
    const users = [withoutMfa, { ...service, loginProfile: {} }];
    const flags = ['--exempt-paths', '/service/', '--exempt-user-names'];
    expect((await scan({ users }, [...flags, 'bob'])).code).toBe(0);
    // A rename into another case must not be a way into an exemption.
    expect((await scan({ users }, [...flags, 'BOB'])).code).toBe(1);
  });

  test('--required-mfa has-phishing-resistant makes a virtual device too weak', async () => {
    const outcome = await scan({ users: [withMfa] }, ['--required-mfa', 'has-phishing-resistant']);
    expect(outcome).toMatchObject({ code: 1, stdout: expect.stringContaining('mfa-too-weak') });
  });

  test('--grace-period-hours spares a new password', async () => {
    const users = [{ userName: 'new', loginProfile: { createDate: new Date().toISOString() } }];
    expect((await scan({ users }, ['--grace-period-hours', '1'])).code).toBe(0);
  });

  test('--exempt-tag-key and --max-exempt-days decide over a tag', async () => {
    const users = [{ ...withoutMfa, tags: { Until: '2999-01-01 for ever' } }];
    const outcome = await scan({ users }, ['--exempt-tag-key', 'until', '--max-exempt-days', '30']);
    expect(outcome).toMatchObject({ code: 1, stdout: expect.stringContaining('is over 30 days ahead') });
  });

  test('2: every bad value is named on a line of its own, and nothing is asked', async () => {
    const outcome = await scanAsProcess({}, ['--required-mfa', 'some', '--grace-period-hours', '721']);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toBe(
      'iam-user-mfa: Invalid rule parameters:\n' +
        '  --required-mfa: got "some", allowed: one of any, has-phishing-resistant, only-phishing-resistant.\n' +
        '  --grace-period-hours: got "721", allowed: a whole number 0..720.\n',
    );
    expect(standin?.calls).toEqual([]);
  });
});

describe('bad input gets one line and exit code 2', () => {
  test.each([
    ['an unknown flag', ['--bogus'], /unknown option '--bogus'/],
    ['an unknown format', ['--format', 'xml'], /Allowed choices are table, json/],
    ['a profile that is not there', ['--profile', 'nobody'], /--profile/],
  ])('%s', async (_, flags, line) => {
    const outcome = await scan(
      {},
      flags,
      flags.includes('--profile') ? { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' } : {},
    );
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(line);
    expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('no credentials', async () => {
    const outcome = await scanAsProcess({}, [], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no AWS credentials were found'),
    });
  });

  test('expired credentials', async () => {
    const outcome = await scan({ faults: [{ action: 'iam:*', error: 'ExpiredToken' }] });
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the AWS credentials have expired'),
    });
  });
});

test('a pipe gets plain text: no colours, no progress bar', async () => {
  const outcome = await scanAsProcess({ users: [withMfa, withoutMfa] });
  expect(outcome.stdout + outcome.stderr).not.toContain('\u001b');
  expect(outcome.stdout).toContain(
    'Scan complete: 2 users, 2 with a console password, 1 without sufficient MFA, 0 exempt, 0 in grace.',
  );
  expect(outcome.stderr).toBe('');
});
