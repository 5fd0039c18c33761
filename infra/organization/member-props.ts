import type { IamUserMfaRuleProps } from '../account/iam-user-mfa-rule-props';
import type { MemberOptions } from './options';

/** Only in one account, or for one topic of its own. */
type AccountOnly =
  | 'notificationEmail'
  | 'notificationTopic'
  | 'complianceNotice'
  | 'allowAnyRegion'
  | 'dashboard'
  | 'savedQuery'
  | 'securityHubInsight'
  | 'criticalFindingNotice';

export interface MemberProps extends Omit<IamUserMfaRuleProps, AccountOnly | 'alarms'> {
  /**
   * Where the rule is: in the organization's conformance pack, or in the member-stack, with the pack holding the root rules
   * only.
   * @default 'conformance-pack'
   */
  readonly ruleIn?: MemberOptions['ruleIn'] | undefined;
  /**
   * Alarms for when the rule cannot do its work. In an organization, true means dead letters, failing functions and, where
   * the rule is in the member stack, missing scans; all means every alarm of the account stack.
   * @default true
   */
  readonly alarms?: boolean | 'all' | undefined;
}
