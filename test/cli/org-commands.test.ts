import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrganizationView } from '../../rule/findings/organization-view';
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

const management = '111111111111';
const member = '222222222222';
type Results = NonNullable<SeedInput['evaluationResults']>;

const scanLine = (
  account: string,
  without: number,
  recordedTime = new Date().toISOString(),
): Results[number] => ({
  resourceType: 'AWS::::Account',
  resourceId: account,
  complianceType: 'COMPLIANT',
  annotation: `Scan complete: 1 users, 1 with a console password, ${without} without sufficient MFA, 0 exempt, 0 in grace.`,
  recordedTime,
});
const secure: Results = [scanLine(management, 0), { resourceId: 'AIDAANN', complianceType: 'COMPLIANT' }];
const open: Results = [
  scanLine(member, 1),
  { resourceId: 'AIDABOB', complianceType: 'NON_COMPLIANT', annotation: 'bob can sign in' },
];
const ann = { userName: 'ann', loginProfile: {}, mfaDevices: [{ kind: 'virtual' as const }] };

const seed = (overrides: SeedInput = {}, theirs: Results = open): SeedInput => ({
  accountId: management,
  users: [ann],
  evaluationResults: secure,
  accounts: [
    { accountId: member, users: [{ userName: 'bob', loginProfile: {} }], evaluationResults: theirs },
  ],
  organization: {
    roots: [{ id: 'r-root', name: 'Root', ous: [{ id: 'ou-root-aaaaaaaa', name: 'Prod' }] }],
    accounts: [{ accountId: member, name: 'two', parent: 'ou-root-aaaaaaaa' }],
  },
  ...overrides,
});

async function run(
  input: SeedInput,
  args: readonly string[],
  command: Pick<CommandLine, 'run'> = warm,
): Promise<Outcome> {
  await standin?.close();
  standin = createStandin(input);
  return command.run(args, caller(await standin.listen(), { AWS_MAX_ATTEMPTS: '1' }));
}
const reportArgs = ['org-report', '--aggregator', 'iam-user-mfa'];
const report = (input: SeedInput, ...flags: readonly string[]): Promise<Outcome> =>
  run(input, [...reportArgs, ...flags]);
const scanArgs = ['org-scan', '--role-name', 'mfa-reader'];
const scan = (input: SeedInput, ...flags: readonly string[]): Promise<Outcome> =>
  run(input, [...scanArgs, ...flags]);
const view = ({ stdout }: Outcome): OrganizationView => JSON.parse(stdout) as OrganizationView;

