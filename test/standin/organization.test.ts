import {
  ConfigServiceClient,
  DescribeAggregateComplianceByConfigRulesCommand,
  DescribeConfigurationAggregatorsCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand,
  paginateDescribeAggregateComplianceByConfigRules,
  paginateGetAggregateComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';

const management = '111111111111';
const member = '222222222222';
const ConfigurationAggregatorName = 'iam-user-mfa';

let standin: Standin | undefined;
afterEach(async () => {
  await standin?.close();
  standin = undefined;
});

async function clients(seed: SeedInput, accessKeyId = 'testing') {
  await standin?.close();
  standin = createStandin(seed);
  const settings = {
    endpoint: await standin.listen(),
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'testing' },
  };
  return { config: new ConfigServiceClient(settings), organizations: new OrganizationsClient(settings) };
}

const result = (resourceId: string, complianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE') => ({
  resourceId,
  complianceType,
  annotation: `about ${resourceId}`,
  recordedTime: '2026-01-02T03:04:05Z',
});

const seed = (organization: NonNullable<SeedInput['organization']> = {}): SeedInput => ({
  accountId: management,
  evaluationResults: [result('AIDA1', 'COMPLIANT'), result('AIDA2', 'NOT_APPLICABLE')],
  accounts: [
    {
      accountId: member,
      configRules: [{ name: 'iam-user-mfa' }, { name: 'never-ran' }, { name: 'nothing-applies' }],
      evaluationResults: [
        result('AIDA3', 'NON_COMPLIANT'),
        ...Array.from({ length: 120 }, (_, n) => result(`AIDAX${n}`, 'COMPLIANT')),
        { ...result('AIDA4', 'NOT_APPLICABLE'), ruleName: 'nothing-applies' },
      ],
    },
    { accountId: '333333333333', evaluationResults: [result('AIDA5', 'COMPLIANT')] },
  ],
  accessKeys: { MEMBER: member },
  organization: { accounts: [{ accountId: member, name: 'two' }], ...organization },
});

const failure = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'the call succeeded',
    (error: unknown) => (error as Error).name,
  );

describe('an aggregator', () => {
  test('shows the rules with results of all accounts of the organization, and no others', async () => {
    const { config } = await clients(seed());
    const { AggregateComplianceByConfigRules: rules } = await config.send(
      new DescribeAggregateComplianceByConfigRulesCommand({ ConfigurationAggregatorName }),
    );
    expect(
      rules?.map(({ AccountId, ConfigRuleName, Compliance }) => [
        AccountId,
        ConfigRuleName,
        Compliance?.ComplianceType,
      ]),
    ).toEqual([
      [management, 'iam-user-mfa', 'COMPLIANT'],
      [member, 'iam-user-mfa', 'NON_COMPLIANT'],
    ]);
  });

  test.each([
    [{ AccountId: member }, [member]],
    [{ ComplianceType: 'COMPLIANT' as const }, [management]],
    [{ ConfigRuleName: 'other' }, []],
    [{ AwsRegion: 'eu-west-1' }, []],
  ])('filters by %j', async (Filters, accounts) => {
    const { config } = await clients(seed());
    const { AggregateComplianceByConfigRules: rules } = await config.send(
      new DescribeAggregateComplianceByConfigRulesCommand({ ConfigurationAggregatorName, Filters }),
    );
    expect(rules?.map(({ AccountId }) => AccountId)).toEqual(accounts);
  });

  test('shows 50 results a page unless told, COMPLIANT and NON_COMPLIANT only, with account, region and times', async () => {
    const { config } = await clients(seed());
    const input = {
      ConfigurationAggregatorName,
      ConfigRuleName: 'iam-user-mfa',
      AccountId: member,
      AwsRegion: 'us-east-1',
    };
    const page = await config.send(new GetAggregateComplianceDetailsByConfigRuleCommand(input));
    expect(page.AggregateEvaluationResults).toHaveLength(50);
    expect(page.AggregateEvaluationResults?.[0]).toMatchObject({
      AccountId: member,
      AwsRegion: 'us-east-1',
      ComplianceType: 'NON_COMPLIANT',
      Annotation: 'about AIDA3',
      ResultRecordedTime: new Date('2026-01-02T03:04:05Z'),
    });
    const own = await config.send(
      new GetAggregateComplianceDetailsByConfigRuleCommand({ ...input, AccountId: management }),
    );
    expect(own.AggregateEvaluationResults?.map(({ Annotation }) => Annotation)).toEqual(['about AIDA1']);
  });

  test('gives every result in order, whatever the page size, with empty pages in between', async () => {
    const { config } = await clients(seed({ emptyPages: true }));
    const sizes: number[] = [];
    const ids: unknown[] = [];
    for await (const page of paginateGetAggregateComplianceDetailsByConfigRule(
      { client: config, pageSize: 100 },
      {
        ConfigurationAggregatorName,
        ConfigRuleName: 'iam-user-mfa',
        AccountId: member,
        AwsRegion: 'us-east-1',
      },
    )) {
      sizes.push(page.AggregateEvaluationResults?.length ?? 0);
      ids.push(
        ...(page.AggregateEvaluationResults ?? []).map(
          ({ EvaluationResultIdentifier: id }) => id?.EvaluationResultQualifier?.ResourceId,
        ),
      );
    }
    expect(sizes).toEqual([0, 100, 0, 21]);
    expect(ids).toEqual(['AIDA3', ...Array.from({ length: 120 }, (_, n) => `AIDAX${n}`)]);
  });

  test('lists rules after empty pages, too', async () => {
    const { config } = await clients(seed({ emptyPages: true }));
    const sizes: number[] = [];
    const pages = paginateDescribeAggregateComplianceByConfigRules(
      { client: config, pageSize: 1 },
      { ConfigurationAggregatorName },
    );
    for await (const page of pages) sizes.push(page.AggregateComplianceByConfigRules?.length ?? 0);
    expect(sizes).toEqual([0, 1, 0, 1]);
  });

  test('is described where it was made, and does not exist elsewhere', async () => {
    const { config } = await clients(seed());
    const { ConfigurationAggregators: mine } = await config.send(
      new DescribeConfigurationAggregatorsCommand({}),
    );
    expect(mine?.map(({ ConfigurationAggregatorName: name }) => name)).toEqual(['iam-user-mfa']);
    const there = (await clients(seed(), 'MEMBER')).config;
    const call = there.send(
      new DescribeAggregateComplianceByConfigRulesCommand({ ConfigurationAggregatorName }),
    );
    expect(await failure(call)).toBe('NoSuchConfigurationAggregatorException');
  });

  test.each([
    [{ Limit: 101 }, 'ValidationException'],
    [{ ComplianceType: 'NOT_APPLICABLE' as const }, 'ValidationException'],
    [{ NextToken: 'mine' }, 'InvalidNextTokenException'],
  ])('refuses %j', async (wrong, name) => {
    const { config } = await clients(seed());
    const input = {
      ConfigurationAggregatorName,
      ConfigRuleName: 'iam-user-mfa',
      AccountId: member,
      AwsRegion: 'us-east-1',
    };
    const command = new GetAggregateComplianceDetailsByConfigRuleCommand({ ...input, ...wrong });
    expect(await failure(config.send(command))).toBe(name);
  });
});

