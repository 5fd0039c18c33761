// What org-report asks of AWS for 5,000 accounts, counted at the SDK: nothing is sent.
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import { ConfigAggregator } from '../../rule/aws/config/config-aggregator';
import { OrganizationsDirectory } from '../../rule/aws/organizations';
import { orgReport } from '../../rule/organization/from-aggregator';
import { renderScanSummary } from '../../rule/protocol/scan-summary';

const accounts = 5_000;
const units = 50;
const foreign = 300;
const now = new Date('2026-11-28T12:00:00Z');

type Input = Readonly<Record<string, unknown>>;
const idOf = (n: number): string => String(100_000_000_000 + n);
const unitOf = (n: number): string => `ou-root-${String(n % units).padStart(8, '0')}`;
const line = renderScanSummary({
  users: 100,
  withConsolePassword: 40,
  withoutSufficientMfa: 1,
  exempt: 0,
  inGrace: 0,
  problems: [],
});

function page<T>(all: number, size: number, { NextToken: token }: Input, of: (n: number) => T) {
  const from = Number(token ?? 0);
  const things = Array.from({ length: Math.min(size, all - from) }, (_, n) => of(from + n));
  return { things, NextToken: from + size < all ? String(from + size) : undefined };
}

/** Every account has our rule under the name of a member stack or of its pack, and the rules of others. */
function answers(ourName: (n: number) => string): Readonly<Record<string, (input: Input) => object>> {
  const each = foreign + 1;
  const rule = (n: number, index: number) => ({
    AccountId: idOf(n),
    AwsRegion: 'us-east-1',
    ConfigRuleName: index === foreign ? ourName(n) : `securityhub-${index}`,
  });
  return {
    DescribeOrganization: () => ({
      Organization: {
        Id: 'o-test000000',
        Arn: 'arn:aws:organizations::100000000000:organization/o-test000000',
        MasterAccountId: idOf(0),
      },
    }),
    ListAccounts: (input) => {
      const { things: Accounts, NextToken } = page(accounts, 20, input, (n) => ({
        Id: idOf(n),
        Name: `account ${n}`,
        State: 'ACTIVE',
        Paths: [`o-test000000/r-root/${unitOf(n)}/${idOf(n)}/`],
      }));
      return { Accounts, NextToken };
    },
    ListRoots: () => ({ Roots: [{ Id: 'r-root', Name: 'Root' }] }),
    ListOrganizationalUnitsForParent: (input) => {
      const below = input['ParentId'] === 'r-root' ? units : 0;
      const found = page(below, 20, input, (n) => ({ Id: unitOf(n), Name: `Unit ${n}` }));
      return { OrganizationalUnits: found.things, NextToken: found.NextToken };
    },
    DescribeAggregateComplianceByConfigRules: (input) => {
      const { AccountId: account, ConfigRuleName: name } = Object(input['Filters']) as Record<string, string>;
      const n = Number(account) - Number(idOf(0));
      const named = ourName(0) === name ? accounts : 0;
      const found =
        account !== undefined
          ? page(each, 1_000, input, (index) => rule(n, index))
          : name !== undefined
            ? page(named, 1_000, input, (at) => rule(at, foreign))
            : page(accounts * each, 1_000, input, (at) => rule(Math.floor(at / each), at % each));
      return { AggregateComplianceByConfigRules: found.things, NextToken: found.NextToken };
    },
    SelectAggregateResourceConfig: (input) => {
      const found = page(accounts, Number(input['Limit']), input, (n) =>
        JSON.stringify({
          accountId: idOf(n),
          configuration: { description: `iam-user-mfa 0.${n % 3}.0: evaluates.` },
        }),
      );
      return { Results: found.things, NextToken: found.NextToken };
    },
    GetAggregateComplianceDetailsByConfigRule: ({ AccountId: account }) => ({
      AggregateEvaluationResults: [
        {
          EvaluationResultIdentifier: {
            EvaluationResultQualifier: { ResourceType: 'AWS::::Account', ResourceId: account },
          },
          ComplianceType: 'COMPLIANT',
          ResultRecordedTime: now,
          Annotation: line,
        },
      ],
    }),
  };
}

async function counted(ourName: (n: number) => string) {
  const calls = new Map<string, number>();
  const answer = answers(ourName);
  const answering = <T extends { middlewareStack: ConfigServiceClient['middlewareStack'] }>(client: T): T => {
    client.middlewareStack.add(
      (_, { commandName = '' }) =>
        (args) => {
          const api = commandName.replace(/Command$/, '');
          calls.set(api, (calls.get(api) ?? 0) + 1);
          const output = answer[api]?.(args.input as Input);
          if (output === undefined) throw new Error(`${api} is not answered`);
          return Promise.resolve({ response: {}, output: { $metadata: {}, ...output } });
        },
      { step: 'initialize', priority: 'high' },
    );
    return client;
  };
  const { signal } = new AbortController();
  const region = 'us-east-1';
  const organizations = new OrganizationsClient({ region });
  answering(organizations);
  const view = await orgReport({
    organizations: new OrganizationsDirectory(organizations, signal),
    aggregator: new ConfigAggregator({
      client: answering(new ConfigServiceClient({ region })),
      aggregator: 'iam-user-mfa',
      signal,
    }),
    staleAfterHours: 12,
    ruleName: undefined,
    toolVersion: '0.2.0',
    now,
    warn: () => undefined,
  });
  return { view, calls, all: [...calls.values()].reduce((sum, count) => sum + count, 0) };
}

test('5,000 accounts with 300 rules of others each take at most 5,400 calls where the rule has its fixed name', async () => {
  const { view, all, calls } = await counted(() => 'iam-user-mfa');
  expect(view.totals).toMatchObject({ accounts, reporting: accounts, unknown: 0, withoutMfa: accounts });
  expect(all).toBeLessThanOrEqual(5_400);
  expect(calls.get('DescribeAggregateComplianceByConfigRules')).toBe(26 + 5);
  expect(calls.get('SelectAggregateResourceConfig')).toBe(50);
});

test("with a pack's names, no list can find the rules: each account is asked for its own in one page, then for its results", async () => {
  const { view, all, calls } = await counted(
    (n) => `iam-user-mfa-conformance-pack-${(n * 7919).toString(36)}`,
  );
  expect(view.totals).toMatchObject({ accounts, reporting: accounts, unknown: 0 });
  expect(calls.get('DescribeAggregateComplianceByConfigRules')).toBe(26 + 1 + accounts);
  expect(all).toBeLessThanOrEqual(10_400);
});
