import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { InvalidOptionsError } from '../options/errors';
import { checkRegion } from '../options/iam-region';
import { parseOptions, type Values } from '../options/parse-options';
import type { AccountOptions } from '../options/props';
import { settingsOf } from '../options/settings';
import { assetCode } from '../rule/code';
import { AccountParts } from './account-parts';

export interface IamUserMfaRuleProps extends AccountOptions {
  /**
   * The topic of notificationTopicArn as one of the CDK app; a topic that the app makes lets CloudWatch and EventBridge publish
   * from then on.
   * @default - none
   */
  readonly notificationTopic?: ITopic | undefined;
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
    this.refuseSecond();
    const parsed = parseOptions('account', this.topicAsArn(props));
    const settings = settingsOf(parsed, checkRegion(this, parsed));
    const parts = new AccountParts(this, 'Parts', { settings, code: assetCode, member: false });
    const { entry } = parts.ruleFunction;
    this.ruleArn = parts.ruleArn;
    this.functionName = entry.functionName;
    this.logGroupName = entry.logGroupName;
    this.function = LambdaFunction.fromFunctionAttributes(this, 'ConfigFunction', {
      functionArn: entry.functionArn,
      sameEnvironment: true,
    });
    this.topicArn = parts.topicArn;
    const given = parsed.options.notificationTopicArn;
    this.notificationTopic =
      parts.ownTopic ??
      props.notificationTopic ??
      (given === undefined ? undefined : Topic.fromTopicArn(this, 'GivenTopic', given));
  }

  /** Neither service sends a source to SNS that every publish could be held to, so the statements name the services alone. */
  private topicAsArn({ notificationTopic, ...values }: IamUserMfaRuleProps): Values {
    if (notificationTopic === undefined) return { ...values };
    if (values.notificationTopicArn !== undefined) {
      throw new InvalidOptionsError([
        'notificationTopic: got one beside notificationTopicArn, allowed: one of the two',
      ]);
    }
    for (const service of ['cloudwatch.amazonaws.com', 'events.amazonaws.com'])
      notificationTopic.grantPublish(new ServicePrincipal(service));
    return { ...values, notificationTopicArn: notificationTopic.topicArn };
  }

  /** The rule, the runbooks and the automation's role have fixed names, which an account has once. */
  private refuseSecond(): void {
    const stack = Stack.of(this);
    const other = stack.node.findAll().find((one) => one !== this && one instanceof IamUserMfaRule);
    if (other === undefined) return;
    throw new InvalidOptionsError([
      `IamUserMfaRule: got ${this.node.path} beside ${other.node.path}, allowed: one in a stack and an account, because the names of the rule (${meta.id}), its runbooks and its role are fixed`,
    ]);
  }
}
