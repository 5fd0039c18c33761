import { Stack, Token, Validations } from 'aws-cdk-lib';
import { Function as LambdaFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import type { RequiredMfa } from '../../rule/core/mfa-device';
import { iamRegionOf, notTheIamRegion, wrongRegion } from '../options/iam-region';
import { type Options, secondsOf } from '../options/options';
import { parseOptions } from '../options/parse-options';
import { assetCode } from '../rule/code';
import { AccountParts } from './account-parts';
import { topicOptions } from './notification-topic-option';

export interface IamUserMfaRuleProps {
  /**
   * Which MFA devices are enough.
   * @default 'any'
   */
  readonly requiredMfa?: RequiredMfa | undefined;
  /**
   * Hours, 0..720, after the console password was made in which a user without sufficient MFA is not flagged.
   * @default 0
   */
  readonly gracePeriodHours?: number | undefined;
  /**
   * The user tag whose value `YYYY-MM-DD reason` exempts the user through that day (UTC).
   * @default - no tag exempts anybody, and the functions may not read tags
   */
  readonly exemptTagKey?: string | undefined;
  /**
   * How many days ahead, 1..3650, an exemption tag may reach; a later date exempts nobody.
   * @default 366
   */
  readonly maxExemptDays?: number | undefined;
  /**
   * Users under these IAM paths (`/service/`) are exempt; whole segments, with case.
   * @default - none
   */
  readonly exemptPaths?: readonly string[] | undefined;
  /**
   * Users of these names are exempt; names compare without case.
   * @default - none
   */
  readonly exemptUserNames?: readonly string[] | undefined;
  /**
   * The user tag whose value names who is to act; it is shown and decides nothing.
   * @default - no owner is shown
   */
  readonly ownerTagKey?: string | undefined;
  /**
   * Whether scans read what each user may do and show administrators; it decides nothing.
   * @default false
   */
  readonly rankPrivileges?: boolean | undefined;
  /**
   * How often all users are scanned: `One_Hour`, `Three_Hours`, `Six_Hours`, `Twelve_Hours` or `TwentyFour_Hours`.
   * @default 'Six_Hours'
   */
  readonly maximumExecutionFrequency?: Options['maximumExecutionFrequency'] | undefined;
  /**
   * The functions' instruction set.
   * @default 'arm64'
   */
  readonly architecture?: Options['architecture'] | undefined;
  /**
   * The functions' runtime; it brings the AWS SDK, which is not in the bundle.
   * @default 'nodejs24.x'
   */
  readonly runtime?: Options['runtime'] | undefined;
  /**
   * The functions' memory in MiB, 128..10240.
   * @default 256
   */
  readonly memoryMiB?: number | undefined;
  /**
   * How long one scan may take, 30..900 seconds. What is not read by then is reported as unreadable.
   * @default 300
   */
  readonly timeoutSeconds?: number | undefined;
  /**
   * How long logs are kept, in days that CloudWatch Logs knows (1, 3, 5, 7, 14, 30, 60, 90, ...).
   * @default 90
   */
  readonly logRetentionDays?: number | undefined;
  /**
   * Lets the rule be deployed outside the partition's IAM region, scheduled scans only: IAM's events are not seen there.
   * @default false
   */
  readonly allowAnyRegion?: boolean | undefined;
  /**
   * Whether IAM activity that would change a verdict starts the rule within minutes. It needs a CloudTrail trail.
   * @default true
   */
  readonly reevaluation?: boolean | undefined;
  /**
   * Alarms for when the rule cannot do its work.
   * @default true
   */
  readonly alarms?: boolean | undefined;
  /**
   * A CloudWatch dashboard.
   * @default true
   */
  readonly dashboard?: boolean | undefined;
  /**
   * A saved advanced query in the Config console that lists the users without MFA.
   * @default true
   */
  readonly savedQuery?: boolean | undefined;
  /**
   * An address that a new, encrypted SNS topic tells of alarms and, with `complianceNotice`, of users.
   * @default - no topic is made
   */
  readonly notificationEmail?: string | undefined;
  /**
   * An existing SNS topic to tell instead; its policy and key must allow CloudWatch and EventBridge to publish.
   * @default - none
   */
  readonly notificationTopicArn?: string | undefined;
  /**
   * The same, as a topic of the CDK app; a topic that the app makes lets CloudWatch and EventBridge publish from then on.
   * @default - none
   */
  readonly notificationTopic?: ITopic | undefined;
  /**
   * Whether the topic is told, in words, who became NON_COMPLIANT and who no longer is.
   * @default false
   */
  readonly complianceNotice?: boolean | undefined;
  /**
   * `manual`: a person starts the remediation in the Config console. `automatic`: Config starts it on every NON_COMPLIANT
   * user, once in a day. It decides live, and never touches anybody who is exempt or in grace.
   * @default 'off'
   */
  readonly remediation?: Options['remediation'] | undefined;
  /**
   * What the rule's remediation does: `require-mfa` can be taken back; `remove-console-access` deletes the login profile
   * and can only be manual.
   * @default 'require-mfa'
   */
  readonly remediationAction?: Options['remediationAction'] | undefined;
  /**
   * Whether there is a runbook that deletes login profiles, and the permission for it.
   * @default false
   */
  readonly removeConsoleAccess?: boolean | undefined;
  /**
   * Whether users in the group of `require-mfa` whose password must be reset may do so before they have MFA.
   * @default false
   */
  readonly allowFirstPasswordChange?: boolean | undefined;
}

/** The rule in one account, with all that watches it. Wrong props fail the synth with every problem on one line. */
export class IamUserMfaRule extends Construct {
  readonly ruleName = meta.id;
  readonly ruleArn: string;
  /** The function that AWS Config invokes. */
  readonly function: IFunction;
  readonly functionName: string;
  readonly logGroupName: string;
  /** The topic that is told: the one that is made here, or the one that was given. */
  readonly notificationTopic: ITopic | undefined;
  readonly topicArn: string | undefined;

  constructor(scope: Construct, id: string, props: IamUserMfaRuleProps = {}) {
    super(scope, id);
    const { options, parameters } = parseOptions(topicOptions(props));
    const inIamRegion = this.checkRegion(options);
    const { notificationEmail: email, notificationTopicArn } = options;
    const parts = new AccountParts(this, 'Parts', {
      ...options,
      code: assetCode,
      ruleHere: true,
      ruleName: meta.id,
      inputParameters: parameters,
      exemptTags: parameters.exemptTagKey !== undefined,
      scanPeriodSeconds: secondsOf(options.maximumExecutionFrequency),
      reevaluation: options.reevaluation && inIamRegion,
      newTopic: email === undefined ? undefined : { email, when: true },
      topicArn: (ownTopicArn) => ownTopicArn ?? notificationTopicArn,
      hasTopic: true,
      remediation: options.remediation !== 'off',
      remediationAutomatic: options.remediation === 'automatic',
      remediationRunbook: (runbooks) => runbooks.nameOf(options.remediationAction),
    });
    const { entry } = parts.ruleFunction;
    this.ruleArn = parts.ruleArn;
    this.functionName = entry.functionName;
    this.logGroupName = entry.logGroupName;
    this.function = LambdaFunction.fromFunctionAttributes(this, 'ConfigFunction', {
      functionArn: entry.functionArn,
      sameEnvironment: true,
    });
    this.topicArn = parts.topicArn;
    this.notificationTopic = parts.ownTopic ?? props.notificationTopic ?? this.imported(notificationTopicArn);
  }

  private imported(topicArn: string | undefined): ITopic | undefined {
    return topicArn === undefined ? undefined : Topic.fromTopicArn(this, 'GivenTopic', topicArn);
  }

  /** A region that is not known at synth passes: what it will be, only the deployment knows. */
  private checkRegion({ allowAnyRegion }: Options): boolean {
    const { region } = Stack.of(this);
    if (Token.isUnresolved(region) || region === iamRegionOf(region)) return true;
    if (!allowAnyRegion) throw wrongRegion(region, 'or any with allowAnyRegion, scheduled scans only');
    Validations.of(this).addWarning('iam-user-mfa:region', notTheIamRegion(region));
    return false;
  }
}
