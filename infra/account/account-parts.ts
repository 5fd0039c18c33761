import type { IResolvable } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  applyCondition,
  createWhen,
  listOf,
  nameIf,
  valueIf,
  type When,
  whenBoth,
  whenEither,
} from '../options/when';
import { Remediation } from '../remediation/remediation';
import type { Runbooks } from '../remediation/runbooks';
import type { CodeSource } from '../rule/code';
import { ConfigRule } from '../rule/config-rule';
import type { FunctionSettings } from '../rule/entry-function';
import { Reevaluation } from '../rule/reevaluation';
import { RuleFunction } from '../rule/rule-function';
import { Alarms, type AlarmsProps, type WatchedEvents } from '../watch/alarms';
import { ComplianceNotice } from '../watch/compliance-notice';
import { CriticalFindingNotice } from '../watch/critical-finding-notice';
import { Dashboard } from '../watch/dashboard';
import { NotificationTopic } from '../watch/notification-topic';
import { SavedQuery } from '../watch/saved-query';
import { SecurityHubInsight } from '../watch/security-hub-insight';
import { noticeWhen } from './notice';

/**
 * Everything decided: by checked props in a CDK stack, by parameters and conditions in a template. A member of an organization
 * is an account whose function has a fixed name, and that has no dashboard, no query and no topic of its own.
 */
export interface AccountPartsProps extends FunctionSettings {
  readonly code: CodeSource;
  /** @default - CloudFormation makes up a name */
  readonly functionName?: string | undefined;
  /** Whether the rule stands here; a conformance pack brings it otherwise. */
  readonly ruleHere: When;
  /** What re-evaluation is told: a rule in a conformance pack is found by its name's pattern instead. */
  readonly ruleName?: string | undefined;
  /** Where the rule is, as a member of an organization says it to re-evaluation. */
  readonly ruleIn?: string | undefined;
  readonly inputParameters: Readonly<Record<string, string>>;
  readonly exemptTags: When;
  /** Whether `ownerTagKey` is set: only the rule's own function shows owners. */
  readonly ownerTags: When;
  readonly rankPrivileges: When;
  readonly securityHubFindings: When;
  readonly securityHubInsight: When;
  readonly criticalFindingNotice: When;
  readonly maximumExecutionFrequency: string;
  readonly scanPeriodSeconds: number;
  readonly timeoutSeconds: number;
  readonly reevaluation: When;
  readonly alarms: When;
  /** Narrower than `alarms`: those, too, that not every account of an organization needs. */
  readonly everyAlarm: When;
  readonly functionErrors: AlarmsProps['functionErrors'];
  readonly dashboard: When;
  readonly savedQuery: When;
  readonly complianceNotice: When;
  /** Who a topic of our own notifies. */
  readonly newTopic?: { readonly email: string; readonly when: When } | undefined;
  /** The topic that is told, given our own if there is one. */
  readonly topicArn: (ownTopicArn: string | undefined) => string | undefined;
  /** Whether there is a topic at all. */
  readonly hasTopic: When;
  readonly remediation: When;
  readonly remediationAutomatic: boolean | IResolvable;
  /** Which of the runbooks Config starts. */
  readonly remediationRunbook: (runbooks: Runbooks) => string;
  /** Whether login profiles may be deleted. */
  readonly removeConsoleAccess: When;
  readonly allowFirstPasswordChange: When;
  readonly auditRetentionDays: number;
}

