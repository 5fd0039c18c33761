import { Aws, CfnOutput, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { inlineCode } from '../rule/code';
import { iamRegions } from '../options/iam-region';
import { notInChina } from '../watch/saved-query';
import { AccountParts } from './account-parts';
import { refuseContradictions } from './template-rules';
import { TemplateOptions } from '../options/template-options';
import {
  declareParameters,
  notAPassword,
  otherKeys,
  parameterName,
  ruleParameterKeys,
  type TemplateParameters,
} from '../options/template-parameters';

/** What the account stack is, as one self-contained template: its options are CloudFormation parameters. */
export class AccountTemplate extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.templateOptions.description = `AWS Config rule ${meta.id}: ${meta.title}`;
    const parameters = declareParameters(this);
    this.templateOptions.metadata = { 'AWS::CloudFormation::Interface': consoleForm() };
    const options = new TemplateOptions<keyof TemplateParameters>(this, parameters);
    const text = options.text.bind(options);
    const isOn = (key: keyof TemplateParameters) => options.is(key, 'true');
    const isSet = options.isSet.bind(options);
    const condition = options.condition.bind(options);
    const hasTopic = condition(
      'HasTopic',
      Fn.conditionOr(isSet('notificationEmail'), isSet('notificationTopicArn')),
    );
    const ownTopic = condition('OwnTopic', isSet('notificationEmail'));
    const givenTopic = condition('GivenTopic', isSet('notificationTopicArn'));
    const alarms = condition('WithAlarms', isOn('alarms'));
    refuseContradictions(this, isOn, isSet);
    const parts = new AccountParts(this, 'Rule', {
      code: inlineCode,
      ruleHere: true,
      ruleName: meta.id,
      ...options.rule(),
      reevaluation: condition('WithReevaluation', Fn.conditionAnd(isOn('reevaluation'), inIamRegion())),
      alarms,
      everyAlarm: alarms,
      functionErrors: 'each',
      dashboard: condition('WithDashboard', isOn('dashboard')),
      savedQuery: condition(
        'WithSavedQuery',
        Fn.conditionOr(isOn('savedQuery'), Fn.conditionAnd(options.is('savedQuery', ''), notInChina())),
      ),
      complianceNotice: condition(
        'WithComplianceNotice',
        Fn.conditionAnd(isOn('complianceNotice'), hasTopic),
      ),
      securityHubInsight: condition('Insight', isOn('securityHubInsight')),
      criticalFindingNotice: condition(
        'WithCriticalFindingNotice',
        Fn.conditionAnd(isOn('criticalFindingNotice'), hasTopic),
      ),
      newTopic: { email: text('notificationEmail'), when: ownTopic },
      topicArn: (own) =>
        Fn.conditionIf(givenTopic.logicalId, text('notificationTopicArn'), own ?? Aws.NO_VALUE).toString(),
      hasTopic,
      ...options.remediation(),
    });
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason:
        'NotificationTopicArn is empty by default and is used only under the condition GivenTopic: that it is not.',
    });
    notAPassword(this);
    new CfnOutput(this, 'RuleName', { value: meta.id });
    new CfnOutput(this, 'FunctionName', { value: parts.ruleFunction.functionName });
    new CfnOutput(this, 'LogGroupName', { value: parts.ruleFunction.entry.logGroupName });
  }
}

const inIamRegion = () =>
  Fn.conditionOr(...iamRegions.map((region) => Fn.conditionEquals(Aws.REGION, region)));

/** How the console groups the parameters. */
const consoleForm = () => ({
  ParameterGroups: [
    { Label: { default: 'The rule' }, Parameters: ruleParameterKeys.map(parameterName) },
    { Label: { default: 'How it runs and who is notified' }, Parameters: otherKeys.map(parameterName) },
  ],
});
