import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface DeployedRule {
  readonly name: string;
  readonly state: string;
  readonly owner: string;
  readonly sourceIdentifier: string | undefined;
  readonly inputParameters: string | undefined;
  readonly frequency: string | undefined;
}

export interface RuleStatus {
  readonly lastSuccess: Date | undefined;
  readonly lastFailure: Date | undefined;
  readonly lastErrorCode: string | undefined;
  readonly lastErrorMessage: string | undefined;
}

export interface HeldSummary {
  readonly annotation: string;
  readonly recordedAt: Date;
}

/** Config's facts about one of our rules. */
export interface RuleFacts {
  readonly rule: DeployedRule;
  readonly status: Answer<RuleStatus | undefined>;
  readonly summary: Answer<HeldSummary | undefined>;
}

export interface RulesFacts {
  readonly rules: Answer<readonly RuleFacts[]>;
}

export const ruleGrants: Grants = () => ({
  Rules: {
    actions: [
      'config:DescribeConfigRules',
      'config:DescribeConfigRuleEvaluationStatus',
      'config:GetComplianceDetailsByResource',
    ],
    resources: ['*'],
  },
});