/** The parts of one account, put together. */
export class AccountParts extends Construct {
  readonly ruleFunction: RuleFunction;
  /** Empty where the rule is in a conformance pack. */
  readonly ruleArn: string;
  private readonly configRule: ConfigRule | undefined;
  private readonly remediation: Remediation | undefined;
  readonly reevaluation: Reevaluation | undefined;
  readonly topicArn: string | undefined;
  /** The topic that is made here. */
  readonly ownTopic: ITopic | undefined;
  private readonly settings: FunctionSettings;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccountPartsProps,
  ) {
    super(scope, id);
    const { code, exemptTags, newTopic, architecture, runtime, memoryMiB, logRetentionDays } = props;
    this.settings = { architecture, runtime, memoryMiB, logRetentionDays };
    this.ruleFunction = new RuleFunction(this, 'Function', {
      ...this.settings,
      functionName: props.functionName,
      code: code('handler'),
      timeoutSeconds: props.timeoutSeconds,
      readTags: whenEither(this, 'ReadsTags', exemptTags, props.ownerTags),
      rankPrivileges: props.rankPrivileges,
      securityHubFindings: props.securityHubFindings,
    });
    this.configRule = createWhen(props.ruleHere, () => this.rule());
    this.ruleArn = this.configRule?.ruleArn ?? '';
    this.reevaluation = createWhen(
      props.reevaluation,
      () =>
        new Reevaluation(this, 'Reevaluation', {
          ...this.settings,
          code: code('reevaluate'),
          exemptTags,
          ruleName: props.ruleName,
          ruleIn: props.ruleIn,
        }),
    );
    this.remediation = createWhen(props.remediation, () => this.remediate());
    const own =
      newTopic &&
      createWhen(
        newTopic.when,
        () => new NotificationTopic(this, 'Notifications', { email: newTopic.email }),
      );
    this.ownTopic = own?.topic;
    this.topicArn = props.topicArn(own?.topic.topicArn);
    this.watch();
  }

  private rule(): ConfigRule {
    const { functionArn, permission } = this.ruleFunction;
    const { maximumExecutionFrequency, inputParameters } = this.props;
    return new ConfigRule(this, 'ConfigRule', {
      functionArn,
      permission,
      maximumExecutionFrequency,
      inputParameters,
    });
  }

  private remediate(): Remediation {
    const { props, configRule } = this;
    const remediation = new Remediation(this, 'Remediation', {
      ...this.settings,
      code: props.code('remediate'),
      exemptTags: props.exemptTags,
      removeConsoleAccess: whenBoth(
        this,
        'WithRemovalOfConsoleAccess',
        props.remediation,
        props.removeConsoleAccess,
      ),
      ruleFunctionArn: this.ruleFunction.functionArn,
      allowFirstPasswordChange: props.allowFirstPasswordChange,
      auditRetentionDays: props.auditRetentionDays,
    });
    if (configRule === undefined) return remediation;
    const configuration = remediation.serve(configRule, props.remediationRunbook, props.remediationAutomatic);
    applyCondition(whenBoth(this, 'WithRemediationHere', props.ruleHere, props.remediation), configuration);
    return remediation;
  }

  private watch(): void {
    const { props, ruleFunction, reevaluation } = this;
    const notices = this.notices();
    createWhen(props.alarms, () => this.alarms(notices));
    createWhen(
      props.dashboard,
      () =>
        new Dashboard(this, 'Dashboard', {
          ruleFunctionName: ruleFunction.functionName,
          deadLetterQueueNames: listOf(
            ruleFunction.deadLetters.queueName,
            reevaluation && nameIf(props.reevaluation, reevaluation.deadLetters.queueName),
          ),
        }),
    );
    createWhen(props.savedQuery, () => new SavedQuery(this, 'SavedQuery'));
    createWhen(props.securityHubInsight, () => new SecurityHubInsight(this, 'SecurityHubInsight'));
  }

  private notices(): Readonly<Record<string, WatchedEvents>> {
    const { props, topicArn, configRule } = this;
    if (topicArn === undefined || configRule === undefined) return {};
    const { ruleName } = configRule;
    const compliance = noticeWhen(
      this,
      'ComplianceNotice',
      props.complianceNotice,
      (scope, id, deadLettersArn) => new ComplianceNotice(scope, id, { ruleName, topicArn, deadLettersArn }),
    );
    const critical = noticeWhen(
      this,
      'CriticalFindingNotice',
      props.criticalFindingNotice,
      (scope, id, deadLettersArn) => new CriticalFindingNotice(scope, id, { topicArn, deadLettersArn }),
    );
    return {
      ...this.watched('Notice', compliance, props.complianceNotice),
      ...this.watched('CriticalNotice', critical, props.criticalFindingNotice),
    };
  }

  private watched(
    name: string,
    notice: ReturnType<typeof noticeWhen>,
    when: When,
  ): Readonly<Record<string, WatchedEvents>> {
    if (notice === undefined) return {};
    return { [name]: { ...notice, when: whenBoth(this, `With${name}Alarms`, this.props.alarms, when) } };
  }

  private alarms(notices: Readonly<Record<string, WatchedEvents>>): Alarms {
    const { props, topicArn, ruleFunction, reevaluation, remediation } = this;
    const both = (id: string, one: When, other: When) => whenBoth(this, id, one, other);
    const withReevaluation = both('WithReevaluationAlarm', props.alarms, props.reevaluation);
    return new Alarms(this, 'Alarms', {
      ruleFunctionName: ruleFunction.functionName,
      ruleDeadLetters: ruleFunction.deadLetters,
      scans: {
        periodSeconds: props.scanPeriodSeconds,
        when: both('WithScanAlarm', props.alarms, props.ruleHere),
      },
      reevaluation: reevaluation && {
        functionName: reevaluation.entry.functionName,
        queue: reevaluation.queue,
        deadLetters: reevaluation.deadLetters,
        eventsRuleName: reevaluation.events.ref,
        when: withReevaluation,
        whenEvery:
          props.everyAlarm === props.alarms
            ? withReevaluation
            : both('WithEveryReevaluationAlarm', props.everyAlarm, props.reevaluation),
      },
      remediation: remediation && { functionName: remediation.functionName, when: props.remediation },
      notices,
      every: props.everyAlarm,
      functionErrors: props.functionErrors,
      actions: topicArn === undefined ? undefined : valueIf(props.hasTopic, [topicArn]),
      noticeActions: topicArn === undefined ? undefined : [topicArn],
    });
  }
}
