import {
  type ConfigServiceClient,
  paginateDescribeAggregateComplianceByConfigRules,
  paginateGetAggregateComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import type { AggregatedResult, AggregatedRule, Aggregator } from '../../organization/ports';
import type { ReadFailure } from '../../run/ports';
import { readFailed } from '../read-failed';

const ruleSchema = v.pipe(
  v.object({ AccountId: v.string(), AwsRegion: v.string(), ConfigRuleName: v.string() }),
  v.transform(({ AccountId, AwsRegion, ConfigRuleName }): AggregatedRule => ({
    account: AccountId,
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

export interface ConfigAggregatorOptions {
  readonly client: ConfigServiceClient;
  readonly aggregator: string;
  readonly signal: AbortSignal;
  /** Narrow the list of all rules of all accounts at the server. */
  readonly ruleName?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * Reads an aggregator. A page may be empty and still have a NextToken; the paginators go on. An account's results are asked
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
      const pages = paginateDescribeAggregateComplianceByConfigRules(
        { client, pageSize: 1000 },
        {
          ConfigurationAggregatorName: aggregator,
          ...(Object.keys(filters).length === 0 ? {} : { Filters: filters }),
        },
        { abortSignal: signal },
      );
      for await (const page of pages)
        rules.push(...v.parse(v.array(ruleSchema), page.AggregateComplianceByConfigRules ?? []));
      return rules;
    } catch (error) {
      throw readFailed('config:DescribeAggregateComplianceByConfigRules', error, signal);
    }
  }

  async resultsOf({
    account,
    region,
    ruleName,
  }: AggregatedRule): Promise<{ results: readonly AggregatedResult[] } | { failure: ReadFailure }> {
    const { client, aggregator, signal } = this.options;
    const results: AggregatedResult[] = [];
    try {
      const pages = paginateGetAggregateComplianceDetailsByConfigRule(
        { client, pageSize: 100 },
        {
          ConfigurationAggregatorName: aggregator,
          AccountId: account,
          AwsRegion: region,
          ConfigRuleName: ruleName,
        },
        { abortSignal: signal },
      );
      for await (const page of pages)
        results.push(...v.parse(v.array(resultSchema), page.AggregateEvaluationResults ?? []).flat());
      return { results };
    } catch (error) {
      return {
        failure: readFailed('config:GetAggregateComplianceDetailsByConfigRule', error, signal).failure,
      };
    }
  }
}
