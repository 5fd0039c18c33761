import {
  DescribeComplianceByConfigRuleCommand,
  DescribeConfigRulesCommand,
  GetComplianceDetailsByConfigRuleCommand,
  GetComplianceDetailsByResourceCommand,
  paginateDescribeConfigRules,
  paginateGetComplianceDetailsByConfigRule,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
  type ConfigServiceClient,
  type Evaluation,
} from '@aws-sdk/client-config-service';
import { describe, expect, test } from '@jest/globals';
import { withStandin } from './clients';

const ruleName = 'iam-user-mfa';
const november = new Date('2026-11-01T00:00:00.123Z');
const october = new Date('2026-10-01T00:00:00Z');

const evaluation = (overrides: Partial<Evaluation> = {}): Evaluation => ({
  ComplianceResourceType: 'AWS::IAM::User',
  ComplianceResourceId: 'AIDAALICE',
  ComplianceType: 'NON_COMPLIANT',
  Annotation: 'alice has no MFA device.',
  OrderingTimestamp: november,
  ...overrides,
});

const put = (
  config: ConfigServiceClient,
  evaluations: Evaluation[],
  more: { token?: string; test?: boolean } = {},
) =>
  config.send(
    new PutEvaluationsCommand({
      ResultToken: more.token ?? 'token',
      Evaluations: evaluations,
      ...(more.test === undefined ? {} : { TestMode: more.test }),
    }),
  );

async function details(config: ConfigServiceClient, types?: ('COMPLIANT' | 'NON_COMPLIANT')[]) {
  const query = {
    ConfigRuleName: ruleName,
    Limit: 100,
    ...(types === undefined ? {} : { ComplianceTypes: types }),
  };
  return (await config.send(new GetComplianceDetailsByConfigRuleCommand(query))).EvaluationResults ?? [];
}

describe('PutEvaluations', () => {
  test('an evaluation is held with its annotation and its times to the millisecond', () =>
    withStandin(
      {},
      async ({ config }) => {
        await put(config, [evaluation()]);
        expect(await details(config)).toEqual([
          {
            EvaluationResultIdentifier: {
              EvaluationResultQualifier: {
                ConfigRuleName: ruleName,
                ResourceType: 'AWS::IAM::User',
                ResourceId: 'AIDAALICE',
                EvaluationMode: 'DETECTIVE',
              },
              OrderingTimestamp: november,
            },
            ComplianceType: 'NON_COMPLIANT',
            Annotation: 'alice has no MFA device.',
            ResultRecordedTime: october,
            ConfigRuleInvokedTime: october,
          },
        ]);
      },
      { now: () => october },
    ));

  test('every batch is kept in order with its token', () =>
    withStandin({}, async ({ config, standin }) => {
      await put(config, [evaluation()], { token: 'a' });
      await put(config, [evaluation({ ComplianceResourceId: 'AIDABOB' })], { token: 'b' });
      expect(standin.store.config.puts).toMatchObject([
        { resultToken: 'a', testMode: false, evaluations: [{ ComplianceResourceId: 'AIDAALICE' }] },
        { resultToken: 'b', testMode: false, evaluations: [{ ComplianceResourceId: 'AIDABOB' }] },
      ]);
    }));

  const many = (n: number) =>
    Array.from({ length: n }, (_, i) => evaluation({ ComplianceResourceId: `AIDA${i}` }));
  test.each([
    ['101 evaluations', many(101), 'ValidationException'],
    ['an annotation of 257 characters', [evaluation({ Annotation: 'x'.repeat(257) })], 'ValidationException'],
    ['an empty annotation', [evaluation({ Annotation: '' })], 'ValidationException'],
    [
      'INSUFFICIENT_DATA',
      [evaluation({ ComplianceType: 'INSUFFICIENT_DATA' })],
      'InvalidParameterValueException',
    ],
    [
      'an unknown compliance type',
      [evaluation({ ComplianceType: 'MAYBE' as 'COMPLIANT' })],
      'ValidationException',
    ],
    ['an empty resource id', [evaluation({ ComplianceResourceId: '' })], 'ValidationException'],
  ])('%s is refused and nothing is held', (_, evaluations, name) =>
    withStandin({}, async ({ config, standin }) => {
      await expect(put(config, evaluations)).rejects.toMatchObject({
        name,
        $metadata: { httpStatusCode: 400 },
      });
      expect(standin.store.config.puts).toEqual([]);
      expect(await details(config)).toEqual([]);
    }),
  );

  test('an empty list is accepted and answers the token', () =>
    withStandin({}, async ({ config, standin }) => {
      expect(await put(config, [])).toMatchObject({ FailedEvaluations: [] });
      expect(standin.store.config.puts).toEqual([{ resultToken: 'token', testMode: false, evaluations: [] }]);
    }));

  test('an empty list is refused where the seed says so', () =>
    withStandin({ emptyEvaluations: 'refuse' }, async ({ config, standin }) => {
      await expect(put(config, [])).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
      expect(standin.store.config.puts).toEqual([]);
    }));

  test('100 evaluations with annotations of 256 characters are accepted', () =>
    withStandin({}, async ({ config }) => {
      await put(
        config,
        many(100).map((one) => ({ ...one, Annotation: 'x'.repeat(256) })),
      );
      expect(await details(config)).toHaveLength(100);
    }));

  test.each([
    ['an empty token', {}, ''],
    ['the token TESTMODE without TestMode', {}, 'TESTMODE'],
    ['a token that is not in the list', { resultTokens: ['right'] }, 'wrong'],
  ])('%s is InvalidResultTokenException', (_, seed, token) =>
    withStandin(seed, async ({ config }) => {
      await expect(put(config, [evaluation()], { token })).rejects.toMatchObject({
        name: 'InvalidResultTokenException',
      });
    }),
  );

  test('TestMode takes any token and holds nothing', () =>
    withStandin({ resultTokens: ['right'] }, async ({ config, standin }) => {
      await put(config, [evaluation()], { token: 'TESTMODE', test: true });
      expect(standin.store.config.puts).toMatchObject([{ testMode: true }]);
      expect(await details(config)).toEqual([]);
    }));

  test('TestMode with a good token holds nothing either', () =>
    withStandin({}, async ({ config }) => {
      await put(config, [evaluation()], { test: true });
      expect(await details(config)).toEqual([]);
    }));

  test('NOT_APPLICABLE takes the held result out of what the rule shows as compliant or not', () =>
    withStandin({}, async ({ config }) => {
      await put(config, [evaluation()]);
      await put(config, [evaluation({ ComplianceType: 'NOT_APPLICABLE' })]);
      expect(await details(config, ['COMPLIANT', 'NON_COMPLIANT'])).toEqual([]);
    }));

  test.each([
    ['keep', 'COMPLIANT'],
    ['drop', 'NON_COMPLIANT'],
  ])('with olderOrderingTimestamp %s an older COMPLIANT over NON_COMPLIANT leaves %s', (older, expected) =>
    withStandin({ olderOrderingTimestamp: older }, async ({ config }) => {
      await put(config, [evaluation()]);
      await put(config, [evaluation({ ComplianceType: 'COMPLIANT', OrderingTimestamp: october })]);
      expect(await details(config)).toMatchObject([{ ComplianceType: expected }]);
    }),
  );

  test('evaluations that a fault names come back as failed with HTTP 200, once, and are not held', () =>
    withStandin(
      { faults: [{ action: 'config:PutEvaluations', failResourceIds: ['AIDABOB'], times: 1 }] },
      async ({ config }) => {
        const bob = evaluation({ ComplianceResourceId: 'AIDABOB' });
        const first = await put(config, [evaluation(), bob]);
        expect(first.$metadata.httpStatusCode).toBe(200);
        expect(first.FailedEvaluations).toEqual([bob]);
        expect(await details(config)).toHaveLength(1);
        expect((await put(config, [bob])).FailedEvaluations).toEqual([]);
        expect(await details(config)).toHaveLength(2);
      },
    ));
});

