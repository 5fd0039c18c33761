import { describe, expect, test } from '@jest/globals';
import { readOrganization } from '../../rule/organization/members';
import type { AggregatedResult, AggregatedRule, Aggregator } from '../../rule/organization/ports';
import { organizationHeading } from '../../rule/report/words/organization-words';
import { ReadFailedError } from '../../rule/run/failures';
import { orgReport } from '../../rule/organization/from-aggregator';
import { orgScan, type LiveScan } from '../../rule/organization/from-live-scan';
import { orgTable } from '../../rule/report/table/org-table';
import { plainStyle } from '../../rule/report/style';
import type { OrganizationView } from '../../rule/findings/organization-view';
import { renderScanSummary } from '../../rule/protocol/scan-summary';

const now = new Date('2026-06-01T12:00:00Z');
const ids = ['111111111111', '222222222222', '333333333333'] as const;

const organizations = {
  info: () => Promise.resolve({ id: 'o-test000000', managementAccountId: ids[0], partition: 'aws' }),
  accounts: () =>
    Promise.resolve(ids.map((accountId) => ({ accountId, name: `n${accountId[0] ?? ''}`, closed: false }))),
  roots: () => Promise.resolve([{ id: 'r-root', name: 'Root', parentId: undefined }]),
  unitsIn: () => Promise.resolve([]),
  unitsAbove: () => Promise.resolve([]),
  accountsIn: () =>
    Promise.resolve(
      ids.map((accountId) => ({ accountId, name: `n${accountId[0] ?? ''}`, closed: accountId === ids[2] })),
    ),
};

const results = (account: string): readonly AggregatedResult[] => [
  {
    resourceType: 'AWS::::Account',
    resourceId: account,
    compliance: 'COMPLIANT',
    annotation: renderScanSummary({
      users: 2,
      withConsolePassword: 1,
      withoutSufficientMfa: 1,
      exempt: 0,
      inGrace: 0,
      problems: [],
    }),
    seenAt: now,
  },
  {
    resourceType: 'AWS::IAM::User',
    resourceId: 'AIDAANN',
    compliance: 'NON_COMPLIANT',
    annotation: 'ann can sign in',
    seenAt: now,
  },
];

const functionsOf = (...versions: readonly string[]) =>
  ids.map((accountId, n) => ({
    accountId,
    description: `iam-user-mfa ${versions[n % versions.length] ?? ''}: evaluates users.`,
  }));

const aRule = (rule: Partial<AggregatedRule>): AggregatedRule => ({
  accountId: ids[0],
  region: 'us-east-1',
  ruleName: 'iam-user-mfa',
  ...rule,
});

const aggregator = (rules: readonly Partial<AggregatedRule>[]): Aggregator => ({
  rules: () => Promise.resolve(rules.map(aRule)),
  rulesNamed: () => Promise.resolve([]),
  rulesIn: () => Promise.resolve({ rules: [] }),
  resultsOf: ({ accountId }) => Promise.resolve({ results: results(accountId) }),
  ruleFunctions: () => Promise.resolve({ functions: functionsOf('0.2.0') }),
});

async function reported(
  rules: readonly Partial<AggregatedRule>[],
  ruleName?: string,
): Promise<{ view: OrganizationView; warnings: readonly string[] }> {
  const warnings: string[] = [];
  const view = await orgReport({
    organizations,
    aggregator: aggregator(rules),
    staleAfterHours: 12,
    ruleName,
    toolVersion: '0.2.0',
    now,
    warn: (text) => void warnings.push(text),
  });
  return { view, warnings };
}

describe('a long list of rules of others', () => {
  const rest = aggregator([]);
  const report = (overrides: Partial<Aggregator>) =>
    orgReport({
      organizations,
      aggregator: {
        ...rest,
        rules: () => Promise.resolve(undefined),
        rulesNamed: () => Promise.resolve([]),
        ...overrides,
      },
      staleAfterHours: 12,
      ruleName: undefined,
      toolVersion: '0.2.0',
      now,
      warn: () => undefined,
    });
  const timeRanOut = { api: 'config:X', error: 'time ran out' };

  test('is not read: accounts with the fixed name are asked for together, all others one by one', async () => {
    const asked: string[] = [];
    const view = await report({
      rulesNamed: () => Promise.resolve([aRule({})]),
      rulesIn: (accountId) => {
        asked.push(accountId);
        return Promise.resolve({
          rules: [
            aRule({ accountId, ruleName: 'securityhub-x' }),
            aRule({ accountId, ruleName: 'iam-user-mfa-conformance-pack-a1' }),
          ],
        });
      },
    });
    expect(asked).toEqual([ids[1]]);
    expect(view.totals).toMatchObject({ accounts: 2, unknown: 0, reporting: 2 });
  });

  test('that runs out of time leaves what is known: an account that could not be asked is unreadable', async () => {
    const view = await report({
      rulesNamed: () => Promise.resolve([aRule({})]),
      rulesIn: () => Promise.resolve({ failure: timeRanOut }),
    });
    expect(view.totals).toMatchObject({ reporting: 1, unknown: 1 });
    expect(view.notReporting).toMatchObject([
      { account: ids[1], reason: 'unreadable', detail: 'time ran out on config:X' },
    ]);
  });

  test('of which nothing could be read in time makes every account unknown, and is still a view', async () => {
    const view = await report({
      rules: () => Promise.reject(new ReadFailedError(timeRanOut)),
      rulesIn: () => Promise.resolve({ failure: timeRanOut }),
    });
    expect(view.totals).toMatchObject({ reporting: 0, unknown: 2 });
    expect(organizationHeading(view)).toBe(
      'No account could be read, so it is unknown who can sign in without sufficient MFA. 2 accounts do not report.',
    );
  });
});