describe('exit codes', () => {
  test('0: every account reports, and nobody is without MFA', async () => {
    const everybody: Results = [scanLine(member, 0), { resourceId: 'AIDABOB', complianceType: 'COMPLIANT' }];
    expect(await run(seed({}, everybody), reportArgs, cli)).toMatchObject({ code: 0, stderr: '' });
    expect((await run(seed(), [...scanArgs, '--accounts', management], cli)).code).toBe(0);
  });

  test('1: every account reports, and somebody is without MFA', async () => {
    expect((await run(seed(), reportArgs, cli)).code).toBe(1);
    expect((await run(seed(), scanArgs, cli)).code).toBe(1);
  });

  test('3: an account does not report, although somebody was found', async () => {
    const outcome = await run(seed({ evaluationResults: [] }), reportArgs, cli);
    expect(outcome).toMatchObject({ code: 3, stderr: 'Incomplete: 1 of 2 accounts do not report.\n' });
    expect(outcome.stdout).toContain('bob can sign in');
  });

  test('3: a refused aggregator or organization is one line with the action, and no data', async () => {
    const denied = (action: string): SeedInput => seed({ faults: [{ action, error: 'AccessDenied' }] });
    for (const action of ['config:DescribeAggregateComplianceByConfigRules', 'organizations:ListAccounts']) {
      expect(await report(denied(action))).toEqual({
        code: 3,
        stdout: '',
        stderr:
          `iam-user-mfa: incomplete, nothing is known: AccessDenied on ${action}; run it in the management or a ` +
          `delegated administrator account, and allow ${action}. ` +
          '"npx --no -- iam-user-mfa org-report --print-policy" prints all that it needs.\n',
      });
    }
  });

  test('3: a refusal by an organization policy is called that, and not mended by allowing the action', async () => {
    const message =
      'User: x is not authorized to perform: y with an explicit deny in a service control policy';
    const faults = [{ action: 'organizations:ListAccounts', error: 'AccessDenied', message }];
    expect((await report(seed({ faults }))).stderr).toBe(
      'iam-user-mfa: incomplete, nothing is known: AccessDenied on organizations:ListAccounts; organizations:ListAccounts ' +
        'is denied by an explicit deny in a service control policy: change that policy, because allowing the action to the ' +
        'credentials that run this does not help.\n',
    );
  });

  test('a refused tree, or a refused organization, is told on stderr and loses neither accounts nor OUs', async () => {
    const faults = ['ListRoots', 'DescribeOrganization'].map((action) => ({
      action: `organizations:${action}`,
      error: 'AccessDenied',
    }));
    const plain = view(await report(seed(), '--format', 'json'));
    const outcome = await report(seed({ faults }), '--format', 'json');
    expect(outcome.stderr).toMatch(/^AccessDenied on organizations:ListRoots: each account is asked/);
    const timeless = { generatedAt: '', endedAt: '' };
    expect({ ...view(outcome), ...timeless }).toEqual({ ...plain, ...timeless });
  });

  test('3: results that are refused for one account hide no other', async () => {
    const fault = {
      action: 'config:GetAggregateComplianceDetailsByConfigRule',
      error: 'AccessDenied',
      times: 1,
    };
    const outcome = await report(seed({ faults: [fault] }), '--format', 'json');
    expect(outcome.code).toBe(3);
    expect(view(outcome).notReporting).toMatchObject([{ reason: 'unreadable' }]);
    expect(view(outcome).totals).toMatchObject({ reporting: 1, unknown: 1 });
  });
});

describe('61 accounts of which nothing is known', () => {
  const ids = Array.from({ length: 60 }, (_, n) => String(300_000_000_000 + n));
  const silent = (resultsOf: (id: string, n: number) => Results): SeedInput =>
    seed({
      evaluationResults: resultsOf(management, 60),
      accounts: ids.map((accountId, n) => ({ accountId, evaluationResults: resultsOf(accountId, n) })),
      organization: { accounts: ids.map((accountId, n) => ({ accountId, name: `account ${n}` })) },
    });
  const unknown =
    'Organization o-standin000: No account could be read, so it is unknown who can sign in without sufficient MFA. 61 accounts do not report.';
  const linesOf = ({ stdout }: Outcome, reason: string): readonly string[] =>
    stdout.split('\n').filter((line) => line.includes(` ${reason} `));

  test('are one line for each reason, after the words that a scan has', async () => {
    const outcome = await report(silent(() => []));
    expect(outcome).toMatchObject({ code: 3, stderr: 'Incomplete: 61 of 61 accounts do not report.\n' });
    expect(outcome.stdout.split('\n')[0]).toBe(unknown);
    expect(linesOf(outcome, 'no-rule')).toEqual([expect.stringMatching(/^61 +\d{12} /)]);
    expect(outcome.stdout.split('\n').length).toBeLessThan(20);
  });

  test('keep one line where each was last seen at another time', async () => {
    const old = (n: number): string => new Date(Date.now() - (30 + n) * 3_600_000).toISOString();
    const outcome = await report(silent((id, n) => [scanLine(id, 0, old(n))]));
    expect(outcome.stdout.split('\n')[0]).toBe(unknown);
    expect(linesOf(outcome, 'stale')).toEqual([
      expect.stringMatching(/^61 .* the first: the last scan is of /),
    ]);
    expect(
      (
        await report(
          silent((id, n) => [scanLine(id, 0, old(n))]),
          '--all',
        )
      ).stdout,
    ).toContain(ids[59]);
  });
});