describe('what Config holds', () => {
  const results = Array.from({ length: 25 }, (_, n) => ({
    resourceId: `AIDA${n}`,
    complianceType: n % 2 === 0 ? 'COMPLIANT' : 'NON_COMPLIANT',
  }));

  test('a page has 10 results unless Limit says otherwise, and all pages have all results', () =>
    withStandin({ evaluationResults: results }, async ({ config }) => {
      const sizes: number[] = [];
      const pages = paginateGetComplianceDetailsByConfigRule(
        { client: config },
        { ConfigRuleName: ruleName },
      );
      for await (const page of pages) sizes.push(page.EvaluationResults?.length ?? 0);
      expect(sizes).toEqual([10, 10, 5]);
    }));

  test('a compliance type filters the results', () =>
    withStandin({ evaluationResults: results }, async ({ config }) => {
      expect(await details(config, ['NON_COMPLIANT'])).toHaveLength(12);
    }));

  test('the pages of a filter have each of its results once', () =>
    withStandin({ evaluationResults: results }, async ({ config }) => {
      const ids: (string | undefined)[] = [];
      const query = { ConfigRuleName: ruleName, ComplianceTypes: ['NON_COMPLIANT' as const], Limit: 5 };
      for await (const page of paginateGetComplianceDetailsByConfigRule({ client: config }, query)) {
        for (const { EvaluationResultIdentifier: id } of page.EvaluationResults ?? []) {
          ids.push(id?.EvaluationResultQualifier?.ResourceId);
        }
      }
      expect(ids).toEqual(Array.from({ length: 12 }, (_, n) => `AIDA${2 * n + 1}`));
    }));

  test.each([
    ['a rule name of 65 characters', { ConfigRuleName: 'x'.repeat(65) }, 'ValidationException'],
    ['an unknown rule', { ConfigRuleName: 'x'.repeat(64) }, 'NoSuchConfigRuleException'],
    ['a limit of 101', { ConfigRuleName: ruleName, Limit: 101 }, 'ValidationException'],
    ['a made-up token', { ConfigRuleName: ruleName, NextToken: 'x' }, 'InvalidNextTokenException'],
  ])('%s is refused', (_, query, name) =>
    withStandin({}, async ({ config }) => {
      const command = new GetComplianceDetailsByConfigRuleCommand(query);
      await expect(config.send(command)).rejects.toMatchObject({ name });
    }),
  );

  test('one resource shows what every rule holds of it', () =>
    withStandin(
      {
        configRules: [{ name: ruleName }, { name: 'other' }],
        evaluationResults: [
          { resourceId: 'AIDAALICE', complianceType: 'COMPLIANT' },
          { ruleName: 'other', resourceId: 'AIDAALICE', complianceType: 'NON_COMPLIANT' },
          { ruleName: 'other', resourceId: 'AIDABOB', complianceType: 'NON_COMPLIANT' },
        ],
      },
      async ({ config }) => {
        const query = { ResourceType: 'AWS::IAM::User', ResourceId: 'AIDAALICE' };
        const { EvaluationResults } = await config.send(new GetComplianceDetailsByResourceCommand(query));
        expect(EvaluationResults?.map(({ ComplianceType }) => ComplianceType)).toEqual([
          'COMPLIANT',
          'NON_COMPLIANT',
        ]);
      },
    ));

  test('a rule with more than 25 NON_COMPLIANT resources says that its count is capped', () =>
    withStandin(
      {
        evaluationResults: Array.from({ length: 26 }, (_, n) => ({
          resourceId: `A${n}`,
          complianceType: 'NON_COMPLIANT',
        })),
      },
      async ({ config }) => {
        const { ComplianceByConfigRules } = await config.send(new DescribeComplianceByConfigRuleCommand({}));
        expect(ComplianceByConfigRules).toMatchObject([
          {
            Compliance: {
              ComplianceType: 'NON_COMPLIANT',
              ComplianceContributorCount: { CappedCount: 25, CapExceeded: true },
            },
          },
        ]);
      },
    ));
});

