import {
  type AggregateComplianceByConfigRule,
  type ConfigServiceClient,
  DescribeAggregateComplianceByConfigRulesCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import type { AggregatedResult, AggregatedRule, Aggregator } from '../../organization/ports';
import type { ReadFailure } from '../../run/ports';
import { ask } from '../clients/call-scope';
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

/** AWS services keep internal rules that cannot be described; an account whose own rule is left out does not report. */
const isDescribed = (rule: AggregateComplianceByConfigRule): boolean =>
  rule.ConfigRuleName !== undefined && rule.AccountId !== undefined && rule.AwsRegion !== undefined;

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
  async rules(): Promise<readonly AggregatedRule[]> {
    const { client, aggregator, signal, ruleName, region } = this.options;
    const filters = {
      ...(ruleName === undefined ? {} : { ConfigRuleName: ruleName }),
      ...(region === undefined ? {} : { AwsRegion: region }),
    };
    const rules: AggregatedRule[] = [];
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
      for await (const { AggregateComplianceByConfigRules: some } of pagesOf(page, nextTokenOf))
        rules.push(...v.parse(v.array(ruleSchema), (some ?? []).filter(isDescribed)));
      return rules;
    } catch (error) {
      throw readFailed('config:DescribeAggregateComplianceByConfigRules', error, signal);
    }
  }

  async resultsOf({
    accountId,
    region,
    ruleName,
  }: AggregatedRule): Promise<{ results: readonly AggregatedResult[] } | { failure: ReadFailure }> {
    const { client, aggregator, signal } = this.options;
    const results: AggregatedResult[] = [];
    try {
      const page = (NextToken: string | undefined) =>
        ask(signal, () =>
          client.send(
            new GetAggregateComplianceDetailsByConfigRuleCommand({
              ConfigurationAggregatorName: aggregator,
              AccountId: accountId,
              AwsRegion: region,
              ConfigRuleName: ruleName,
              Limit: 100,
              NextToken,
            }),
          ),
        );
      for await (const { AggregateEvaluationResults: some } of pagesOf(page, nextTokenOf))
        results.push(...v.parse(v.array(resultSchema), some ?? []).flat());
      return { results };
    } catch (error) {
      return {
        failure: readFailed('config:GetAggregateComplianceDetailsByConfigRule', error, signal).failure,
      };
    }
  }
}