describe('a report', () => {
  test('of an account that the aggregator never heard of is unknown, and adds nothing to a total', async () => {
    const { view } = await reported([{}]);
    expect(view.notReporting.map(({ account, reason }) => [account, reason])).toEqual([[ids[1], 'no-rule']]);
    expect(view.totals).toEqual({
      accounts: 2,
      reporting: 1,
      unknown: 1,
      suspended: 1,
      users: 2,
      consoleUsers: 1,
      withMfa: 0,
      withoutMfa: 1,
      exempt: 0,
      inGrace: 0,
    });
    expect(view.complete).toBe(false);
  });

  test.each([
    ['iam-user-mfa', true],
    ['iam-user-mfa-conformance-pack-x9y8z7', true],
    ['iam-user-mfa-enabled', false],
    ['my-iam-user-mfa', false],
    ['root-account-mfa-enabled-conformance-pack-x9y8z7', false],
  ])('takes the rule %s for ours: %s', async (ruleName, ours) => {
    const { view } = await reported([{ ruleName }]);
    expect(view.totals.reporting).toBe(ours ? 1 : 0);
  });

  test('of a rule with a name of its own is made by its exact name', async () => {
    const { view } = await reported([{ ruleName: 'my-rule' }, { accountId: ids[1] }], 'my-rule');
    expect(view.notReporting.map(({ account }) => account)).toEqual([ids[1]]);
  });

  test('names the accounts that are in the aggregator and not in the organization', async () => {
    const { warnings } = await reported([{}, { accountId: '999999999999' }]);
    expect(warnings).toEqual(['Left out, in the aggregator but not in the organization: 999999999999.']);
  });

  test('says which rules stand twice in one account', async () => {
    const { warnings } = await reported([{}, { ruleName: 'iam-user-mfa-conformance-pack-a1' }]);
    expect(warnings).toEqual([
      '111111111111 has 2 rules (iam-user-mfa in us-east-1, iam-user-mfa-conformance-pack-a1 in us-east-1).',
    ]);
  });
});

describe('the version of each account', () => {
  // The third one is closed.
  const reportWith = async (read: Awaited<ReturnType<Aggregator['ruleFunctions']>>) =>
    orgReport({
      organizations,
      aggregator: {
        ...aggregator(ids.map((accountId) => ({ accountId }))),
        ruleFunctions: () => Promise.resolve(read),
      },
      staleAfterHours: 12,
      ruleName: undefined,
      toolVersion: '0.10.0',
      now,
      warn: () => undefined,
    });

  test.each<[string, readonly string[], readonly unknown[], readonly string[] | undefined]>([
    ['of the program', ['0.10.0'], ['0.10.0', '0.10.0', '0.10.0'], undefined],
    [
      'older: said once, with what updates it',
      ['0.10.0-rc.1', '0.9.0'],
      ['0.10.0-rc.1', '0.9.0', '0.10.0-rc.1'],
      [
        `Not iam-user-mfa 0.10.0, as this is: 1 account runs 0.9.0 (${ids[1]}), 1 account runs 0.10.0-rc.1 (${ids[0]}). To update: npx cdk deploy IamUserMfaMembers`,
      ],
    ],
    [
      'newer than the program',
      ['0.11.0'],
      ['0.11.0', '0.11.0', '0.11.0'],
      [
        `Not iam-user-mfa 0.10.0, as this is: 2 accounts run 0.11.0 (${ids[0]}, ${ids[1]}). This program is the older one.`,
      ],
    ],
    [
      'that is no version',
      ['1.2.3.4', 'https://evil.example/'],
      [null, null, null],
      [expect.stringMatching(/^The version is unknown in 2 accounts that report: /) as unknown as string],
    ],
  ])('%s', async (_, versions, expected, notes) => {
    const view = await reportWith({ functions: functionsOf(...versions) });
    expect(view.accounts.map(({ version }) => version)).toEqual(expected);
    expect(view.notes).toEqual(notes);
    expect(view.complete).toBe(true);
  });

  test('0.1.0 says none; one that is left over elsewhere does not count', async () => {
    const description = 'Evaluates for AWS Config which IAM users have a console password and no MFA.';
    const functions = [...functionsOf('0.10.0').slice(1), { accountId: ids[0], description }];
    const view = await reportWith({ functions: [...functions, { accountId: ids[1], description }] });
    expect(view.accounts.map(({ version }) => version)).toEqual(['before 0.2.0', '0.10.0', '0.10.0']);
  });

  test('that cannot be read is one line, and the report is complete', async () => {
    const failure = { api: 'config:SelectAggregateResourceConfig', error: 'AccessDenied' };
    const { complete, notes } = await reportWith({ failure });
    expect({ complete, notes }).toEqual({
      complete: true,
      notes: [
        'The version that each account runs could not be read (AccessDenied on config:SelectAggregateResourceConfig).',
      ],
    });
  });
});

