import type { IResolvable } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarms } from '../watch/alarms';
import type { CodeSource } from '../rule/code';
import { ComplianceNotice } from '../watch/compliance-notice';
import { ConfigRule } from '../rule/config-rule';
import { Dashboard } from '../watch/dashboard';
import type { FunctionSettings } from '../rule/entry-function';
import { NotificationTopic } from '../watch/notification-topic';
import { Reevaluation } from '../rule/reevaluation';
import { Remediation } from '../remediation/remediation';
import type { Runbooks } from '../remediation/runbooks';
import { RuleFunction } from '../rule/rule-function';
import { SavedQuery } from '../watch/saved-query';
import { whenBoth, listOf, nameIf, createWhen, type When, valueIf } from '../options/when';

/** Everything decided: by checked props in a CDK stack, by parameters and conditions in a template. */
export interface AccountPartsProps extends FunctionSettings {
  readonly code: CodeSource;
  readonly inputParameters: Readonly<Record<string, string>>;
  readonly exemptTags: When;
  readonly maximumExecutionFrequency: string;
  readonly scanPeriodSeconds: number;
  readonly timeoutSeconds: number;
  readonly reevaluation: When;
  readonly alarms: When;
  readonly dashboard: When;
  readonly savedQuery: When;
  readonly complianceNotice: When;
  /** Whom a topic of our own tells. */
  readonly newTopic: { readonly email: string; readonly when: When } | undefined;
  /** The topic that is told, given our own if there is one. */
  readonly topicArn: (ownTopicArn: string | undefined) => string | undefined;
  readonly remediation: When;
  readonly remediationAutomatic: boolean | IResolvable;
  /** Which of the runbooks Config starts. */
  readonly remediationRunbook: (runbooks: Runbooks) => string;
  /** Whether login profiles may be deleted. */
  readonly removeConsoleAccess: When;
  /** Known at synth: it is part of the enforcement policy's text. */
  readonly allowFirstPasswordChange: boolean;
  /** Whether there is a topic at all. */
  readonly hasTopic: When;
}

/** The parts of one account, put together. */
export class AccountParts extends Construct {
  readonly ruleFunction: RuleFunction;
  readonly configRule: ConfigRule;
  readonly reevaluation: Reevaluation | undefined;
  readonly topicArn: string | undefined;

  constructor(scope: Construct, id: string, props: AccountPartsProps) {
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
    this.reevaluation = createWhen(
      props.reevaluation,
      () =>
        new Reevaluation(this, 'Reevaluation', {
          ...settings,
          code: code('reevaluate'),
          exemptTags,
          ruleName,
        }),
    );
    createWhen(props.remediation, () => this.remediate(props, settings));
    const { newTopic } = props;
    const ownTopic =
      newTopic &&
      createWhen(
        newTopic.when,
        () => new NotificationTopic(this, 'Notifications', { email: newTopic.email }),
      );
    this.topicArn = props.topicArn(ownTopic?.topicArn);
    this.watch(props);
  }

  private remediate(props: AccountPartsProps, settings: FunctionSettings): Construct {
    const { removeConsoleAccess, allowFirstPasswordChange } = props;
    const remediation = new Remediation(this, 'Remediation', {
      ...settings,
      code: props.code('remediate'),
      exemptTags: props.exemptTags,
      removeConsoleAccess: whenBoth(
        this,
        'WithRemovalOfConsoleAccess',
        props.remediation,
        removeConsoleAccess,
      ),
      enforcement: { allowFirstPasswordChange },
    });
    remediation.serve(this.configRule, props.remediationRunbook, props.remediationAutomatic);
    return remediation;
  }

  private watch(props: AccountPartsProps): void {
    const { topicArn, ruleFunction, reevaluation } = this;
    const ruleFunctionName = ruleFunction.functionName;
    createWhen(
      props.alarms,
      () =>
        new Alarms(this, 'Alarms', {
          ruleFunctionName,
          ruleDeadLetters: ruleFunction.deadLetters,
          scanPeriodSeconds: props.scanPeriodSeconds,
          reevaluation: reevaluation && {
            deadLetters: reevaluation.deadLetters,
            when: whenBoth(this, 'WithReevaluationAlarm', props.alarms, props.reevaluation),
          },
          actions: topicArn === undefined ? undefined : (valueIf(props.hasTopic, [topicArn]) as IResolvable),
        }),
    );
    createWhen(
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
    createWhen(props.savedQuery, () => new SavedQuery(this, 'SavedQuery'));
    if (topicArn !== undefined) {
      const { ruleName } = this.configRule;
      createWhen(
        props.complianceNotice,
        () => new ComplianceNotice(this, 'ComplianceNotice', { ruleName, topicArn }),
      );
    }
  }
}
