import { describe, expect, test } from '@jest/globals';
import type { Check, Status } from '../../rule/doctor/check';
import { checkOrganization, type OrganizationFacts } from '../../rule/doctor/organization';
import type { AccountFacts } from '../../rule/doctor/account';
import type { Answer } from '../../rule/doctor/answer';
import { reportOrganization } from '../../rule/doctor/report';
import { aPack, anAccount, anOrganization, denied } from './builders';

interface OrganizationCase {
  readonly title: string;
  readonly facts: Partial<OrganizationFacts>;
  readonly lines: Readonly<Record<string, Status>>;
  readonly command?: string;
  readonly says?: RegExp;
}

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
      delegated: { value: services.map((service) => ({ service, accountIds: ['123456789012'] })) },
    },
    lines: {},
  },
  {
    title: 'a delegated administrator of StackSets only',
    facts: {
      callerAccountId: '123456789012',
      delegated: {
        value: services.map((service, n) => ({ service, accountIds: n === 0 ? ['123456789012'] : [] })),
      },
    },
    lines: { administrators: 'missing' },
    command:
      'aws organizations register-delegated-administrator --account-id 123456789012 --service-principal config.amazonaws.com',
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
    says: /CREATE_FAILED: see accounts; it failed in 1 account, which is listed/,
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

  test('are listed for excludedAccounts where something is missing, not where they could not be looked at', () => {
    expect(
      report(
        account('222222222222', { trails: { value: [] } }),
        answer('111111111111', { failure: { api: 'sts:AssumeRole', error: 'AccessDenied' } }),
        account('333333333333', { deliveryChannels: { value: [] } }),
        account('444444444444'),
      ).excludedAccounts,
    ).toEqual(['222222222222', '333333333333']);
  });

  test('do not all lack the rule before the first deployment: the organization does', () => {
    const { accounts, checks } = report(account('111111111111'), account('222222222222'));

    expect(accounts.flatMap((one) => one.checks).filter(({ status }) => status === 'missing')).toEqual([]);
    expect(checks).toContainEqual(expect.objectContaining({ id: 'rule', status: 'warning' }));
  });

  test('lack the rule where another account has it', () => {
    expect(
      report(answer('123456789012', { value: anAccount() }), account('222222222222')).excludedAccounts,
    ).toEqual(['222222222222']);
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
