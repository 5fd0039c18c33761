import {
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigRulesCommand,
  GetComplianceDetailsByResourceCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import { configClient } from '../../aws/clients/config-client';
import { meta } from '../../meta';
import type { Answer } from '../answer';
import type { Place } from '../place';
import { allOf, type Reading } from '../reading';
import type { DeployedRule, HeldSummary, RuleFacts, RulesFacts, RuleStatus } from './facts';

const ruleSchema = v.pipe(
  v.object({
    ConfigRuleName: v.string(),
    ConfigRuleState: v.string(),
    InputParameters: v.optional(v.string()),
    MaximumExecutionFrequency: v.optional(v.string()),
    Source: v.object({
      Owner: v.string(),
      SourceIdentifier: v.optional(v.string()),
      SourceDetails: v.optional(v.array(v.object({ MaximumExecutionFrequency: v.optional(v.string()) })), []),
    }),
  }),
  v.transform((rule): DeployedRule => ({
    name: rule.ConfigRuleName,
    state: rule.ConfigRuleState,
    owner: rule.Source.Owner,
    sourceIdentifier: rule.Source.SourceIdentifier,
    inputParameters: rule.InputParameters,
    frequency:
      rule.MaximumExecutionFrequency ??
      rule.Source.SourceDetails.map((detail) => detail.MaximumExecutionFrequency).find(
        (frequency) => frequency !== undefined,
      ),
  })),
);

/** The rules of this project's name with their last run and scan summary. */
export async function readRules(reading: Reading<Place>): Promise<RulesFacts> {
  const client = reading.client(configClient);
  const rules = await reading.ask('config:DescribeConfigRules', () =>
    allOf(
      (NextToken) => client.send(new DescribeConfigRulesCommand({ NextToken })),
      // AWS services keep internal rules that cannot be read; only those of our name are looked at.
      (page) =>
        (page.ConfigRules ?? [])
          .filter(({ ConfigRuleName: name }) => name !== undefined && meta.ruleNamePattern.test(name))
          .map((rule) => v.parse(ruleSchema, rule)),
    ),
  );
  if ('failure' in rules) return { rules };
  return {
    rules: {
      value: await Promise.all(
        rules.value.map(async (rule): Promise<RuleFacts> => {
          const [status, summary] = await Promise.all([
            statusOf(reading, rule.name),
            summaryOf(reading, rule.name),
          ]);
          return { rule, status, summary };
        }),
      ),
    },
  };
}

const statusSchema = v.object({
  LastSuccessfulInvocationTime: v.optional(v.date()),
  LastSuccessfulEvaluationTime: v.optional(v.date()),
  LastFailedInvocationTime: v.optional(v.date()),
  LastFailedEvaluationTime: v.optional(v.date()),
  LastErrorCode: v.optional(v.string()),
  LastErrorMessage: v.optional(v.string()),
});

const latest = (...dates: readonly (Date | undefined)[]): Date | undefined =>
  dates.reduce(
    (last, date) => (last === undefined || (date !== undefined && date > last) ? date : last),
    undefined,
  );

const statusOf = (reading: Reading<Place>, ruleName: string): Promise<Answer<RuleStatus | undefined>> =>
  reading.ask('config:DescribeConfigRuleEvaluationStatus', async () => {
    const command = new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: [ruleName] });
    const { ConfigRulesEvaluationStatus } = await reading.client(configClient).send(command);
    const [status] = v.parse(v.array(statusSchema), ConfigRulesEvaluationStatus ?? []);
    if (status === undefined) return undefined;
    return {
      lastSuccess: status.LastSuccessfulEvaluationTime ?? status.LastSuccessfulInvocationTime,
      lastFailure: latest(status.LastFailedEvaluationTime, status.LastFailedInvocationTime),
      lastErrorCode: status.LastErrorCode,
      lastErrorMessage: status.LastErrorMessage,
    };
  });

const resultSchema = v.object({
  Annotation: v.optional(v.string(), ''),
  ResultRecordedTime: v.date(),
  EvaluationResultIdentifier: v.object({
    EvaluationResultQualifier: v.object({ ConfigRuleName: v.string() }),
  }),
});

const summaryOf = (reading: Reading<Place>, ruleName: string): Promise<Answer<HeldSummary | undefined>> =>
  reading.ask('config:GetComplianceDetailsByResource', async () => {
    const results = await allOf(
      (NextToken) =>
        reading.client(configClient).send(
          new GetComplianceDetailsByResourceCommand({
            ResourceType: meta.scanResourceType,
            ResourceId: reading.place.accountId,
            NextToken,
          }),
        ),
      (page) => v.parse(v.array(resultSchema), page.EvaluationResults ?? []),
    );
    const ours = results.find(
      ({ EvaluationResultIdentifier: id }) => id.EvaluationResultQualifier.ConfigRuleName === ruleName,
    );
    return ours && { annotation: ours.Annotation, recordedAt: ours.ResultRecordedTime };
  });
