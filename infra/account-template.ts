import {
  Aws,
  CfnCondition,
  CfnOutput,
  CfnRule,
  Fn,
  type ICfnConditionExpression,
  type IResolvable,
  Stack,
  type StackProps,
  Token,
  Validations,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../rule/meta';
import { secondsOf } from './alarms';
import { inlineCode } from './code';
import { iamRegions } from './iam-region';
import { frequencies } from './options';
import { RuleParts } from './rule-parts';
import {
  declareParameters,
  otherKeys,
  parameterName,
  ruleParameterKeys,
  type TemplateParameters,
} from './template-parameters';

/** What the account stack is, as one self-contained template: its options are CloudFormation parameters. */
export class AccountTemplate extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.templateOptions.description = `AWS Config rule ${meta.id}: ${meta.title}`;
    const parameters = declareParameters(this);
    this.templateOptions.metadata = { 'AWS::CloudFormation::Interface': consoleForm() };
    const text = (key: keyof TemplateParameters) => parameters[key].valueAsString;
    const isOn = (key: keyof TemplateParameters) => Fn.conditionEquals(text(key), 'true');
    const isSet = (key: keyof TemplateParameters) => Fn.conditionNot(Fn.conditionEquals(text(key), ''));
    const condition = (name: string, expression: ICfnConditionExpression) =>
      new CfnCondition(this, name, { expression });
    const hasTopic = condition(
      'HasTopic',
      Fn.conditionOr(isSet('notificationEmail'), isSet('notificationTopicArn')),
    );
    const ownTopic = condition('OwnTopic', isSet('notificationEmail'));
    const givenTopic = condition('GivenTopic', isSet('notificationTopicArn'));
    this.refuse(isOn, isSet);
    const remediation = condition(
      'WithRemediation',
      Fn.conditionNot(Fn.conditionEquals(text('remediation'), 'off')),
    );
    const mayRemove = condition('MayRemoveConsoleAccess', isOn('removeConsoleAccess'));
    const removes = condition(
      'RemediationRemovesConsoleAccess',
      Fn.conditionAnd(
        remediation,
        mayRemove,
        Fn.conditionEquals(text('remediationAction'), 'remove-console-access'),
      ),
    );
    const parts = new RuleParts(this, 'Rule', {
      code: inlineCode,
      inputParameters: Object.fromEntries(ruleParameterKeys.map((key) => [key, text(key)])),
      exemptTags: condition('ExemptTags', isSet('exemptTagKey')),
      maximumExecutionFrequency: text('maximumExecutionFrequency'),
      scanPeriodSeconds: this.scanPeriodSeconds(text('maximumExecutionFrequency')),
      timeoutSeconds: parameters.timeoutSeconds.valueAsNumber,
      architecture: text('architecture'),
      runtime: text('runtime'),
      memoryMiB: parameters.memoryMiB.valueAsNumber,
      logRetentionDays: parameters.logRetentionDays.valueAsNumber,
      reevaluation: condition('WithReevaluation', Fn.conditionAnd(isOn('reevaluation'), inIamRegion())),
      alarms: condition('WithAlarms', isOn('alarms')),
      dashboard: condition('WithDashboard', isOn('dashboard')),
      savedQuery: condition('WithSavedQuery', isOn('savedQuery')),
      complianceNotice: condition(
        'WithComplianceNotice',
        Fn.conditionAnd(isOn('complianceNotice'), hasTopic),
      ),
      newTopic: { email: text('notificationEmail'), when: ownTopic },
      topicArn: (own) =>
        Fn.conditionIf(givenTopic.logicalId, text('notificationTopicArn'), own ?? Aws.NO_VALUE).toString(),
      hasTopic,
      remediation,
      remediationAutomatic: Fn.conditionIf(
        condition('AutomaticRemediation', Fn.conditionEquals(text('remediation'), 'automatic')).logicalId,
        true,
        false,
      ),
      remediationRunbook: ({ requireMfa, removeConsoleAccess }) =>
        Fn.conditionIf(removes.logicalId, removeConsoleAccess, requireMfa).toString(),
      removeConsoleAccess: mayRemove,
      allowFirstPasswordChange: false,
    });
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason:
        'NotificationTopicArn is empty by default and is used only under the condition GivenTopic: that it is not.',
    });
    new CfnOutput(this, 'RuleName', { value: parts.configRule.ruleName });
    new CfnOutput(this, 'FunctionName', { value: parts.ruleFunction.functionName });
    new CfnOutput(this, 'LogGroupName', { value: parts.ruleFunction.entry.logGroupName });
  }

  /** An alarm's period is a number, and a mapping's keys may not hold the underscore of `Six_Hours`. */
  private scanPeriodSeconds(frequency: string): number {
    const [last, ...others] = [...frequencies].reverse();
    const fallback: number | IResolvable = secondsOf[last ?? 'TwentyFour_Hours'];
    const period = others.reduce<number | IResolvable>((otherwise, name) => {
      const is = new CfnCondition(this, `Every${name.replace('_', '')}`, {
        expression: Fn.conditionEquals(frequency, name),
      });
      return Fn.conditionIf(is.logicalId, secondsOf[name], otherwise);
    }, fallback);
    return Token.asNumber(period);
  }

  /** What parameters' own types cannot say; CloudFormation checks it before it makes anything. */
  private refuse(isOn: Expression, isSet: Expression): void {
    new CfnRule(this, 'InTheIamRegion', {
      ruleCondition: Fn.conditionNot(isOn('allowAnyRegion')),
      assertions: [
        {
          assert: Fn.conditionContains([...iamRegions], Aws.REGION),
          assertDescription: `AWS records ${meta.resourceType} and sends IAM's events in the partition's IAM region only: deploy in ${iamRegions[0] ?? ''} (or your partition's), or set AllowAnyRegion.`,
        },
      ],
    });
    new CfnRule(this, 'OneTopic', {
      assertions: [
        {
          assert: Fn.conditionNot(Fn.conditionAnd(isSet('notificationEmail'), isSet('notificationTopicArn'))),
          assertDescription: 'Set NotificationEmail or NotificationTopicArn, not both.',
        },
      ],
    });
    const removes = Fn.conditionEquals(Fn.ref(parameterName('remediationAction')), 'remove-console-access');
    new CfnRule(this, 'OnlyWhatCanBeTakenBackIsAutomatic', {
      ruleCondition: removes,
      assertions: [
        {
          assert: Fn.conditionNot(Fn.conditionEquals(Fn.ref(parameterName('remediation')), 'automatic')),
          assertDescription: 'Only require-mfa may be automatic: it is the step that can be taken back.',
        },
        {
          assert: isOn('removeConsoleAccess'),
          assertDescription: 'RemediationAction remove-console-access needs RemoveConsoleAccess true.',
        },
      ],
    });
    new CfnRule(this, 'SomebodyToTell', {
      ruleCondition: isOn('complianceNotice'),
      assertions: [
        {
          assert: Fn.conditionOr(isSet('notificationEmail'), isSet('notificationTopicArn')),
          assertDescription: 'ComplianceNotice needs NotificationEmail or NotificationTopicArn.',
        },
      ],
    });
  }
}

type Expression = (key: keyof TemplateParameters) => ReturnType<typeof Fn.conditionEquals>;

const inIamRegion = () =>
  Fn.conditionOr(...iamRegions.map((region) => Fn.conditionEquals(Aws.REGION, region)));

/** How the console groups the parameters. */
const consoleForm = () => ({
  ParameterGroups: [
    { Label: { default: 'The rule' }, Parameters: ruleParameterKeys.map(parameterName) },
    { Label: { default: 'How it runs and whom it tells' }, Parameters: otherKeys.map(parameterName) },
  ],
});