describe('an organization', () => {
  test('has its management account as a member without being told', async () => {
    const { organizations } = await clients(seed());
    const { Accounts } = await organizations.send(new ListAccountsCommand({}));
    expect(Accounts?.map(({ Id }) => Id)).toEqual([member, management]);
  });

  test('lists 20 accounts a page at most, each once', async () => {
    const accounts = Array.from({ length: 45 }, (_, n) => ({
      accountId: String(300_000_000_000 + n),
      name: `n${n}`,
    }));
    const { organizations } = await clients(seed({ accounts }));
    const ids: unknown[] = [];
    const sizes: number[] = [];
    for await (const page of paginateListAccounts({ client: organizations }, {})) {
      sizes.push(page.Accounts?.length ?? 0);
      ids.push(...(page.Accounts ?? []).map(({ Id }) => Id));
    }
    expect(sizes).toEqual([20, 20, 6]);
    expect(new Set(ids).size).toBe(46);
  });

  test('answers a member about itself only, and a delegated administrator about everything', async () => {
    const asMember = (await clients(seed(), 'MEMBER')).organizations;
    const { Organization } = await asMember.send(new DescribeOrganizationCommand({}));
    expect(Organization?.MasterAccountId).toBe(management);
    expect(await failure(asMember.send(new ListAccountsCommand({})))).toBe('AccessDeniedException');
    const delegated = await clients(seed({ delegatedAdministrators: [member] }), 'MEMBER');
    expect((await delegated.organizations.send(new ListAccountsCommand({}))).Accounts).toHaveLength(2);
  });

  test('is not in use without a seed of it', async () => {
    const { organizations } = await clients({});
    const call = organizations.send(new DescribeOrganizationCommand({}));
    expect(await failure(call)).toBe('AWSOrganizationsNotInUseException');
  });

  test('whose seed names an OU that is not there is refused', () => {
    const accounts = [{ accountId: member, name: 'two', parent: 'ou-root-nowhere0' }];
    expect(() => createStandin(seed({ accounts }))).toThrow(
      'seed: The organization has no root or OU ou-root-nowhere0.',
    );
  });
});
