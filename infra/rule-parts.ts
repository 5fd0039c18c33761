import type { IResolvable } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarms } from './alarms';
import type { CodeSource } from './code';
import { ComplianceNotice } from './compliance-notice';
import { ConfigRule } from './config-rule';
import { Dashboard } from './dashboard';
import type { FunctionSettings } from './entry-function';
import { NotificationTopic } from './notification-topic';
import { Reevaluation } from './reevaluation';
import { Remediation } from './remediation/remediation';
import type { Runbooks } from './remediation/runbooks';
import { RuleFunction } from './rule-function';
import { SavedQuery } from './saved-query';
import { both, listOf, nameIf, part, type Switch, valueIf } from './switch';

/** Everything decided: by checked props in a CDK stack, by parameters and conditions in a template. */
export interface RulePartsProps extends FunctionSettings {
  readonly code: CodeSource;
  readonly inputParameters: Readonly<Record<string, string>>;
  readonly exemptTags: Switch;
  readonly maximumExecutionFrequency: string;
  readonly scanPeriodSeconds: number;
  readonly timeoutSeconds: number;
  readonly reevaluation: Switch;
  readonly alarms: Switch;
  readonly dashboard: Switch;
  readonly savedQuery: Switch;
  readonly complianceNotice: Switch;
  /** Whom a topic of our own tells. */
  readonly newTopic: { readonly email: string; readonly when: Switch } | undefined;
  /** The topic that is told, given our own if there is one. */
  readonly topicArn: (ownTopicArn: string | undefined) => string | undefined;
  readonly remediation: Switch;
  readonly remediationAutomatic: boolean | IResolvable;
  /** Which of the runbooks Config starts. */
  readonly remediationRunbook: (runbooks: Runbooks) => string;
  /** Whether login profiles may be deleted. */
  readonly removeConsoleAccess: Switch;
  /** Known at synth: it is part of the enforcement policy's text. */
  readonly allowFirstPasswordChange: boolean;
  /** Whether there is a topic at all. */
  readonly hasTopic: Switch;
}

/** The parts of one account, put together. */
export class RuleParts extends Construct {
  readonly ruleFunction: RuleFunction;
  readonly configRule: ConfigRule;
  readonly reevaluation: Reevaluation | undefined;
  readonly topicArn: string | undefined;

  constructor(scope: Construct, id: string, props: RulePartsProps) {
    super(scope, id);
    const { code, exemptTags } = props;
    const settings: FunctionSettings = {
      architecture: props.architecture,
      runtime: props.runtime,
      memoryMiB: props.memoryMiB,
      logRetentionDays: props.logRetentionDays,
    };
    this.ruleFunction = new RuleFunction(this, 'Function', {
      ...settings,
      code: code('handler'),
      timeoutSeconds: props.timeoutSeconds,
      exemptTags,
    });
    this.configRule = new ConfigRule(this, 'ConfigRule', {
      functionArn: this.ruleFunction.functionArn,
      permission: this.ruleFunction.permission,
      maximumExecutionFrequency: props.maximumExecutionFrequency,
      inputParameters: props.inputParameters,
    });
    const { ruleName } = this.configRule;
    this.reevaluation = part(
      props.reevaluation,
      () =>
        new Reevaluation(this, 'Reevaluation', {
          ...settings,
          code: code('reevaluate'),
          exemptTags,
          ruleName,
        }),
    );
    part(props.remediation, () => this.remediate(props, settings));
    const { newTopic } = props;
    const ownTopic =
      newTopic &&
      part(newTopic.when, () => new NotificationTopic(this, 'Notifications', { email: newTopic.email }));
    this.topicArn = props.topicArn(ownTopic?.topicArn);
    this.watch(props);
  }

  private remediate(props: RulePartsProps, settings: FunctionSettings): Construct {
    const { removeConsoleAccess, allowFirstPasswordChange } = props;
    const remediation = new Remediation(this, 'Remediation', {
      ...settings,
      code: props.code('remediate'),
      exemptTags: props.exemptTags,
      removeConsoleAccess: both(this, 'WithRemovalOfConsoleAccess', props.remediation, removeConsoleAccess),
      enforcement: { allowFirstPasswordChange },
    });
    remediation.serve(this.configRule, props.remediationRunbook, props.remediationAutomatic);
    return remediation;
  }

  private watch(props: RulePartsProps): void {
    const { topicArn, ruleFunction, reevaluation } = this;
    const ruleFunctionName = ruleFunction.functionName;
    part(
      props.alarms,
      () =>
        new Alarms(this, 'Alarms', {
          ruleFunctionName,
          ruleDeadLetters: ruleFunction.deadLetters,
          scanPeriodSeconds: props.scanPeriodSeconds,
          reevaluation: reevaluation && {
            deadLetters: reevaluation.deadLetters,
            when: both(this, 'WithReevaluationAlarm', props.alarms, props.reevaluation),
          },
          actions: topicArn === undefined ? undefined : (valueIf(props.hasTopic, [topicArn]) as IResolvable),
        }),
    );
    part(
      props.dashboard,
      () =>
        new Dashboard(this, 'Dashboard', {
          ruleFunctionName,
          deadLetterQueueNames: listOf(
            ruleFunction.deadLetters.queueName,
            reevaluation && nameIf(props.reevaluation, reevaluation.deadLetters.queueName),
          ),
        }),
    );
    part(props.savedQuery, () => new SavedQuery(this, 'SavedQuery'));
    if (topicArn !== undefined) {
      const { ruleName } = this.configRule;
      part(
        props.complianceNotice,
        () => new ComplianceNotice(this, 'ComplianceNotice', { ruleName, topicArn }),
      );
    }
  }
}
