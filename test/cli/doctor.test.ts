import { CloudFormationClient, ActivateOrganizationsAccessCommand } from '@aws-sdk/client-cloudformation';
import { EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { protectScp } from '../../rule/enforcement/policy';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { caller, CommandLine, WarmCommandLine, type Outcome } from './command-line';

type AccountInput = NonNullable<SeedInput['accounts']>[number];

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

interface Line {
  readonly id: string;
  readonly status: string;
  readonly text: string;
  readonly command?: string;
}

const management = '111122223333';
const breakGlass = 'arn:aws:iam::*:role/BreakGlass';

const scanned = (accountId: string, recordedTime = new Date().toISOString()) => ({
  resourceType: 'AWS::::Account',
  resourceId: accountId,
  complianceType: 'COMPLIANT' as const,
  annotation:
    'Scan complete: 1 users, 1 with a console password, 0 without sufficient MFA, 0 exempt, 0 in grace.',
  recordedTime,
});
const group = { allSupported: true, includeGlobalResourceTypes: true };

/** An account where all is there, but for what is overridden. */
const healthy = (accountId: string, overrides: Partial<AccountInput> = {}): AccountInput => ({
  accountId,
  configRules: [
    { name: 'iam-user-mfa', evaluationStatus: { LastSuccessfulEvaluationTime: new Date().toISOString() } },
  ],
  configurationRecorders: [{ recordingGroup: group }],
  evaluationResults: [scanned(accountId)],
  securityHub: { enabled: true },
  cloudTrail: { trails: [{ name: 'all' }] },
  ...overrides,
});

async function doctor(
  seed: SeedInput,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Outcome> {
  await standin?.close();
  standin = createStandin(seed);
  const url = await standin.listen();
  return warm.run(['doctor', ...args], caller(url, env));
}

const notOk = (lines: readonly Line[]): Record<string, string> =>
  Object.fromEntries(lines.filter(({ status }) => status !== 'ok').map(({ id, status }) => [id, status]));
const checksOf = ({ stdout }: Outcome): readonly Line[] =>
  (JSON.parse(stdout) as { checks: readonly Line[] }).checks;

describe('doctor, for one account', () => {
  test('where all is there exits 0, and says so first', async () => {
    standin = createStandin(healthy(management));
    const outcome = await cli.run(['doctor'], caller(await standin.listen()));

    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout.split('\n')[0]).toBe(`Account ${management} in us-east-1: all is there.`);
  });

  test.each<[string, Partial<AccountInput>, Record<string, string>, number]>([
    [
      'a recorder that is off',
      { configurationRecorders: [{ recordingGroup: group, recording: false }] },
      { 'recorder-on': 'missing' },
      1,
    ],
    ['dead letters', { deployment: { deadLetters: 3 } }, { 'dead-letters': 'warning' }, 0],
    ['no trail', { cloudTrail: { trails: [] } }, { trail: 'missing' }, 1],
    [
      'a last run that failed',
      {
        configRules: [
          {
            name: 'iam-user-mfa',
            evaluationStatus: {
              LastFailedInvocationTime: new Date().toISOString(),
              LastErrorCode: 'Timeout',
            },
          },
        ],
      },
      { 'last-run': 'missing' },
      1,
    ],
    [
      'a scan that is too old',
      { evaluationResults: [scanned(management, '2024-01-01T00:00:00Z')] },
      { 'last-scan': 'missing' },
      1,
    ],
    [
      'a group of an earlier deployment',
      { groups: [{ groupName: 'Old', path: '/iam-user-mfa-required/' }] },
      { group: 'warning' },
      0,
    ],
  ])('names %s', async (_, overrides, lines, code) => {
    const outcome = await doctor(healthy(management, overrides), ['--format', 'json']);

    expect(notOk(checksOf(outcome))).toEqual(lines);
    expect(outcome.code).toBe(code);
  });

  test('what is denied is unknown, never missing, and exits 3', async () => {
    standin = createStandin({
      ...healthy(management),
      faults: [
        'config:*',
        'cloudtrail:*',
        'cloudformation:*',
        'events:*',
        'sqs:*',
        'iam:*',
        'securityhub:*',
        'lambda:*',
        'logs:*',
        'guardduty:*',
        'organizations:*',
      ].map((action) => ({ action, error: 'AccessDenied' as const })),
    });
    const outcome = await cli.run(['doctor', '--format', 'json'], caller(await standin.listen()));

    const statuses = checksOf(outcome).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['ok', 'unknown']));
    // Who asks, where, and two lines of advice that decide nothing.
    expect(statuses.filter((status) => status === 'ok')).toHaveLength(4);
    expect(outcome.code).toBe(3);
  });

  const bySCP =
    'User: arn:aws:sts::111122223333:assumed-role/auditor/me is not authorized to perform: ACTION with an explicit deny in a service control policy';

  test('a region that a service control policy closes is missing, with who was denied, before anything is deployed', async () => {
    const closed = ['lambda', 'sqs', 'events', 'logs', 'cloudformation', 'securityhub'];
    const outcome = await doctor(
      {
        ...healthy(management, {
          configRules: [],
          evaluationResults: [],
          deployment: { stackName: null, function: null, reevaluation: 'none' },
        }),
        faults: closed.map((service) => ({
          action: `${service}:*`,
          error: 'AccessDenied',
          message: bySCP.replace('ACTION', `${service}:X`),
        })),
      },
      ['--format', 'json'],
    );

    expect(notOk(checksOf(outcome))).toEqual({ 'region-open': 'missing', rule: 'missing' });
    expect(checksOf(outcome).find(({ id }) => id === 'region-open')?.text).toMatch(
      /lambda:ListFunctions, sqs:ListQueues, logs:DescribeLogGroups, events:ListRules, asked as arn:aws:/,
    );
    expect(outcome.code).toBe(1);
  });

  test('a function that AWS Config may not invoke is missing; none before a deployment is in order', async () => {
    const { stdout, code } = await doctor(
      healthy(management, { deployment: { function: { policy: null } } }),
      ['--format', 'json'],
    );
    expect(notOk(checksOf({ stdout, code, stderr: '' }))).toEqual({ function: 'missing' });
    expect(code).toBe(1);

    const before = await doctor(
      healthy(management, {
        configRules: [],
        evaluationResults: [],
        deployment: { stackName: null, function: null },
      }),
    );
    expect(before.stdout).toContain('There is no function iam-user-mfa: not deployed yet.');
  });

  test('a topic of another account is decided by the values of its conditions, and gets a statement to add', async () => {
    const arn = 'arn:aws:sns:us-east-1:123456789012:central';
    const policy = (accountId: string) => ({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'SNS:Publish',
          Resource: arn,
          Condition: { StringEquals: { 'aws:SourceAccount': [accountId] } },
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: arn,
        },
      ],
    });
    const seed = (accountId: string): SeedInput => ({
      ...healthy(management),
      accounts: [
        { accountId: '123456789012', deployment: { resourcePolicies: { [arn]: policy(accountId) } } },
      ],
    });
    const args = ['--topic-arn', arn, '--format', 'json'];

    expect(notOk(checksOf(await doctor(seed(management), args)))).toEqual({});
    const other = checksOf(await doctor(seed('123456789012'), args)).find(({ id }) => id === 'topic');
    expect(other?.status).toBe('missing');
    const [, added = ''] = /add (\{.*\})\.$/.exec(other?.text ?? '') ?? [];
    expect(JSON.parse(added)).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: arn,
      Condition: { StringEquals: { 'aws:SourceAccount': management } },
    });
    expect(other?.command).not.toMatch(/set-topic-attributes|add-permission/);
  });

  test('a key of the customer that leaves a service out is missing key-policy', async () => {
    const arn = `arn:aws:kms:us-east-1:${management}:key/11111111-2222-3333-4444-555555555555`;
    const outcome = await doctor(
      healthy(management, {
        deployment: { resourcePolicies: { [arn]: { Version: '2012-10-17', Statement: [] } } },
      }),
      ['--kms-key-arn', arn, '--format', 'json'],
    );

    expect(notOk(checksOf(outcome))).toEqual({ 'key-policy': 'missing' });
  });

  test('in a region where nothing is, it says where to look', async () => {
    const { code, stdout } = await doctor(healthy(management), ['--region', 'eu-west-1']);

    expect(code).toBe(1);
    expect(stdout).toContain('$ npx --no -- iam-user-mfa doctor --region us-east-1');
  });

  test('the command that enables re-evaluation turns its line to ok', async () => {
    standin = createStandin(healthy(management, { deployment: { reevaluation: 'DISABLED' } }));
    const url = await standin.listen();
    const look = async () => checksOf(await warm.run(['doctor', '--format', 'json'], caller(url)));
    const line = (await look()).find(({ id }) => id === 'reevaluation');
    expect(line?.command).toBe('aws events enable-rule --region us-east-1 --name IamUserMfa-Reevaluation');

    const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };
    const events = new EventBridgeClient({ endpoint: url, region: 'us-east-1', credentials });
    await events.send(new EnableRuleCommand({ Name: 'IamUserMfa-Reevaluation' }));
    events.destroy();

    expect(notOk(await look())).toEqual({});
  });

  test.each([120, 80, 40])(
    'its table fits a terminal of %i columns, but for a word that cannot be broken',
    async (columns) => {
      const { stdout } = await doctor(
        healthy(management, {
          configurationRecorders: [{ recordingGroup: { allSupported: true }, recording: false }],
          cloudTrail: { trails: [] },
        }),
        [],
        { COLUMNS: String(columns) },
      );

      const tooLong = stdout.split('\n').filter((line) => line.length > columns);
      expect(tooLong.filter((line) => !/^\s*(--[\w-]+ )?\S+( \\)?$/.test(line))).toEqual([]);
    },
  );
});