describe('a live scan', () => {
  const live = (problems: LiveScan['problems'] = []): LiveScan => ({
    scannedAt: now,
    summary: { users: 4, withConsolePassword: 4, withoutSufficientMfa: 1, exempt: 1, inGrace: 1 },
    problems,
    findings: [],
  });
  const scanned = async (scan: Parameters<typeof orgScan>[0]['scan']): Promise<OrganizationView> => {
    const organization = await readOrganization(organizations, () => undefined);
    return orgScan({ organization, members: organization.members, now, accountsAtOnce: 8, scan });
  };

  test('that is refused its role in one account counts the others', async () => {
    const notAssumed = { api: 'sts:AssumeRole', error: 'AccessDenied' };
    const view = await scanned(({ accountId }) =>
      Promise.resolve(accountId === ids[1] ? { notAssumed, role: 'arn:the-role' } : live()),
    );
    expect(view.notReporting).toEqual([
      {
        account: ids[1],
        name: 'n2',
        ou: 'Root',
        reason: 'role-not-assumed',
        detail: 'AccessDenied on sts:AssumeRole of arn:the-role',
      },
    ]);
    expect(view.totals).toMatchObject({ reporting: 1, withMfa: 1, users: 4 });
  });

  test('that meets an unexpected error in one account tells it there and goes on', async () => {
    const view = await scanned(({ accountId }) =>
      accountId === ids[1] ? Promise.reject(new Error('a defect')) : Promise.resolve(live()),
    );
    expect(view.notReporting.map(({ reason, detail }) => [reason, detail])).toEqual([
      ['incomplete', 'unexpected error: a defect'],
    ]);
    expect(view.totals.reporting).toBe(1);
  });

  test('asks no closed account', async () => {
    const asked: string[] = [];
    await scanned(({ accountId }) => {
      asked.push(accountId);
      return Promise.resolve(live());
    });
    expect(asked).toEqual(ids.slice(0, 2));
  });
});

describe('the table', () => {
  test('begins with the answer in a sentence, names who has no MFA, then the accounts that do not report', async () => {
    const text = orgTable((await reported([{}])).view, plainStyle).split('\n');
    expect(text[0]).toBe(
      'Organization o-test000000: 1 person of those who are known can sign in without sufficient MFA in 1 account. ' +
        '1 account does not report: their users are unknown, not compliant.',
    );
    expect(text[8]).toMatch(/^222222222222 {2}n2 +Root +no-rule /);
    expect(text[2]).toBe('WITHOUT SUFFICIENT MFA, by name: 1.');
    expect(text[4]).toMatch(/^111111111111 {2}n1 +ann +AIDAANN +ann can sign in$/);
    expect(text.at(-2)).toBe(
      'o-test000000: 1 of 2 accounts reports (1 suspended one left out), 1 unknown. In those that report: 2 users, ' +
        '1 with a console password, 0 with sufficient MFA, 1 without, 0 exempt, 0 in grace.',
    );
  });

  test('has no figures for an account that does not report', async () => {
    const text = orgTable((await reported([{}])).view, { ...plainStyle, all: true });
    expect(text).toMatch(/222222222222 {2}n2 +Root +not-reporting( +-){7}/);
  });

  test('counts the unknown accounts of an OU beside the figures of the others', async () => {
    const text = orgTable((await reported([{}])).view, plainStyle);
    expect(text).toMatch(/^Root +2 +1 +2 +1 +0 +1 +0 +0$/m);
    expect(orgTable((await reported([])).view, plainStyle)).toMatch(/^Root +2 +2( +0){6}$/m);
  });
});
