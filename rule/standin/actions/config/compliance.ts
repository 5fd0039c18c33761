import * as v from 'valibot';
import { action, between, textOf } from '../action';
import type { ConfigRule } from '../../state/config-store';
import { pageOfArray } from '../../state/sequence';
import { afterToken, isWanted, NEXT_TOKEN, nextToken, RULE_NAMES, showResult, WANTED_TYPES } from './shared';

export const GetComplianceDetailsByConfigRule = action(
  v.object({
    ConfigRuleName: textOf(1, 64),
    ComplianceTypes: WANTED_TYPES,
    Limit: v.optional(between(0, 100), 0),
    NextToken: NEXT_TOKEN,
  }),
  (account, input) => {
    const rule = account.config.rule(input.ConfigRuleName);
    const size = Math.min(input.Limit === 0 ? 10 : input.Limit, account.pageSize);
    const page = rule.results.page(afterToken(input.NextToken), size, isWanted(input.ComplianceTypes));
    return { EvaluationResults: page.things.map(showResult), NextToken: nextToken(page.next) };
  },
);

export const GetComplianceDetailsByResource = action(
  v.object({
    ResourceType: textOf(1, 256),
    ResourceId: textOf(1, 768),
    ComplianceTypes: WANTED_TYPES,
    NextToken: NEXT_TOKEN,
  }),
  ({ config, pageSize }, input) => {
    const results = [...config.rules.values()]
      .map(({ byResource }) => byResource.get(`${input.ResourceType} ${input.ResourceId}`))
      .filter((result) => result !== undefined)
      .filter(isWanted(input.ComplianceTypes));
    const page = pageOfArray(results, afterToken(input.NextToken), Math.min(10, pageSize));
    return { EvaluationResults: page.things.map(showResult), NextToken: nextToken(page.next) };
  },
);

/** Config counts to 25 and says that there are more. */
const CAP = 25;

export const DescribeComplianceByConfigRule = action(
  v.object({ ConfigRuleNames: RULE_NAMES, ComplianceTypes: WANTED_TYPES, NextToken: NEXT_TOKEN }),
  ({ config, pageSize }, input) => {
    const rules =
      input.ConfigRuleNames.length === 0
        ? [...config.rules.values()]
        : input.ConfigRuleNames.map((name) => config.rule(name));
    const lines = rules
      .map((rule) => ({ ConfigRuleName: rule.name, Compliance: summarize(rule) }))
      .filter(
        ({ Compliance: { ComplianceType: type } }) =>
          input.ComplianceTypes.length === 0 || input.ComplianceTypes.includes(type),
      );
    const page = pageOfArray(lines, afterToken(input.NextToken), Math.min(25, pageSize));
    return { ComplianceByConfigRules: page.things, NextToken: nextToken(page.next) };
  },
);

function summarize(rule: ConfigRule) {
  const results = [...rule.results];
  const failing = results.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT').length;
  if (failing > 0) {
    return {
      ComplianceType: 'NON_COMPLIANT' as const,
      ComplianceContributorCount: { CappedCount: Math.min(failing, CAP), CapExceeded: failing > CAP },
    };
  }
  const passes = results.some(({ complianceType }) => complianceType === 'COMPLIANT');
  return { ComplianceType: passes ? ('COMPLIANT' as const) : ('INSUFFICIENT_DATA' as const) };
}
