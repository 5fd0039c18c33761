import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { RequiredMfa } from '../../rule/core/mfa-device';
import type { Options } from '../options/options';

/** The texts are those of the options' table and of the rule's parameters; a test holds them to it. */
export interface IamUserMfaRuleProps {
  /**
   * Which MFA devices are enough.
   * @default 'any'
   */
  readonly requiredMfa?: RequiredMfa | undefined;
  /**
   * Hours after the console password was made in which a user without sufficient MFA is not flagged.
   * @default 0
   */
  readonly gracePeriodHours?: number | undefined;
  /**
   * The user tag whose value "YYYY-MM-DD reason" exempts the user through that day (UTC).
   * @default - none
   */
  readonly exemptTagKey?: string | undefined;
  /**
   * How many days ahead an exemption tag may reach; a later date exempts no user.
   * @default 366
   */
  readonly maxExemptDays?: number | undefined;
  /**
   * Users under these IAM paths are exempt; whole segments, with case.
   * @default - none
   */
  readonly exemptPaths?: readonly string[] | undefined;
  /**
   * These users are exempt; names compare without case.
   * @default - none
   */
  readonly exemptUserNames?: readonly string[] | undefined;
  /**
   * The user tag whose value names who is to act; it is shown and decides nothing.
   * @default - none
   */
  readonly ownerTagKey?: string | undefined;
  /**
   * Whether scans read what each user may do and show administrators; it decides nothing.
   * @default false
   */
  readonly rankPrivileges?: boolean | undefined;
  /**
   * How often all users are scanned: One_Hour, Three_Hours, Six_Hours, Twelve_Hours or TwentyFour_Hours.
   * @default 'Six_Hours'
   */
  readonly maximumExecutionFrequency?: Options['maximumExecutionFrequency'] | undefined;
  /**
   * The instruction set of the functions: arm64 or x86_64.
   * @default 'arm64'
   */
  readonly architecture?: Options['architecture'] | undefined;
  /**
   * The runtime of the functions: nodejs24.x or nodejs22.x. It brings the AWS SDK, which is not in the bundle.
   * @default 'nodejs24.x'
   */
  readonly runtime?: Options['runtime'] | undefined;
  /**
   * The memory of the functions in MiB, 128..10240.
   * @default 512
   */
  readonly memoryMiB?: number | undefined;
  /**
   * How long one scan may take, 30..900 seconds; users not read by then are reported as unreadable.
   * @default 900
   */
  readonly timeoutSeconds?: number | undefined;
  /**
   * How many days the logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, ... 3653.
   * @default 90
   */
  readonly logRetentionDays?: number | undefined;
  /**
   * Allows a deployment outside the partition's IAM region: scheduled scans only, as IAM's events are not seen there.
   * @default false
   */
  readonly allowAnyRegion?: boolean | undefined;
  /**
   * Starts the rule within minutes of IAM activity that would change a result. Needs a CloudTrail trail with management
   * write events.
   * @default true
   */
  readonly reevaluation?: boolean | undefined;
  /**
   * Alarms for when the rule cannot do its work. In an organization, true means dead letters, failing functions and, where
   * the rule is in the member stack, missing scans; all means every alarm of the account stack.
   * @default true
   */
  readonly alarms?: boolean | undefined;
  /**
   * A CloudWatch dashboard: console users without MFA over time, run time, calls and failures.
   * @default true
   */
  readonly dashboard?: boolean | undefined;
  /**
   * Notices to the topic, in words, of users who become NON_COMPLIANT and who no longer are.
   * @default false
   */
  readonly complianceNotice?: boolean | undefined;
  /**
   * The rule sends findings of its own to Security Hub CSPM, with severity, owner and control ids; it opens and closes
   * them. Security Hub CSPM has to be on, or each run warns.
   * @default false
   */
  readonly securityHubFindings?: boolean | undefined;
  /**
   * A Security Hub insight that counts the users without MFA by account. The deployment fails where Security Hub CSPM is
   * off.
   * @default false
   */
  readonly securityHubInsight?: boolean | undefined;
  /**
   * A notice to the topic when a finding about an administrator opens in Security Hub CSPM; needs securityHubFindings,
   * rankPrivileges and a topic.
   * @default false
   */
  readonly criticalFindingNotice?: boolean | undefined;
  /**
   * off; manual: a person starts the remediation in the AWS Config console; automatic: Config starts it for every
   * NON_COMPLIANT user. It evaluates the user again first and never touches exempt users or users in grace.
   * @default 'off'
   */
  readonly remediation?: Options['remediation'] | undefined;
  /**
   * What remediation does: require-mfa, which can be undone, or remove-console-access, which deletes the login profile and
   * can only be manual.
   * @default 'require-mfa'
   */
  readonly remediationAction?: Options['remediationAction'] | undefined;
  /**
   * Makes the runbook that deletes login profiles, with the permission for it.
   * @default false
   */
  readonly removeConsoleAccess?: boolean | undefined;
  /**
   * Users in the group of require-mfa whose password must be reset may change it before they have MFA; so may a thief who
   * has the password.
   * @default false
   */
  readonly allowFirstPasswordChange?: boolean | undefined;
  /**
   * How many days the log of remediation is kept. It is the audit trail and stays when the stack is deleted.
   * @default 400
   */
  readonly auditRetentionDays?: number | undefined;
  /**
   * A saved advanced query in the AWS Config console that lists the users without MFA; it finds them only where the
   * recorder records AWS::Config::ResourceCompliance.
   * @default - true, in China false
   */
  readonly savedQuery?: boolean | undefined;
  /**
   * An e-mail address that gets alarms and notices by a new, encrypted SNS topic; the owner has to confirm the
   * subscription.
   * @default - none
   */
  readonly notificationEmail?: string | undefined;
  /**
   * An existing SNS topic for alarms and notices instead; its policy and its key must allow CloudWatch and EventBridge to
   * publish.
   * @default - none
   */
  readonly notificationTopicArn?: string | undefined;
  /**
   * The same, as a topic of the CDK app; a topic that the app makes lets CloudWatch and EventBridge publish from then on.
   * @default - none
   */
  readonly notificationTopic?: ITopic | undefined;
}
