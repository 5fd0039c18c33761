import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface GuardDutyFacts {
  /** Whether GuardDuty's own rule for sign-ins without MFA is live; undefined where GuardDuty has none here. */
  readonly signInRuleLive: Answer<boolean | undefined>;
}

/** @see https://docs.aws.amazon.com/guardduty/latest/ug/findings-custom-detection-rules.html */
export const signInRule = 'ConsoleLoginWithoutMFA';

export const guardDutyGrants: Grants = () => ({
  DetectionRules: {
    actions: ['guardduty:ListCustomDetectionRules', 'guardduty:ListCustomDetectionRuleAssociations'],
    resources: ['*'],
  },
});
