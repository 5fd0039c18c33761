import { CfnOutput, CfnParameter, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { AccountParts } from '../account/account-parts';
import { inlineCode } from '../rule/code';
import {
  declareParameters,
  notAPassword,
  parameterName,
  ruleParameterKeys,
  type TemplateParameters,
} from '../options/template-parameters';
import { synthesized } from '../self-contained';
import { optionTexts } from '../options/option-texts';
import { TemplateOptions } from '../options/template-options';
import { iamRegionOnly } from './iam-region-only';
import { memberOnly } from './member-only';
import { alarmSets, rulePlaces } from './options';

/** What may differ between organizations; `ruleIn` is one more. */
export const memberKeys = [
  ...ruleParameterKeys,
  'maximumExecutionFrequency',
  'reevaluation',
  'notificationTopicArn',
  'alarms',
  'securityHubFindings',
  'remediation',
  'remediationAction',
  'removeConsoleAccess',
  'allowFirstPasswordChange',
  'auditRetentionDays',
  'memoryMiB',
  'timeoutSeconds',
  'architecture',
  'runtime',
  'logRetentionDays',
] as const satisfies readonly (keyof TemplateParameters)[];

/** The member stack as one self-contained template, for the StackSet and for people without CDK. */
export class MemberTemplate extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    this.templateOptions.description = `AWS Config rule ${meta.id} in one account of an organization: ${meta.title}`;
    const ruleIn = new CfnParameter(this, 'RuleIn', {
      default: rulePlaces[0],
      allowedValues: [...rulePlaces],
      description: optionTexts.ruleIn.description,
    });
    const parameters = declareParameters(this, memberKeys, { alarms: { allowedValues: [...alarmSets] } });
    const options = new TemplateOptions<(typeof memberKeys)[number]>(this, parameters);
    const text = options.text.bind(options);
    const isOn = (key: (typeof memberKeys)[number]) => options.is(key, 'true');
    const condition = options.condition.bind(options);
    iamRegionOnly(this);
    const parts = new AccountParts(this, 'Member', {
      ...memberOnly,
      code: inlineCode,
      ruleHere: condition('RuleHere', Fn.conditionEquals(ruleIn.valueAsString, 'member-stack')),
      ...options.rule(),
      reevaluation: condition('WithReevaluation', isOn('reevaluation')),
      alarms: condition('WithAlarms', Fn.conditionNot(options.is('alarms', 'false'))),
      everyAlarm: condition('WithEveryAlarm', options.is('alarms', 'all')),
      ruleIn: ruleIn.valueAsString,
      topicArn: () => text('notificationTopicArn'),
      hasTopic: condition('HasTopic', options.isSet('notificationTopicArn')),
      ...options.remediation(),
    });
    this.templateOptions.metadata = { 'AWS::CloudFormation::Interface': consoleForm() };
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason:
        'NotificationTopicArn is empty by default and is used only under the condition HasTopic: that it is not.',
    });
    notAPassword(this);
    new CfnOutput(this, 'FunctionName', { value: parts.ruleFunction.functionName });
    new CfnOutput(this, 'LogGroupName', { value: parts.ruleFunction.entry.logGroupName });
  }
}

/** The file: the StackSet's, and the one for people without CDK. */
export const memberTemplate = (): string =>
  synthesized((app, props) => new MemberTemplate(app, 'IamUserMfaMember', props));

/** How the console groups the parameters. */
const consoleForm = () => ({
  ParameterGroups: [
    { Label: { default: 'The rule' }, Parameters: ['RuleIn', ...ruleParameterKeys.map(parameterName)] },
    {
      Label: { default: 'How it runs and who is notified' },
      Parameters: memberKeys
        .filter((key) => !(ruleParameterKeys as readonly string[]).includes(key))
        .map(parameterName),
    },
  ],
});
