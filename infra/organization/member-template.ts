import {
  Aws,
  CfnCondition,
  CfnOutput,
  CfnParameter,
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
import { type ParameterKey, parameters as ruleParameters } from '../../rule/core/parameters';
import { meta } from '../../rule/meta';
import { secondsOf } from '../alarms';
import { inlineCode } from '../code';
import { frequencies } from '../options';
import {
  declareParameters,
  parameterName,
  ruleParameterKeys,
  type TemplateParameters,
} from '../template-parameters';
import { synthesized } from '../self-contained';
import { iamRegionOnly } from './iam-region-only';
import { MemberParts } from './member-parts';
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
    const text = (key: (typeof memberKeys)[number]) => parameters[key].valueAsString;
    const is: Is = (key, value) => Fn.conditionEquals(text(key), value);
    const condition = (name: string, expression: ICfnConditionExpression) =>
      new CfnCondition(this, name, { expression });
    iamRegionOnly(this);
    this.refuse(is);
    const exemptTags = condition('ExemptTags', Fn.conditionNot(is('exemptTagKey', '')));
    // PutConfigRule refuses empty values: "Blank spaces are not acceptable for input parameter".
    const unlessEmpty = (key: (typeof memberKeys)[number]) => {
      const set =
        key === 'exemptTagKey'
          ? exemptTags
          : condition(`Has${parameterName(key)}`, Fn.conditionNot(is(key, '')));
      return Fn.conditionIf(set.logicalId, text(key), Aws.NO_VALUE).toString();
    };
    const remediation = condition('WithRemediation', Fn.conditionNot(is('remediation', 'off')));
    const mayRemove = condition('MayRemoveConsoleAccess', is('removeConsoleAccess', 'true'));
    const removes = condition(
      'RemediationRemovesConsoleAccess',
      Fn.conditionAnd(remediation, mayRemove, is('remediationAction', 'remove-console-access')),
    );
    const parts = new MemberParts(this, 'Member', {
      code: inlineCode,
      ruleHere: condition('RuleHere', Fn.conditionEquals(ruleIn.valueAsString, 'member-stack')),
      inputParameters: Object.fromEntries(
        ruleParameterKeys.map((key) => [key, mayBeEmpty(key) ? unlessEmpty(key) : text(key)]),
      ),
      exemptTags,
      maximumExecutionFrequency: text('maximumExecutionFrequency'),
      scanPeriodSeconds: this.scanPeriodSeconds(text('maximumExecutionFrequency')),
      timeoutSeconds: parameters.timeoutSeconds.valueAsNumber,
      architecture: text('architecture'),
      runtime: text('runtime'),
      memoryMiB: parameters.memoryMiB.valueAsNumber,
      logRetentionDays: parameters.logRetentionDays.valueAsNumber,
      reevaluation: condition('WithReevaluation', is('reevaluation', 'true')),
      alarms: condition('WithAlarms', is('alarms', 'true')),
      topicArn: text('notificationTopicArn'),
      hasTopic: condition('HasTopic', Fn.conditionNot(is('notificationTopicArn', ''))),
      remediation,
      remediationAutomatic: Fn.conditionIf(
        condition('AutomaticRemediation', is('remediation', 'automatic')).logicalId,
        true,
        false,
      ),
      remediationRunbook: ({ requireMfa, removeConsoleAccess }) =>
        Fn.conditionIf(removes.logicalId, removeConsoleAccess, requireMfa).toString(),
      removeConsoleAccess: mayRemove,
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

  /** An alarm's period is a number, and a mapping's keys may not hold the underscore of `Six_Hours`. */
  private scanPeriodSeconds(frequency: string): number {
    const [last, ...others] = [...frequencies].reverse();
    const fallback: number | IResolvable = secondsOf[last ?? 'TwentyFour_Hours'];
    const period = others.reduce<number | IResolvable>((otherwise, name) => {
      const every = new CfnCondition(this, `Every${name.replace('_', '')}`, {
        expression: Fn.conditionEquals(frequency, name),
      });
      return Fn.conditionIf(every.logicalId, secondsOf[name], otherwise);
    }, fallback);
    return Token.asNumber(period);
  }

  private refuse(is: Is): void {
    new CfnRule(this, 'OnlyWhatCanBeTakenBackIsAutomatic', {
      ruleCondition: is('remediationAction', 'remove-console-access'),
      assertions: [
        {
          assert: Fn.conditionNot(is('remediation', 'automatic')),
          assertDescription: 'Only require-mfa may be automatic: it is the step that can be taken back.',
        },
        {
          assert: is('removeConsoleAccess', 'true'),
          assertDescription: 'RemediationAction remove-console-access needs RemoveConsoleAccess true.',
        },
      ],
    });
  }
}

/** Those without a default. */
export const mayBeEmpty = (key: ParameterKey): boolean => ruleParameters[key].default === '';

type Is = (key: (typeof memberKeys)[number], value: string) => ReturnType<typeof Fn.conditionEquals>;

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
