import {
  type AggregateComplianceByConfigRule,
  type ConfigRuleComplianceFilters,
  type ConfigServiceClient,
  DescribeAggregateComplianceByConfigRulesCommand,
  DescribeConfigurationAggregatorsCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand,
  SelectAggregateResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import { meta } from '../../meta';
import type {
  AggregatedFunction,
  AggregatedResult,
  AggregatedRule,
  Aggregator,
} from '../../organization/ports';
import { ReadFailedError } from '../../run/failures';
import type { ReadFailure } from '../../run/ports';
import { ask } from '../clients/call-scope';
import { tokenList } from '../lists';
import { nextTokenOf, pagesOf } from '../pages';
import { readFailed } from '../clients/read-failed';

const ruleSchema = v.pipe(
  v.object({ AccountId: v.string(), AwsRegion: v.string(), ConfigRuleName: v.string() }),
  v.transform(({ AccountId, AwsRegion, ConfigRuleName }): AggregatedRule => ({
    accountId: AccountId,
    region: AwsRegion,
    ruleName: ConfigRuleName,
  })),
);

const resultSchema = v.pipe(
  v.object({
    EvaluationResultIdentifier: v.object({
      EvaluationResultQualifier: v.object({ ResourceType: v.string(), ResourceId: v.string() }),
    }),
    ComplianceType: v.string(),
    ResultRecordedTime: v.date(),
    ConfigRuleInvokedTime: v.optional(v.date()),
    Annotation: v.optional(v.string()),
  }),
  v.transform((result): readonly AggregatedResult[] => {
    const { ComplianceType: compliance, ResultRecordedTime: recorded } = result;
    if (compliance !== 'COMPLIANT' && compliance !== 'NON_COMPLIANT') return [];
    const invoked = result.ConfigRuleInvokedTime;
    const { ResourceType, ResourceId } = result.EvaluationResultIdentifier.EvaluationResultQualifier;
    return [
      {
        resourceType: ResourceType,
        resourceId: ResourceId,
        compliance,
        annotation: result.Annotation,
        // Whether Config records an unchanged result anew is not documented; the rule's last invocation counts as well.
        seenAt: invoked !== undefined && invoked > recorded ? invoked : recorded,
      },
    ];
  }),
);

/** configuration.description is in awslabs/aws-config-resource-schema; resourceName is the function's name. */
const functionQuery = `SELECT accountId, configuration.description WHERE resourceType = 'AWS::Lambda::Function' AND resourceName = '${meta.functionName}'`;

/** An item without a description has no configuration in it. */
const functionSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    accountId: v.string(),
    configuration: v.nullish(v.object({ description: v.nullish(v.string(), '') }), {}),
  }),
  v.transform(({ accountId, configuration: { description } }): AggregatedFunction => ({
    accountId,
    description,
  })),
);

/** AWS services keep internal rules that cannot be described; an account whose own rule is left out does not report. */
const isDescribed = (rule: AggregateComplianceByConfigRule): boolean =>
  rule.ConfigRuleName !== undefined && rule.AccountId !== undefined && rule.AwsRegion !== undefined;

const regionsSchema = v.object({
  AllAwsRegions: v.optional(v.boolean(), false),
  AwsRegions: v.optional(v.array(v.string()), []),
});
const sourceSchema = v.object({
  ConfigurationAggregatorName: v.string(),
  OrganizationAggregationSource: v.optional(regionsSchema),
  AccountAggregationSources: v.optional(
    v.array(v.object({ ...regionsSchema.entries, AccountIds: v.array(v.string()) })),
    [],
  ),
});

/** The name of one that takes in this account and region; it may take in others, too. @throws ReadFailedError */
export async function aggregatorOver(
  client: ConfigServiceClient,
  signal: AbortSignal,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): Promise<string | undefined> {
  const takesIn = ({ AllAwsRegions, AwsRegions }: v.InferOutput<typeof regionsSchema>): boolean =>
    AllAwsRegions || AwsRegions.includes(region);
  const aggregators = await tokenList(
    'config:DescribeConfigurationAggregators',
    (NextToken) => client.send(new DescribeConfigurationAggregatorsCommand({ NextToken })),
    signal,
    ({ ConfigurationAggregators }) => v.parse(v.array(sourceSchema), ConfigurationAggregators ?? []),
  );
  return aggregators.find((one) => {
    const ofAccounts = one.AccountAggregationSources.filter((of) => of.AccountIds.includes(accountId));
    return [one.OrganizationAggregationSource ?? [], ofAccounts].flat().some(takesIn);
  })?.ConfigurationAggregatorName;
}

