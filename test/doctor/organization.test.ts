import { describe, expect, test } from '@jest/globals';
import type { Check, Status } from '../../rule/doctor/check';
import {
  checkOrganization,
  checkOrganizationIn,
  type OrganizationFacts,
} from '../../rule/doctor/organization';
import type { AccountFacts } from '../../rule/doctor/account';
import type { Answer } from '../../rule/doctor/answer';
import { allChecks, exitCodeOf, reportOrganization, statusOf } from '../../rule/doctor/report';
import { memberDeployment } from '../../rule/doctor/stacksets/check';
import said from '../cases/doctor/organization.json';
import { aPack, anAccount, anOrganization, denied } from './builders';
import { linesOf } from './lines';
import { organizationEdges } from './organization-cases';

interface OrganizationCase {
  readonly title: string;
  readonly facts: Partial<OrganizationFacts>;
  readonly lines: Readonly<Record<string, Status>>;
  readonly command?: string;
  readonly says?: RegExp;
}

const management = '111122223333';
const services = [
  'member.org.stacksets.cloudformation.amazonaws.com',
  'config-multiaccountsetup.amazonaws.com',
  'config.amazonaws.com',
];
const inAccount = (accountId: string, status: string, errorMessage?: string) => ({
  accountId,
  status,
  errorCode: undefined,
  errorMessage,
});

const instance = (accountId: string, status: string, detailedStatus?: string, reason?: string) => ({
  accountId,
  status,
  detailedStatus,
  reason,
});

