import {
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  DescribeHubCommand,
  GetFindingsCommand,
  paginateGetFindings,
  type AwsSecurityFinding,
  type AwsSecurityFindingFilters,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { describe, expect, test } from '@jest/globals';
import { clientsFor, withStandin } from './clients';

const ProductArn = 'arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default';

const finding = (overrides: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding => ({
  SchemaVersion: '2018-10-08',
  Id: 'iam-user-mfa/123456789012/AIDAANN',
  ProductArn,
  GeneratorId: 'iam-user-mfa',
  AwsAccountId: '123456789012',
  CreatedAt: '2026-11-01T00:00:00Z',
  UpdatedAt: '2026-11-01T00:00:00Z',
  Title: 'A user has no MFA',
  Description: 'ann has no MFA device.',
  Resources: [{ Type: 'AwsIamUser', Id: 'arn:aws:iam::123456789012:user/ann' }],
  FindingProviderFields: { Severity: { Label: 'HIGH' }, Types: ['TTPs/Initial Access'] },
  Compliance: { Status: 'FAILED' },
  ...overrides,
});

const on = { securityHub: {} };

const put = (hub: SecurityHubClient, ...Findings: AwsSecurityFinding[]) =>
  hub.send(new BatchImportFindingsCommand({ Findings }));

const found = async (hub: SecurityHubClient, Filters: AwsSecurityFindingFilters = {}) =>
  (await hub.send(new GetFindingsCommand({ Filters }))).Findings ?? [];

const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' as const }];

test('an account without Security Hub refuses every call by name', () =>
  withStandin({}, async ({ securityHub }) => {
    const refusal = { name: 'InvalidAccessException', $metadata: { httpStatusCode: 401 } };
    await expect(put(securityHub, finding())).rejects.toMatchObject(refusal);
    await expect(found(securityHub)).rejects.toMatchObject(refusal);
    await expect(securityHub.send(new DescribeHubCommand({}))).rejects.toMatchObject(refusal);
  }));

test('a hub describes itself', () =>
  withStandin(on, async ({ securityHub }) => {
    expect(await securityHub.send(new DescribeHubCommand({}))).toMatchObject({
      HubArn: 'arn:aws:securityhub:us-east-1:123456789012:hub/default',
      SubscribedAt: '2024-01-01T00:00:00.000Z',
    });
  }));

describe('BatchImportFindings', () => {
  test('a finding is held, new and active, with the severity of its provider', () =>
    withStandin(on, async ({ securityHub }) => {
      expect(await put(securityHub, finding())).toMatchObject({ SuccessCount: 1, FailedCount: 0 });
      expect(await found(securityHub)).toMatchObject([
        {
          Title: 'A user has no MFA',
          Severity: { Label: 'HIGH' },
          Types: ['TTPs/Initial Access'],
          RecordState: 'ACTIVE',
          Workflow: { Status: 'NEW' },
        },
      ]);
    }));

  test('an update keeps what the customer has set', () =>
    withStandin(on, async ({ securityHub }) => {
      await put(securityHub, finding());
      await securityHub.send(
        new BatchUpdateFindingsCommand({
          FindingIdentifiers: [{ Id: finding().Id, ProductArn }],
          Workflow: { Status: 'SUPPRESSED' },
          Severity: { Label: 'LOW' },
          Note: { Text: 'known', UpdatedBy: 'sec' },
        }),
      );
      const FindingProviderFields = {
        Severity: { Label: 'CRITICAL' as const },
        Types: ['TTPs/Initial Access'],
      };
      await put(
        securityHub,
        finding({ Description: 'new', FindingProviderFields, Workflow: { Status: 'NEW' } }),
      );
      expect(await found(securityHub)).toMatchObject([
        {
          Description: 'new',
          Workflow: { Status: 'SUPPRESSED' },
          Severity: { Label: 'LOW' },
          Note: { Text: 'known' },
          FindingProviderFields: { Severity: { Label: 'CRITICAL' } },
        },
      ]);
    }));

  test('a finding that is active again has a new workflow', () =>
    withStandin(on, async ({ securityHub }) => {
      await put(securityHub, finding());
      const identifier = { Id: finding().Id, ProductArn };
      await securityHub.send(
        new BatchUpdateFindingsCommand({
          FindingIdentifiers: [identifier],
          Workflow: { Status: 'RESOLVED' },
        }),
      );
      await put(securityHub, finding({ RecordState: 'ARCHIVED' }));
      await put(securityHub, finding({ RecordState: 'ACTIVE' }));
      expect(await found(securityHub)).toMatchObject([
        { RecordState: 'ACTIVE', Workflow: { Status: 'NEW' } },
      ]);
    }));

  test.each([
    [
      'without a severity',
      { FindingProviderFields: { Types: ['TTPs/Initial Access'] } },
      'Severity is required',
    ],
    [
      'without types',
      { FindingProviderFields: { Severity: { Label: 'HIGH' as const } } },
      'Types are required',
    ],
    ['with a title of 257 characters', { Title: 'x'.repeat(257) }, 'Title'],
    ['with a description of 1,025 characters', { Description: 'x'.repeat(1025) }, 'Description'],
    ['with an id of 513 characters', { Id: 'x'.repeat(513) }, 'Id'],
    ['without resources', { Resources: [] }, 'Resources'],
    ['of another account', { AwsAccountId: '111122223333' }, 'AwsAccountId must be that of the caller'],
    ['of another product', { ProductArn: ProductArn.replace('us-east-1', 'eu-west-1') }, 'ProductArn'],
    ['with a time that is no ISO time', { UpdatedAt: '1.11.2026' }, 'UpdatedAt'],
    ['of more than 240 KB', { UserDefinedFields: { a: 'x'.repeat(245_760) } }, '240 KB'],
  ])('a finding %s fails alone, with HTTP 200', (_, overrides, message) =>
    withStandin(on, async ({ securityHub }) => {
      const answer = await put(securityHub, finding({ Id: 'good' }), finding(overrides));
      expect(answer).toMatchObject({ SuccessCount: 1, FailedCount: 1 });
      expect(answer.FailedFindings?.[0]?.ErrorMessage).toContain(message);
      expect((await found(securityHub)).map(({ Id }) => Id)).toEqual(['good']);
    }),
  );

  test('a fault refuses one finding', () =>
    withStandin(
      { ...on, faults: [{ action: 'securityhub:BatchImportFindings', failResourceIds: ['bad'], times: 1 }] },
      async ({ securityHub }) => {
        const both = [finding({ Id: 'bad' }), finding({ Id: 'good' })];
        expect((await put(securityHub, ...both)).FailedFindings).toMatchObject([
          { Id: 'bad', ErrorCode: 'InternalError' },
        ]);
        expect((await put(securityHub, ...both)).FailedFindings).toEqual([]);
      },
    ));

  test.each([0, 101])('a call with %i findings is refused', (n) =>
    withStandin(on, async ({ securityHub }) => {
      const many = Array.from({ length: n }, (_, id) => finding({ Id: String(id) }));
      await expect(put(securityHub, ...many)).rejects.toMatchObject({ name: 'InvalidInputException' });
    }),
  );
});

describe('GetFindings', () => {
  test('filters are all of them true, and a filter any of its values', () =>
    withStandin(on, async ({ securityHub }) => {
      const archived = finding({ Id: 'b', RecordState: 'ARCHIVED' });
      await put(securityHub, finding({ Id: 'a' }), archived, finding({ Id: 'c', GeneratorId: 'other' }));
      const ids = async (filters: AwsSecurityFindingFilters): Promise<unknown> =>
        (await found(securityHub, filters)).map(({ Id }) => Id);
      const GeneratorId = equals('iam-user-mfa');
      expect(
        await ids({ GeneratorId, RecordState: equals('ACTIVE'), ProductArn: equals(ProductArn) }),
      ).toEqual(['a']);
      expect(await ids({ Id: [...equals('b'), ...equals('c')] })).toEqual(['b', 'c']);
      expect(await ids({ ResourceId: equals('arn:aws:iam::123456789012:user/ann') })).toEqual([
        'a',
        'b',
        'c',
      ]);
      expect(await ids({ ComplianceStatus: equals('PASSED') })).toEqual([]);
    }));

  test('150 findings come in two pages', () =>
    withStandin(on, async ({ securityHub, standin }) => {
      for (const start of [0, 75]) {
        await put(securityHub, ...Array.from({ length: 75 }, (_, n) => finding({ Id: String(start + n) })));
      }
      const ids = new Set<string | undefined>();
      for await (const page of paginateGetFindings({ client: securityHub, pageSize: 100 }, {})) {
        for (const { Id } of page.Findings ?? []) ids.add(Id);
      }
      expect(ids.size).toBe(150);
      expect(standin.callCounts()['securityhub:GetFindings']).toBe(2);
    }));

  test('imports are hidden for as many calls as the seed says', () =>
    withStandin({ securityHub: { hideImportsForCalls: 2 } }, async ({ securityHub, standin }) => {
      await put(securityHub, finding());
      const seen = [];
      for (let n = 0; n < 3; n += 1) seen.push((await found(securityHub)).length);
      expect(seen).toEqual([0, 0, 1]);
      expect(standin.store.account().securityHub.findings).toHaveLength(1);
    }));

  test('every account has findings of its own', () =>
    withStandin(
      { ...on, accounts: [{ accountId: '111122223333', ...on }], accessKeys: { AKIAOTHER: '111122223333' } },
      async ({ securityHub, url }) => {
        await put(securityHub, finding());
        expect(await found(clientsFor(url, 'AKIAOTHER').securityHub)).toEqual([]);
      },
    ));
});