export interface ConfigAggregatorOptions {
  readonly client: ConfigServiceClient;
  readonly aggregator: string;
  readonly signal: AbortSignal;
  /** Narrow the list of all rules of all accounts at the server. */
  readonly ruleName?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * Reads an aggregator. A page may be empty and still have a NextToken; the list goes on. An account's results are asked
 * for without a ComplianceType, which gives both in one list: what is missing in it makes an account unknown, never compliant.
 */
export class ConfigAggregator implements Aggregator {
  constructor(private readonly options: ConfigAggregatorOptions) {}

  /** @throws ReadFailedError */
  rules(mostPages: number): Promise<readonly AggregatedRule[] | undefined> {
    return this.list({}, mostPages);
  }

  /** @throws ReadFailedError */
  async rulesNamed(ruleName: string): Promise<readonly AggregatedRule[]> {
    return (await this.list({ ConfigRuleName: ruleName }, Infinity)) ?? [];
  }

  async rulesIn(accountId: string): ReturnType<Aggregator['rulesIn']> {
    return answered(async () => ({ rules: (await this.list({ AccountId: accountId }, Infinity)) ?? [] }));
  }

  private async list(
    wanted: ConfigRuleComplianceFilters,
    mostPages: number,
  ): Promise<readonly AggregatedRule[] | undefined> {
    const { client, aggregator, signal, ruleName, region } = this.options;
    const filters = {
      ...(ruleName === undefined ? {} : { ConfigRuleName: ruleName }),
      ...(region === undefined ? {} : { AwsRegion: region }),
      ...wanted,
    };
    const rules: AggregatedRule[] = [];
    let pages = 0;
    try {
      const page = (NextToken: string | undefined) =>
        ask(signal, () =>
          client.send(
            new DescribeAggregateComplianceByConfigRulesCommand({
              ConfigurationAggregatorName: aggregator,
              ...(Object.keys(filters).length === 0 ? {} : { Filters: filters }),
              Limit: 1000,
              NextToken,
            }),
          ),
        );
      for await (const one of pagesOf(page, nextTokenOf)) {
        const { AggregateComplianceByConfigRules: some } = one;
        rules.push(...v.parse(v.array(ruleSchema), (some ?? []).filter(isDescribed)));
        pages += 1;
        if (pages >= mostPages && nextTokenOf(one) !== undefined) return undefined;
      }
      return rules;
    } catch (error) {
      throw readFailed('config:DescribeAggregateComplianceByConfigRules', error, signal);
    }
  }

  async ruleFunctions(): ReturnType<Aggregator['ruleFunctions']> {
    const { client, aggregator, signal } = this.options;
    const input = { ConfigurationAggregatorName: aggregator, Expression: functionQuery, Limit: 100 };
    return answered(async () => ({
      functions: await tokenList(
        'config:SelectAggregateResourceConfig',
        (NextToken) => client.send(new SelectAggregateResourceConfigCommand({ ...input, NextToken })),
        signal,
        ({ Results }) => v.parse(v.array(functionSchema), Results ?? []),
      ),
    }));
  }

  async resultsOf({
    accountId,
    region,
    ruleName,
  }: AggregatedRule): Promise<{ results: readonly AggregatedResult[] } | { failure: ReadFailure }> {
    const { client, aggregator, signal } = this.options;
    const input = {
      ConfigurationAggregatorName: aggregator,
      AccountId: accountId,
      AwsRegion: region,
      ConfigRuleName: ruleName,
      Limit: 100,
    };
    return answered(async () => ({
      results: await tokenList(
        'config:GetAggregateComplianceDetailsByConfigRule',
        (NextToken) =>
          client.send(new GetAggregateComplianceDetailsByConfigRuleCommand({ ...input, NextToken })),
        signal,
        ({ AggregateEvaluationResults: some }) => v.parse(v.array(resultSchema), some ?? []).flat(),
      ),
    }));
  }
}

async function answered<T>(ask: () => Promise<T>): Promise<T | { readonly failure: ReadFailure }> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ReadFailedError) return { failure: error.failure };
    throw error;
  }
}
