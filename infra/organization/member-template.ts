import { CfnOutput, CfnParameter, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { AccountParts } from '../account/account-parts';
import { inlineCode } from '../rule/code';
import {
  declareParameters,
  parameterName,
  ruleParameterKeys,
  type TemplateParameters,
} from '../options/template-parameters';
import { synthesized } from '../self-contained';
import { TemplateOptions } from '../options/template-options';
import { iamRegionOnly } from './iam-region-only';
import { memberOnly } from './member-only';
import { rulePlaces } from './options';

/** What may differ between organizations; `ruleIn` is one more. */
export const memberKeys = [
  ...ruleParameterKeys,
  'maximumExecutionFrequency',
  'reevaluation',
  'notificationTopicArn',
  'alarms',
  'remediation',
  'remediationAction',
  'removeConsoleAccess',
  'memoryMiB',
  'timeoutSeconds',
  'architecture',
  'runtime',
  'logRetentionDays',
] as const satisfies readonly (keyof TemplateParameters)[];

export interface MemberTemplateProps extends StackProps {
  /**
   * Whether users whose password must be reset may do so before they have MFA.
   * @default false
   */
  readonly allowFirstPasswordChange?: boolean | undefined;
}

/** The member stack as one self-contained template, for the StackSet and for people without CDK. */
export class MemberTemplate extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { allowFirstPasswordChange, ...props }: MemberTemplateProps = {},
  ) {
    super(scope, id, props);
    this.templateOptions.description = `AWS Config rule ${meta.id} in one account of an organization: ${meta.title}`;
    const ruleIn = new CfnParameter(this, 'RuleIn', {
      default: rulePlaces[0],
      allowedValues: [...rulePlaces],
      description:
        'Where the rule stands: in the organization conformance pack, or here, with the parameters of this stack.',
    });
    const parameters = declareParameters(this, memberKeys);
    const options = new TemplateOptions<(typeof memberKeys)[number]>(this, parameters);
    const text = options.text.bind(options);
    const isOn = (key: (typeof memberKeys)[number]) => options.is(key, 'true');
    const condition = options.condition.bind(options);
    iamRegionOnly(this);
    const exemptTags = condition('ExemptTags', options.isSet('exemptTagKey'));
    const parts = new AccountParts(this, 'Member', {
      ...memberOnly,
      code: inlineCode,
      ruleHere: condition('RuleHere', Fn.conditionEquals(ruleIn.valueAsString, 'member-stack')),
      inputParameters: options.inputParameters(exemptTags),
      exemptTags,
      maximumExecutionFrequency: text('maximumExecutionFrequency'),
      scanPeriodSeconds: options.scanPeriodSeconds(text('maximumExecutionFrequency')),
      timeoutSeconds: parameters.timeoutSeconds.valueAsNumber,
      architecture: text('architecture'),
      runtime: text('runtime'),
      memoryMiB: parameters.memoryMiB.valueAsNumber,
      logRetentionDays: parameters.logRetentionDays.valueAsNumber,
      reevaluation: condition('WithReevaluation', isOn('reevaluation')),
      alarms: condition('WithAlarms', isOn('alarms')),
      topicArn: () => text('notificationTopicArn'),
      hasTopic: condition('HasTopic', options.isSet('notificationTopicArn')),
      ...options.remediation(),
      allowFirstPasswordChange: allowFirstPasswordChange === true,
    });
    this.templateOptions.metadata = { 'AWS::CloudFormation::Interface': consoleForm() };
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason:
        'NotificationTopicArn is empty by default and is used only under the condition HasTopic: that it is not.',
    });
    new CfnOutput(this, 'FunctionName', { value: parts.ruleFunction.functionName });
    new CfnOutput(this, 'LogGroupName', { value: parts.ruleFunction.entry.logGroupName });
  }
}

/** The file: the StackSet's, and the one for people without CDK. */
export const memberTemplate = (allowFirstPasswordChange = false): string =>
  synthesized(
    (app, props) => new MemberTemplate(app, 'IamUserMfaMember', { ...props, allowFirstPasswordChange }),
  );

/** How the console groups the parameters. */
const consoleForm = () => ({
  ParameterGroups: [
    { Label: { default: 'The rule' }, Parameters: ['RuleIn', ...ruleParameterKeys.map(parameterName)] },
    {
      Label: { default: 'How it runs and whom it tells' },
      Parameters: memberKeys
        .filter((key) => !(ruleParameterKeys as readonly string[]).includes(key))
        .map(parameterName),
    },
  ],
});
