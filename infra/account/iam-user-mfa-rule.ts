import { Stack, Token, Validations } from 'aws-cdk-lib';
import { Function as LambdaFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { iamRegionOf, notTheIamRegion, wrongRegion } from '../options/iam-region';
import { type Options, secondsOf } from '../options/options';
import { parseOptions } from '../options/parse-options';
import { assetCode } from '../rule/code';
import { savedQueryWhen } from '../watch/saved-query';
import { AccountParts } from './account-parts';
import type { IamUserMfaRuleProps } from './iam-user-mfa-rule-props';
import { topicOptions } from './notification-topic-option';

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
      ownerTags: parameters.ownerTagKey !== undefined,
      rankPrivileges: parameters.rankPrivileges === 'true',
      scanPeriodSeconds: secondsOf(options.maximumExecutionFrequency),
      reevaluation: options.reevaluation && inIamRegion,
      savedQuery: savedQueryWhen(this, options.savedQuery),
      everyAlarm: options.alarms,
      functionErrors: 'each',
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