describe('doctor --print-policy', () => {
  interface Policy {
    readonly Statement: readonly {
      readonly Action: readonly string[];
      readonly Resource: readonly string[];
    }[];
  }
  const actionsOf = ({ stdout }: Outcome): readonly string[] =>
    (JSON.parse(stdout) as Policy).Statement.flatMap(({ Action }) => Action).sort();
  const called = (): readonly string[] =>
    Object.keys(standin?.callCounts() ?? {}).filter((call) => call !== 'sts:GetCallerIdentity');
  /** A group with both kinds of policies, so that all questions are asked. */
  const withGroup = healthy(management, {
    groups: [
      {
        groupName: 'IamUserMfa-Group',
        path: '/iam-user-mfa-required/',
        inlinePolicies: { inline: { Version: '2012-10-17', Statement: [] } },
        attachedPolicies: [`arn:aws:iam::${management}:policy/Enforcement`],
      },
    ],
    policies: [{ policyName: 'Enforcement', versions: [{ Version: '2012-10-17', Statement: [] }] }],
  });

  test('names every action that doctor calls, and no other', async () => {
    await doctor(withGroup);
    const policy = await cli.run(['doctor', '--print-policy']);

    expect(policy).toMatchObject({ code: 0, stderr: '' });
    expect(actionsOf(policy)).toEqual([...called()].sort());
  });

  test('with a role, names every action that --organization calls, and no other', async () => {
    await doctor(
      {
        ...withGroup,
        accounts: [healthy('123456789012')],
        organization: {
          accounts: [{ accountId: '123456789012', name: 'one' }],
          conformancePacks: [{ name: 'iam-user-mfa' }],
          policies: [
            { name: 'protect', content: protectScp({ breakGlass: [breakGlass] }), targets: ['r-root'] },
          ],
        },
      },
      ['--organization', '--role-name', 'audit/reader'],
    );
    const policy = await warm.run([
      'doctor',
      '--print-policy',
      '--organization',
      '--role-name',
      'audit/reader',
    ]);

    expect(actionsOf(policy)).toEqual([...called()].sort());
    expect(policy.stdout).toContain('"arn:aws:iam::*:role/audit/reader"');
  });

  test('reads nothing but what it names: no action writes', async () => {
    const policy = await warm.run(['doctor', '--print-policy', '--organization', '--role-name', 'reader']);

    expect(actionsOf(policy).filter((action) => !/:(Describe|Get|List|AssumeRole)/.test(action))).toEqual([]);
  });
});