describe('the version of each account', () => {
  const old = 'iam-user-mfa 0.0.9: evaluates users.';
  const input = seed({
    accounts: [
      { accountId: member, evaluationResults: open, deployment: { function: { description: old } } },
    ],
  });
  const note = `1 account runs 0.0.9 (${member}).`;

  test('is one line, a column of --all, a member of JSON and a column of CSV', async () => {
    expect((await report(input)).stdout.replace(/\s+/g, ' ')).toContain(note);
    expect((await report(input, '--all')).stdout).toMatch(new RegExp(`^${member} .* 0\\.0\\.9$`, 'm'));
    const { accounts, notes, complete } = view(await report(input, '--format', 'json'));
    expect(accounts.map(({ version }) => version)).toEqual([expect.not.stringMatching('0.0.9'), '0.0.9']);
    expect([notes?.length, complete]).toEqual([1, true]);
    const csv = (await report(input, '--format', 'csv')).stdout.trimEnd().split('\r\n');
    expect([csv[0]?.split(',').at(-1), csv[1]?.split(',').at(-1)]).toEqual(['account_version', '0.0.9']);
    expect((await report(input, '--format', 'html')).stdout).toContain('iam-user-mfa 0.0.9');
  });

  test('is unknown where functions are not recorded or the query is denied: one line, and the same exit code', async () => {
    const unrecorded = seed({
      accounts: [{ accountId: member, evaluationResults: open, deployment: { function: null } }],
    });
    const faults = [{ action: 'config:SelectAggregateResourceConfig', error: 'AccessDenied' }];
    for (const [seeded, says] of [
      [unrecorded, /The version is unknown in 1 account that reports/],
      [seed({ faults }), /The version that each account runs could not be read \(AccessDenied/],
    ] as const) {
      const outcome = await report(seeded, '--format', 'json');
      expect(outcome.code).toBe(1);
      expect(view(outcome).notes).toEqual([expect.stringMatching(says)]);
    }
  });
});

describe('a list that runs out of time delivers what is known', () => {
  test.each([
    ['config:DescribeAggregateComplianceByConfigRules', 0, 2],
    ['config:GetAggregateComplianceDetailsByConfigRule', 1, 1],
  ])('where %s hangs', async (action, skip, unread) => {
    const faults = [{ action, connection: 'hang' as const, skip }];
    const json = join(mkdtempSync(join(tmpdir(), 'iam-user-mfa-')), 'report.json');
    const flags = ['--timeout', '3s', '--format', 'table', '--format', `json=${json}`];
    const outcome = await run(seed({ faults }), [...reportArgs, ...flags], cli);
    expect(outcome).toMatchObject({
      code: 3,
      stderr: `Incomplete: ${unread} of 2 accounts do not report.\n`,
    });
    expect(outcome.stdout).toContain(`time ran out on ${action}`);
    const found = JSON.parse(readFileSync(json, 'utf8')) as OrganizationView;
    expect(found.totals).toMatchObject({ accounts: 2, unknown: unread, reporting: 2 - unread });
  });
});

describe('mistakes are one line and exit code 2', () => {
  test.each([
    [
      ['org-report', '--aggregator', 'nobody'],
      /^iam-user-mfa: --aggregator is 'nobody', and there is none of this name/,
    ],
    [['org-report', '--aggregator', 'a b'], /^iam-user-mfa: --aggregator: got "a b", allowed: 1 to 256 of/],
    [
      ['org-report', '--aggregator', 'x', '--stale-after', 'P1W'],
      /--stale-after: got "P1W", allowed: hours like 12/,
    ],
    [['org-report', '--aggregator', 'x', '--stale-after', '0'], /--stale-after: got "0", allowed:/],
    [['org-report', '--aggregator', 'x', '--stale-after', 'PT'], /--stale-after: got "PT", allowed:/],
    [
      ['org-report', '--aggregator', 'x', '--stale-after', '3', '--frequency', 'One_Hour'],
      /use --stale-after or --frequency, not both/,
    ],
    [
      ['org-report', '--aggregator', 'x', '--frequency', 'Daily'],
      /Allowed choices are One_Hour, Three_Hours/,
    ],
    [['org-scan'], /required option '--role-name <name>' not specified/],
    [['org-scan', '--role-name', 'a b'], /--role-name: got "a b", allowed: a role's name/],
    [
      ['org-scan', '--role-name', 'r', '--accounts', '12,222222222222,x'],
      /--accounts: got "12, x", allowed: twelve digits each/,
    ],
    [['org-scan', '--role-name', 'r', '--ous', 'Prod'], /--ous: got "Prod", allowed: ids like ou-/],
    [
      ['org-scan', '--role-name', 'r', '--accounts', '444444444444'],
      /Not in the organization o-standin000: 444444444444\./,
    ],
    [['org-scan', '--role-name', 'r', '--required-mfa', 'strong'], /Invalid rule parameters: --required-mfa/],
  ])('%j', async (args, message) => {
    const outcome = await run(seed(), args);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('an account without an organization is told to use scan', async () => {
    const outcome = await report({});
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toBe(
      'iam-user-mfa: the account of these credentials is in no organization; use "scan" for one account.\n',
    );
  });

  test('credentials that AWS does not know are told once, not for every account', async () => {
    const outcome = await scan(seed({ faults: [{ action: 'sts:*', error: 'InvalidClientTokenId' }] }));
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain('AWS does not know these credentials; check AWS_PROFILE or --profile');
  });
});

describe('how old a scan may be', () => {
  const aged = (hours: number): SeedInput =>
    seed({}, [scanLine(member, 1, new Date(Date.now() - hours * 3_600_000).toISOString()), ...open.slice(1)]);

  test.each([
    [11, [], 1],
    [13, [], 3],
    [13, ['--frequency', 'TwentyFour_Hours'], 1],
    [3, ['--frequency', 'One_Hour'], 3],
    [13, ['--stale-after', '14'], 1],
    [13, ['--stale-after', 'PT14H'], 1],
    [40, ['--stale-after', 'P1DT12H'], 3],
  ])('a scan of %s hours ago with %j exits with %s', async (hours, flags, code) => {
    expect((await report(aged(hours), ...flags)).code).toBe(code);
  });
});

describe('which accounts are scanned', () => {
  test('--ous takes the accounts below, --accounts those named, and the view holds no others', async () => {
    const below = view(await scan(seed(), '--ous', 'ou-root-aaaaaaaa', '--format', 'json'));
    expect(below.accounts.map(({ account, ou }) => [account, ou])).toEqual([[member, 'Root/Prod']]);
    expect(below.totals).toMatchObject({ accounts: 1, withoutMfa: 1 });
    const named = view(await scan(seed(), '--accounts', management, '--format', 'json'));
    expect(named.accounts.map(({ account }) => account)).toEqual([management]);
  });

  test('the role has its path, the external id and the partition of the caller', async () => {
    const china = seed({ partition: 'aws-cn' });
    await run(china, ['org-scan', '--role-name', '/audit/reader', '--external-id', 'secret']);
    const asked = standin?.calls.filter(({ action }) => action === 'AssumeRole').map(({ input }) => input);
    expect(asked).toMatchObject([
      { RoleArn: `arn:aws-cn:iam::${member}:role/audit/reader`, ExternalId: 'secret' },
    ]);
  });

  test('the rule parameters decide in every account', async () => {
    expect((await scan(seed(), '--exempt-user-names', 'bob')).code).toBe(0);
    expect(
      (await scan(seed(), '--required-mfa', 'has-phishing-resistant', '--accounts', management)).code,
    ).toBe(1);
  });
});
