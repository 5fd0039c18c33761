import * as v from 'valibot';
import { action, between, textOf } from '../action';
import { tokenPage } from '../token-pages';
import type { ConfigRule } from '../../state/config-store';
import { pageOfArray } from '../../state/sequence';
import { badToken, ruleNames, tokenInput, wantedTypes } from './inputs';
import { complianceOf, isWanted, showResult, type Compliance } from './shown';

export const GetComplianceDetailsByConfigRule = action(
  v.object({
    ConfigRuleName: textOf(1, 64),
    ComplianceTypes: wantedTypes,
    Limit: v.optional(between(0, 100), 0),
    NextToken: tokenInput,
  }),
  (account, input) => {
    const rule = account.config.rule(input.ConfigRuleName);
    const size = Math.min(input.Limit === 0 ? 10 : input.Limit, account.pageSize);
    const wanted = isWanted(input.ComplianceTypes);
    const page = tokenPage(input.NextToken, badToken, (after) => rule.results.page(after, size, wanted));
    return { EvaluationResults: page.things.map(showResult), NextToken: page.NextToken };
  },
);

export const GetComplianceDetailsByResource = action(
  v.object({
    ResourceType: textOf(1, 256),
    ResourceId: textOf(1, 768),
    ComplianceTypes: wantedTypes,
    NextToken: tokenInput,
  }),
  ({ config, pageSize }, input) => {
    const results = [...config.rules.values()]
      .map(({ byResource }) => byResource.get(`${input.ResourceType} ${input.ResourceId}`))
      .filter((result) => result !== undefined)
      .filter(isWanted(input.ComplianceTypes));
    const size = Math.min(10, pageSize);
    const page = tokenPage(input.NextToken, badToken, (after) => pageOfArray(results, after, size));
    return { EvaluationResults: page.things.map(showResult), NextToken: page.NextToken };
  },
);

export const DescribeComplianceByConfigRule = action(
  v.object({ ConfigRuleNames: ruleNames, ComplianceTypes: wantedTypes, NextToken: tokenInput }),
  ({ config, pageSize }, input) => {
    const lines = config
      .rulesNamed(input.ConfigRuleNames)
      .map((rule) => ({ ConfigRuleName: rule.name, Compliance: summarize(rule) }))
      .filter(
        ({ Compliance: { ComplianceType: type } }) =>
          input.ComplianceTypes.length === 0 || input.ComplianceTypes.includes(type),
      );
    const size = Math.min(25, pageSize);
    const page = tokenPage(input.NextToken, badToken, (after) => pageOfArray(lines, after, size));
    return { ComplianceByConfigRules: page.things, NextToken: page.NextToken };
  },
);

/** Only what fails is counted here. */
function summarize(rule: ConfigRule): Compliance {
  const compliance = complianceOf(rule);
  const { ComplianceType } = compliance;
  return ComplianceType === 'NON_COMPLIANT' ? compliance : { ComplianceType };
}