const cases: readonly OrganizationCase[] = [
  { title: 'all is there', facts: {}, lines: {} },
  {
    title: 'consolidated billing only',
    facts: { featureSet: { value: 'CONSOLIDATED_BILLING' } },
    lines: { features: 'missing' },
    command: 'aws organizations enable-all-features',
  },
  {
    title: 'trusted access of StackSets is off',
    facts: { stackSetsAccess: { value: 'DISABLED' } },
    lines: { stacksets: 'missing' },
    command: 'aws cloudformation activate-organizations-access --region us-east-1',
  },
  {
    title: 'trusted access is denied',
    facts: { stackSetsAccess: denied('cloudformation:DescribeOrganizationsAccess') },
    lines: { stacksets: 'unknown' },
  },
  {
    title: 'a delegated administrator of all three services',
    facts: {
      callerAccountId: '123456789012',
      serviceAccess: { value: services },
      delegated: { value: services.map((service) => ({ service, accountIds: ['123456789012'] })) },
    },
    lines: {},
  },
  {
    title: 'a delegated administrator of StackSets only',
    facts: {
      callerAccountId: '123456789012',
      serviceAccess: { value: services },
      delegated: {
        value: services.map((service, n) => ({ service, accountIds: n === 0 ? ['123456789012'] : [] })),
      },
    },
    lines: { administrators: 'missing' },
    command:
      'aws organizations register-delegated-administrator --account-id 123456789012 --service-principal config.amazonaws.com',
  },
  {
    title: 'a delegated administrator without trusted access of Config',
    facts: {
      callerAccountId: '123456789012',
      serviceAccess: { value: ['config.amazonaws.com'] },
      delegated: { value: services.map((service) => ({ service, accountIds: ['123456789012'] })) },
    },
    lines: { 'service-access': 'missing' },
    command:
      'aws organizations enable-aws-service-access --service-principal config-multiaccountsetup.amazonaws.com',
  },
  {
    title: 'trusted access that is denied',
    facts: {
      callerAccountId: '123456789012',
      serviceAccess: denied('organizations:ListAWSServiceAccessForOrganization'),
      delegated: { value: services.map((service) => ({ service, accountIds: ['123456789012'] })) },
    },
    lines: { 'service-access': 'unknown' },
  },
  { title: 'the management account needs no trusted access of Config', facts: {}, lines: {} },
  {
    title: 'a StackSet without a failed member stack',
    facts: { stackInstances: { value: [instance('123456789012', 'CURRENT', 'SUCCEEDED')] } },
    lines: {},
  },
  {
    title: 'a member stack that failed',
    facts: { stackInstances: { value: [instance('123456789012', 'OUTDATED', 'FAILED')] } },
    lines: { members: 'missing' },
    says: /failed in 1 account of 1, listed with the reason/,
    command: 'npx cdk deploy IamUserMfaMembers',
  },
  {
    title: 'member stacks that are under way or skipped',
    facts: {
      stackInstances: {
        value: [
          instance('123456789012', 'OUTDATED', 'RUNNING'),
          instance('222222222222', 'OUTDATED', 'SKIPPED_SUSPENDED_ACCOUNT'),
        ],
      },
    },
    lines: {},
  },
  {
    title: 'the member stacks are denied',
    facts: { stackInstances: denied('cloudformation:ListStackInstances') },
    lines: { members: 'unknown' },
  },
  {
    title: 'a delivered report that reads an aggregator which is not there',
    facts: { reportAggregators: { value: ['other'] } },
    lines: { aggregator: 'missing' },
    says: /reads the aggregator other, .*Set aggregatorName to iam-user-mfa\./,
    command: 'npx cdk deploy IamUserMfaReport -c aggregatorName=iam-user-mfa',
  },
  {
    title: 'a delivered report that reads the aggregator',
    facts: { reportAggregators: { value: ['iam-user-mfa'] } },
    lines: {},
  },
  {
    title: 'a protecting SCP that is attached',
    facts: { protectPolicies: { value: [{ name: 'iam-user-mfa-protect', targets: 1 }] } },
    lines: {},
    says: /iam-user-mfa-protect is attached to 1 target/,
  },
  {
    title: 'a protecting SCP that is detached',
    facts: { protectPolicies: { value: [{ name: 'iam-user-mfa-protect', targets: 0 }] } },
    lines: { protect: 'warning' },
    says: /is attached to nothing/,
  },
  {
    title: 'SCPs that may not be listed',
    facts: { protectPolicies: denied('organizations:ListPolicies') },
    lines: {},
  },
  {
    title: 'no aggregator',
    facts: { aggregators: { value: [] } },
    lines: { aggregator: 'missing' },
    command: 'npx cdk deploy IamUserMfaAggregation',
  },
  {
    title: 'an aggregator of named accounts only',
    facts: {
      aggregators: { value: [{ name: 'some', organization: false, allRegions: true, regions: [] }] },
    },
    lines: { aggregator: 'missing' },
  },
  {
    title: 'an aggregator of another region',
    facts: {
      aggregators: {
        value: [{ name: 'eu', organization: true, allRegions: false, regions: ['eu-west-1'] }],
      },
    },
    lines: { aggregator: 'missing' },
  },
  {
    title: 'more accounts than aggregators take in a week',
    facts: { aggregators: { value: [] }, accounts: 5000 },
    lines: { aggregator: 'missing', 'aggregator-quota': 'warning' },
    says: /5000 accounts.*1000 a week/,
  },
  { title: 'no pack', facts: { packs: { value: [] } }, lines: { pack: 'warning' } },
  {
    title: 'a pack that failed in one account',
    facts: {
      packs: {
        value: [
          aPack({
            status: { value: { status: 'CREATE_FAILED', error: 'see accounts' } },
            accounts: { value: [inAccount('123456789012', 'CREATE_FAILED', 'no recorder')] },
          }),
        ],
      },
    },
    lines: { pack: 'missing' },
    command: 'npx cdk deploy IamUserMfaOrganization',
    says: /CREATE_FAILED: see accounts; it failed in 1 account, listed with the reason/,
  },
  {
    title: 'a pack in progress',
    facts: {
      packs: { value: [aPack({ status: { value: { status: 'UPDATE_IN_PROGRESS', error: undefined } } })] },
    },
    lines: { pack: 'warning' },
  },
  {
    title: 'two packs',
    facts: { packs: { value: [aPack(), aPack({ name: 'iam-user-mfa-old' })] } },
    lines: { pack: 'warning' },
  },
  {
    title: 'the packs are denied',
    facts: { packs: denied('config:DescribeOrganizationConformancePacks') },
    lines: { pack: 'unknown' },
  },
];

const notOk = (checks: readonly Check[]): Readonly<Record<string, Status>> =>
  Object.fromEntries(checks.filter(({ status }) => status !== 'ok').map(({ id, status }) => [id, status]));

describe('what doctor says of an organization', () => {
  test.each(cases)('$title', ({ facts, lines, command, says }) => {
    const checks = checkOrganization(anOrganization(facts));

    expect(notOk(checks)).toEqual(lines);
    if (command !== undefined) expect(checks.map((check) => check.command)).toContain(command);
    if (says !== undefined) expect(checks.map(({ text }) => text).join('\n')).toMatch(says);
  });
});