describe('doctor --organization', () => {
  const count = 40;
  const ids = Array.from({ length: count }, (_, n) => String(200_000_000_000 + n));
  /** What is wrong in every third account, each another thing, and the line that says so. */
  const broken: readonly (readonly [string, Partial<AccountInput>])[] = [
    ['recorder', { configurationRecorders: [] }],
    [
      'recorder',
      { configurationRecorders: [{ name: 'hub', servicePrincipal: 'securityhub.amazonaws.com' }] },
    ],
    ['recorder-on', { configurationRecorders: [{ recordingGroup: group, recording: false }] }],
    ['records-users', { configurationRecorders: [{ recordingGroup: { allSupported: true } }] }],
    ['delivery-channel', { deployment: { deliveryChannels: [] } }],
    ['trail', { cloudTrail: { trails: [] } }],
    ['trail', { cloudTrail: { trails: [{ name: 'off', isLogging: false }] } }],
    [
      'trail',
      {
        cloudTrail: {
          trails: [
            { name: 'reads', eventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }] },
          ],
        },
      },
    ],
    ['rule', { configRules: [], evaluationResults: [] }],
    ['rule', { configRules: [{ name: 'iam-user-mfa', state: 'DELETING' }] }],
    ['parameters', { configRules: [{ name: 'iam-user-mfa', inputParameters: { gracePeriodHours: '0.5' } }] }],
    ['last-scan', { evaluationResults: [] }],
    ['reevaluation', { deployment: { reevaluation: 'DISABLED' } }],
  ];
  const kindOf = (n: number) => (n % 3 === 1 ? broken[(n - 1) / 3] : undefined);
  /** A conformance pack fails without a customer-managed recorder alone; all else is a warning. */
  const blocking = ids.filter((_, n) => kindOf(n)?.[0] === 'recorder');

  const seed = (overrides: SeedInput = {}): SeedInput => ({
    ...healthy(management),
    accounts: ids.map((id, n) => healthy(id, kindOf(n)?.[1] ?? {})),
    organization: {
      accounts: ids.map((accountId, n) => ({ accountId, name: `account-${n}` })),
      aggregators: [{ name: 'iam-user-mfa' }],
    },
    ...overrides,
  });

  interface Report {
    readonly checks: readonly Line[];
    readonly excludedAccounts: readonly string[];
    readonly accounts: readonly { accountId: string; status: string; checks: readonly Line[] }[];
  }
  const args = ['--organization', '--role-name', 'reader'];

  test('finds the third of 40 accounts that lacks something, each by its own line, and lists them first', async () => {
    const outcome = await doctor(seed(), [...args, '--format', 'json']);
    const { accounts, excludedAccounts } = JSON.parse(outcome.stdout) as Report;

    expect(outcome).toMatchObject({ code: 1, stderr: '' });
    expect(accounts).toHaveLength(count + 1);
    expect(excludedAccounts).toEqual(blocking);
    expect(accounts.slice(0, blocking.length).map(({ accountId }) => accountId)).toEqual(blocking);
    for (const { accountId, checks } of accounts) {
      const line = kindOf(ids.indexOf(accountId))?.[0];
      const found = Object.entries(notOk(checks)).map(([id, status]) => `${id} ${status}`);
      if (line === undefined) expect(found).toEqual([]);
      else expect(found).toContain(`${line} ${blocking.includes(accountId) ? 'missing' : 'warning'}`);
    }
  });

  test('prints the list in one line that excludedAccounts takes', async () => {
    const { stdout } = await doctor(seed(), args, { COLUMNS: '80' });

    expect(stdout.split('\n')).toContain(blocking.join(','));
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `41 accounts: ${blocking.length} with something missing, 0 that could not be looked at`,
    );
  });

  test('an account without the role is unknown, exits 3 and hides no other', async () => {
    const [first = '', ...others] = ids.slice(0, 3);
    const outcome = await doctor(
      seed({
        accounts: others.map((id) => healthy(id)),
        organization: { accounts: [first, ...others].map((accountId) => ({ accountId, name: 'x' })) },
      }),
      [...args, '--format', 'json'],
    );
    const { accounts } = JSON.parse(outcome.stdout) as Report;

    expect(outcome.code).toBe(3);
    expect(accounts[0]).toMatchObject({ accountId: first, status: 'unknown' });
    expect(accounts).toHaveLength(4);
  });

  test('the command for trusted access turns its line to ok', async () => {
    standin = createStandin(seed({ accounts: [], organization: { stackSetsAccess: 'DISABLED' } }));
    const url = await standin.listen();
    const look = async () =>
      (
        JSON.parse((await warm.run(['doctor', ...args, '--format', 'json'], caller(url))).stdout) as Report
      ).checks.find(({ id }) => id === 'stacksets');
    expect(await look()).toMatchObject({
      status: 'missing',
      command: 'aws cloudformation activate-organizations-access --region us-east-1',
    });

    const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };
    const client = new CloudFormationClient({ endpoint: url, region: 'us-east-1', credentials });
    await client.send(new ActivateOrganizationsAccessCommand({}));
    client.destroy();

    expect(await look()).toMatchObject({ status: 'ok' });
  });

  test('says what AWS says of a member stack that failed, and blocks only where the function has to be there', async () => {
    const [failed = '', without = '', outside = ''] = ids;
    const noFunction = { deployment: { function: null }, configRules: [], evaluationResults: [] };
    const outcome = await doctor(
      seed({
        accounts: [healthy(failed), healthy(without, noFunction), healthy(outside, noFunction)],
        organization: {
          accounts: [failed, without, outside].map((accountId) => ({ accountId, name: 'x' })),
          members: {
            instances: [
              {
                accountId: failed,
                status: 'OUTDATED',
                detailedStatus: 'FAILED',
                reason: 'Resource handler returned message: SCP',
              },
              { accountId: without },
            ],
          },
        },
      }),
      [...args, '--format', 'json'],
    );
    const { accounts, excludedAccounts, checks } = JSON.parse(outcome.stdout) as Report;
    const lineOf = (accountId: string, id: string) =>
      accounts.find((one) => one.accountId === accountId)?.checks.find((check) => check.id === id);

    expect(lineOf(failed, 'members')).toMatchObject({
      status: 'missing',
      text: expect.stringContaining('Resource handler returned message: SCP'),
    });
    expect(lineOf(without, 'function')).toMatchObject({ status: 'missing' });
    expect(lineOf(outside, 'function')).toMatchObject({ status: 'ok' });
    expect(excludedAccounts).toEqual([without]);
    expect(checks).toContainEqual(expect.objectContaining({ id: 'members', status: 'missing' }));
    expect(outcome.code).toBe(1);
  });

  test('from a delegated administrator says which trusted access lacks, and the role of the management account', async () => {
    const outcome = await doctor(
      {
        ...healthy('123456789012'),
        accounts: [healthy(management)],
        organization: {
          managementAccountId: management,
          delegatedAdministrators: ['123456789012'],
          accounts: [{ accountId: '123456789012', name: 'audit' }],
          trustedServices: ['config.amazonaws.com'],
          aggregators: [{ name: 'iam-user-mfa', accountId: '123456789012' }],
        },
      },
      [...args, '--format', 'json'],
    );
    const { accounts, checks } = JSON.parse(outcome.stdout) as Report;

    expect(checks.filter(({ id }) => id === 'service-access').map(({ command }) => command)).toEqual([
      'aws organizations enable-aws-service-access --service-principal config-multiaccountsetup.amazonaws.com',
    ]);
    expect(
      accounts
        .find(({ accountId }) => accountId === management)
        ?.checks.find(({ id }) => id === 'service-linked-role'),
    ).toMatchObject({ status: 'warning' });
  });

  test('asks a central topic for its policy in its own account, once for all of them', async () => {
    const arn = `arn:aws:sns:us-east-1:${management}:security`;
    const mayPublish = (Service: string, Condition: object = {}) => ({
      Effect: 'Allow',
      Principal: { Service },
      Action: 'sns:Publish',
      Resource: arn,
      Condition,
    });
    const [first = '', second = ''] = ids;
    const Statement = [
      mayPublish('events.amazonaws.com'),
      mayPublish('cloudwatch.amazonaws.com', { StringEquals: { 'aws:SourceAccount': [management, first] } }),
    ];
    const outcome = await doctor(
      {
        ...healthy(management, {
          deployment: { resourcePolicies: { [arn]: { Version: '2012-10-17', Statement } } },
        }),
        accounts: [healthy(first), healthy(second)],
        organization: { accounts: [first, second].map((accountId) => ({ accountId, name: 'x' })) },
        faults: [
          {
            action: 'sns:GetTopicAttributes',
            error: 'AuthorizationError',
            status: 403,
            accountIds: [first, second],
          },
        ],
      },
      [...args, '--topic-arn', arn, '--format', 'json'],
    );
    const { accounts } = JSON.parse(outcome.stdout) as Report;
    const statuses = accounts.map(({ accountId, checks }) => [
      accountId,
      checks.find(({ id }) => id === 'topic')?.status,
    ]);

    expect(Object.fromEntries(statuses)).toEqual({ [management]: 'ok', [first]: 'ok', [second]: 'warning' });
    expect(outcome.code).toBe(0);
  });

  test('says when the SCP that protects what is deployed is attached to nothing', async () => {
    const outcome = await doctor(
      seed({
        accounts: [],
        organization: { policies: [{ name: 'ours', content: protectScp({ breakGlass: [breakGlass] }) }] },
      }),
      [...args, '--format', 'json'],
    );

    expect((JSON.parse(outcome.stdout) as Report).checks).toContainEqual(
      expect.objectContaining({ id: 'protect', status: 'warning' }),
    );
  });

  test('names the reason for which the pack failed in an account', async () => {
    const [first = ''] = ids;
    const { stdout } = await doctor(
      seed({
        accounts: [healthy(first)],
        organization: {
          accounts: [{ accountId: first, name: 'x' }],
          conformancePacks: [
            {
              name: 'iam-user-mfa',
              status: 'CREATE_FAILED',
              accounts: [{ accountId: first, status: 'CREATE_FAILED', errorMessage: 'no recorder' }],
            },
          ],
        },
      }),
      args,
    );

    expect(stdout).toMatch(/The pack iam-user-mfa is CREATE_FAILED here \(.*no recorder\)/);
    expect(stdout).toContain('npx cdk deploy IamUserMfaOrganization');
  });
});

describe('doctor refuses what it cannot use', () => {
  test.each([
    [['--organization'], '--organization needs --role-name'],
    [['--role-name', 'reader'], '--role-name needs --organization'],
    [['--accounts', '111122223333'], '--accounts needs --organization'],
    [['--organization', '--role-name', 'a b'], '--role-name: got "a b", allowed:'],
    [['--topic-arn', 'security'], '--topic-arn: got "security", allowed:'],
    [['--format', 'html'], "argument 'html' is invalid"],
    [['--print-policy', '--partition', 'mars'], '--partition: got "mars", allowed:'],
  ])('%j', async (args, line) => {
    const outcome = await warm.run(['doctor', ...args]);

    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain(line);
    expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
  });
});