describe('rules', () => {
  test('60 rules come in three pages of at most 25', () =>
    withStandin(
      { configRules: Array.from({ length: 60 }, (_, n) => ({ name: `rule-${n}` })) },
      async ({ config }) => {
        const sizes: number[] = [];
        for await (const page of paginateDescribeConfigRules({ client: config }, {})) {
          sizes.push(page.ConfigRules?.length ?? 0);
        }
        expect(sizes).toEqual([25, 25, 10]);
      },
    ));

  test('a rule shows its parameters as a JSON string, and none where it has none', () =>
    withStandin(
      { configRules: [{ name: 'a', inputParameters: { gracePeriodHours: '24' } }, { name: 'b' }] },
      async ({ config }) => {
        const { ConfigRules } = await config.send(
          new DescribeConfigRulesCommand({ ConfigRuleNames: ['b', 'a'] }),
        );
        expect(ConfigRules?.map(({ InputParameters }) => InputParameters)).toEqual([
          undefined,
          '{"gracePeriodHours":"24"}',
        ]);
      },
    ));
});

describe('StartConfigRulesEvaluation', () => {
  const start = new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [ruleName] });

  test('a started evaluation gets a token that PutEvaluations accepts for its rule', () =>
    withStandin(
      { configRules: [{ name: 'other' }, { name: ruleName }], resultTokens: [] },
      async ({ config, standin }) => {
        await config.send(start);
        await standin.settled();
        const token = started.token ?? '';
        await put(config, [evaluation()], { token });
        expect(await details(config)).toHaveLength(1);
      },
      { onStartEvaluation: ({ resultToken }) => void (started.token = resultToken) },
    ));
  const started: { token?: string } = {};

  test('a second start within a minute is LimitExceededException, and after it not', () => {
    let now = october;
    return withStandin(
      {},
      async ({ config, standin }) => {
        await config.send(start);
        await standin.settled();
        now = new Date(october.getTime() + 59_999);
        await expect(config.send(start)).rejects.toMatchObject({ name: 'LimitExceededException' });
        now = new Date(october.getTime() + 60_000);
        await config.send(start);
      },
      { now: () => now },
    );
  });

  test('a start while the rule is being evaluated is ResourceInUseException', () => {
    let finish = (): void => undefined;
    return withStandin(
      {},
      async ({ config, standin }) => {
        await config.send(start);
        await expect(config.send(start)).rejects.toMatchObject({ name: 'ResourceInUseException' });
        finish();
        await standin.settled();
      },
      { onStartEvaluation: () => new Promise<void>((resolve) => (finish = resolve)) },
    );
  });

  test('an evaluation that fails is told by settled', () =>
    withStandin(
      {},
      async ({ config, standin }) => {
        await config.send(start);
        await expect(standin.settled()).rejects.toThrow('the function failed');
      },
      { onStartEvaluation: () => Promise.reject(new Error('the function failed')) },
    ));

  test('an unknown rule is NoSuchConfigRuleException and spends no start', () =>
    withStandin({}, async ({ config }) => {
      const unknown = new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['none'] });
      await expect(config.send(unknown)).rejects.toMatchObject({ name: 'NoSuchConfigRuleException' });
      await config.send(start);
    }));
});