describe('letter by letter', () => {
  const lines: Readonly<Record<string, readonly string[]>> = said;
  const always = checkOrganization(anOrganization());

  test('where all is there', () => {
    expect(linesOf(always)).toEqual(lines['always']);
  });

  test.each(organizationEdges)('$title', ({ title, facts, account }) => {
    const organization = anOrganization(facts);
    expect(
      account === undefined
        ? linesOf(checkOrganization(organization), always)
        : linesOf(checkOrganizationIn(account, organization)),
    ).toEqual(lines[title]);
  });
});

describe('the accounts of an organization', () => {
  const answer = (accountId: string, facts: Answer<AccountFacts>) => ({
    accountId,
    accountName: `name-${accountId}`,
    facts,
  });
  const account = (accountId: string, overrides: Partial<AccountFacts> = {}) =>
    answer(accountId, {
      value: anAccount({ accountId, rules: { value: [] }, ...overrides }),
    });
  const report = (...answers: Parameters<typeof reportOrganization>[1]) =>
    reportOrganization(anOrganization({ packs: { value: [] } }), answers);

  test('come with those first that lack something, then those that could not be looked at', () => {
    const { accounts } = report(
      account('111111111111'),
      answer('222222222222', { failure: { api: 'sts:AssumeRole', error: 'AccessDenied' } }),
      account('333333333333', { recorders: { value: [] } }),
    );

    expect(accounts.map(({ accountId, status }) => [accountId, status])).toEqual([
      ['333333333333', 'missing'],
      ['222222222222', 'unknown'],
      ['111111111111', 'warning'],
    ]);
  });

  test('come in the order of their ids where they need the same', () => {
    const inOrder = ['111111111111', '222222222222', '333333333333'];
    for (const ids of [inOrder, inOrder.toReversed(), ['222222222222', '333333333333', '111111111111']])
      expect(report(...ids.map((id) => account(id))).accounts.map(({ accountId }) => accountId)).toEqual(
        inOrder,
      );
  });

  test('come last where nothing is wrong', () => {
    const packs = {
      value: [aPack({ accounts: { value: [inAccount('123456789012', 'CREATE_SUCCESSFUL')] } })],
    };
    const { accounts } = reportOrganization(anOrganization({ packs }), [
      answer('123456789012', { value: anAccount() }),
      account('222222222222'),
    ]);
    expect(accounts.map(({ status }) => status)).toEqual(['warning', 'ok']);
  });

  test('are one line where they cannot be looked at, and all lines count for the exit code', () => {
    const one = report(answer('111111111111', { failure: { api: 'sts:AssumeRole', error: 'AccessDenied' } }));
    expect(linesOf(one.accounts[0]?.checks ?? [])).toEqual([
      'unknown account: The account could not be looked at (AccessDenied on sts:AssumeRole), so it is unknown; allow sts:AssumeRole to these credentials. $ npx --no -- iam-user-mfa doctor --print-policy',
    ]);
    expect(allChecks(one)).toEqual([...one.checks, ...(one.accounts[0]?.checks ?? [])]);
    expect(exitCodeOf(allChecks(one))).toBe(3);
    expect(exitCodeOf(one.checks)).toBe(0);
  });

  test('have the rule, or the organization lacks it', () => {
    const lacks = (...answers: Parameters<typeof reportOrganization>[1]) =>
      report(...answers).checks.filter(({ id }) => id === 'rule');
    const deployed = answer('222222222222', { value: anAccount({ accountId: '222222222222' }) });
    expect(lacks(account('111111111111'), deployed)).toEqual([]);
    expect(linesOf(lacks(account('111111111111', { rules: denied('x:Y') })))).toEqual([
      'warning rule: No account has the rule yet. Fix what blocks below or exclude those accounts, then deploy. $ npx cdk deploy IamUserMfaMembers IamUserMfaManagement',
    ]);
  });

  test("hear of a key's policy from its own account, and miss it all", () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:222222222222:key/1';
    const { accounts } = report(
      account('111111111111', { kmsKeyArn }),
      account('222222222222', { kmsKeyArn, keyPolicy: { value: [] } }),
      answer('333333333333', { failure: { api: 'sts:AssumeRole', error: 'AccessDenied' } }),
    );
    const keyLines = accounts.flatMap(({ checks }) => checks.filter(({ id }) => id === 'key-policy'));
    expect(keyLines.map(({ status }) => status)).toEqual(['missing', 'missing']);
  });

  test('are listed for excludedAccounts where a conformance pack fails, and nowhere else', () => {
    const all = report(
      account('222222222222', { trails: { value: [] } }),
      answer('111111111111', { failure: { api: 'sts:AssumeRole', error: 'AccessDenied' } }),
      account('333333333333', { deliveryChannels: { value: [] } }),
      account('444444444444'),
      account('555555555555', { recorders: { value: [] } }),
    );

    expect(all.excludedAccounts).toEqual(['555555555555']);
    expect(statusOf(all.accounts.find(({ accountId }) => accountId === '222222222222')?.checks ?? [])).toBe(
      'warning',
    );
  });

  test('with nothing deployed and a role that an SCP denies everything, none is to be excluded', () => {
    const detail = 'denied by an explicit deny in a service control policy';
    const closed = (api: string) => ({ failure: { api, error: 'AccessDenied', detail } });
    const { accounts, excludedAccounts, regionClosedAccounts } = report(
      account('111111111111', {
        openServices: { lambda: closed('lambda:ListFunctions'), events: closed('events:ListRules') },
        functionPolicy: closed('lambda:GetPolicy'),
        runtime: closed('lambda:GetFunctionConfiguration'),
        eventRules: closed('events:ListRules'),
      }),
      answer('222222222222', { failure: { api: 'sts:AssumeRole', error: 'AccessDenied' } }),
    );

    expect(excludedAccounts).toEqual([]);
    expect(regionClosedAccounts).toEqual(['111111111111']);
    expect(accounts[0]).toMatchObject({ accountId: '111111111111', status: 'missing' });
    expect(accounts[0]?.checks.filter(({ status }) => status === 'unknown')).toEqual([]);
  });

  test('beyond the thousand that excludedAccounts takes are said to be too many, in every format', () => {
    const blocked = (count: number) =>
      report(
        ...Array.from({ length: count }, (_, n) =>
          account(String(100_000_000_000 + n), { recorders: { value: [] } }),
        ),
      );
    const lines = ({ checks }: ReturnType<typeof report>) => checks.filter(({ id }) => id === 'excluded');

    expect(lines(blocked(1000))).toEqual([]);
    expect(lines(blocked(1001))).toEqual([
      expect.objectContaining({
        status: 'warning',
        text: expect.stringMatching(/fails in 1001 accounts, .* 1000 at most/) as unknown,
      }),
    ]);
  });

  test('of a member stack that StackSets gave up are told how it is taken up again', () => {
    const facts = anOrganization({
      callerAccountId: '123456789012',
      stackInstances: { value: [instance('222222222222', 'INOPERABLE', 'INOPERABLE')] },
    });
    const [line] = checkOrganizationIn('222222222222', facts).filter(({ id }) => id === 'members');

    expect(line).toMatchObject({
      status: 'missing',
      command:
        'aws cloudformation delete-stack-instances --region us-east-1 --stack-set-name iam-user-mfa-members --regions us-east-1 --retain-stacks --deployment-targets OrganizationalUnitIds=OU,Accounts=222222222222,AccountFilterType=INTERSECTION --call-as DELEGATED_ADMIN',
    });
  });

  test.each([
    ['a member', '222222222222', management, {}, 'IamUserMfaOrganization', 'IamUserMfaMembers'],
    [
      'a member',
      '222222222222',
      management,
      { RuleIn: 'member-stack' },
      'IamUserMfaMembers',
      'IamUserMfaMembers',
    ],
    ['the management account', management, management, {}, 'IamUserMfaOrganization', 'IamUserMfaManagement'],
    [
      'the management account',
      management,
      management,
      { RuleIn: 'member-stack' },
      'IamUserMfaManagement',
      'IamUserMfaManagement',
    ],
    ['the management account', management, '222222222222', {}, 'IamUserMfaOrganization', 'IamUserMfaMembers'],
  ])(
    '%s (%s, asked from %s, %j) has its rule by %s and its functions by %s',
    (_, accountId, callerAccountId, value, rule, functions) => {
      const facts = anOrganization({ callerAccountId, memberParameters: { value } });
      expect(memberDeployment(accountId, facts)).toMatchObject({
        deployCommand: `npx cdk deploy ${rule}`,
        functionsCommand: `npx cdk deploy ${functions}`,
      });
      const old = account(accountId, {
        runtime: { value: 'nodejs18.x' },
        eventRules: { value: [] },
        rules: anAccount({}).rules,
      });
      const commands = reportOrganization(facts, [old]).accounts[0]?.checks.map(({ command }) => command);
      expect(commands).toEqual(
        expect.arrayContaining([
          `npx cdk deploy ${functions}`,
          `npx cdk deploy ${functions} -c reevaluation=true`,
        ]),
      );
    },
  );

  test('a delegated administrator is told no stack that it does not have', () => {
    const facts = anOrganization({ callerAccountId: '123456789012', packs: { value: [] } });
    const { checks } = reportOrganization(facts, [account('111111111111')]);

    expect(checks.find(({ id }) => id === 'rule')?.command).toBe('npx cdk deploy IamUserMfaMembers');
  });

  test('do not all lack the rule before the first deployment: the organization does', () => {
    const { accounts, checks } = report(account('111111111111'), account('222222222222'));

    expect(accounts.flatMap((one) => one.checks).filter(({ status }) => status === 'missing')).toEqual([]);
    expect(checks).toContainEqual(expect.objectContaining({ id: 'rule', status: 'warning' }));
  });

  const withoutFunction = { functionPolicy: { value: undefined }, runtime: { value: undefined } };
  const members =
    (overrides: Partial<OrganizationFacts>) =>
    (accountId: string, facts = {}) => {
      const organization = anOrganization({ packs: { value: [] }, ...overrides });
      const { accounts, excludedAccounts } = reportOrganization(organization, [account(accountId, facts)]);
      const line = accounts[0]?.checks.find(({ id }) => id === 'function');
      return { excludedAccounts, status: line?.status, text: line?.text };
    };
  const current = { stackInstances: { value: [instance('222222222222', 'CURRENT', 'SUCCEEDED')] } };

  test.each<[string, Partial<OrganizationFacts>, string, readonly string[]]>([
    ['no StackSet yet', {}, 'ok', []],
    ['a StackSet that covers the account', current, 'missing', ['222222222222']],
    [
      'a StackSet of other accounts',
      { stackInstances: { value: [instance('333333333333', 'CURRENT')] } },
      'ok',
      [],
    ],
    [
      'a member stack under way',
      { stackInstances: { value: [instance('222222222222', 'OUTDATED', 'PENDING')] } },
      'ok',
      [],
    ],
    [
      'the rule in the member stack',
      { ...current, memberParameters: { value: { RuleIn: 'member-stack' } } },
      'warning',
      [],
    ],
    ['a StackSet that cannot be looked at', { stackInstances: denied('x:ListStackInstances') }, 'ok', []],
  ])('without a function block where it has to be there: %s', (_, overrides, status, excluded) => {
    const seen = members(overrides)('222222222222', withoutFunction);

    expect(seen.status).toBe(status);
    expect(seen.excludedAccounts).toEqual(excluded);
  });

  test('say why the member stack failed', () => {
    const stackInstances = {
      value: [instance('222222222222', 'OUTDATED', 'FAILED', 'ResourceLogicalId: Role')],
    };
    const { accounts } = reportOrganization(anOrganization({ stackInstances }), [account('222222222222')]);

    expect(accounts[0]?.checks.find(({ id }) => id === 'members')).toMatchObject({
      status: 'missing',
      text: expect.stringContaining('OUTDATED, FAILED here (ResourceLogicalId: Role)'),
    });
  });

  test('say in which state the pack is there, with its reason', () => {
    const packs = {
      value: [
        aPack({
          accounts: {
            value: [
              inAccount('111111111111', 'CREATE_FAILED', 'The recorder is not available'),
              inAccount('222222222222', 'CREATE_SUCCESSFUL'),
            ],
          },
        }),
      ],
    };
    const { accounts } = reportOrganization(anOrganization({ packs }), [
      account('111111111111'),
      account('222222222222'),
      account('333333333333'),
    ]);
    const packLine = (id: string) =>
      accounts.find(({ accountId }) => accountId === id)?.checks.find((check) => check.id === 'pack');

    expect(packLine('111111111111')).toMatchObject({
      status: 'missing',
      text: expect.stringContaining('CREATE_FAILED here (The recorder is not available)'),
      command: 'npx cdk deploy IamUserMfaOrganization',
    });
    expect(packLine('222222222222')).toMatchObject({ status: 'ok' });
    expect(packLine('333333333333')).toMatchObject({ status: 'warning' });
  });
});
