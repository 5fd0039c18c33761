import type { IResolvable } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { all, any, hasTopic, inIamRegion, is, isSet, not, on } from '../options/logic';
import { type Settings, scanPeriodSeconds } from '../options/settings';
import {
  applyCondition,
  createWhen,
  listOf,
  nameIf,
  valueIf,
  valueOf,
  type When,
  whenBoth,
} from '../options/when';
import { Remediation } from '../remediation/remediation';
import type { CodeSource } from '../rule/code';
import { applyCompanySettings, keyGrant } from '../rule/company-settings';
import { ConfigRule } from '../rule/config-rule';
import type { FunctionSettings } from '../rule/entry-function';
import { Reevaluation } from '../rule/reevaluation';
import { RuleFunction } from '../rule/rule-function';
import { Alarms, type WatchedEvents } from '../watch/alarms';
import { Dashboard } from '../watch/dashboard';
import { complianceNotice, criticalFindingNotice, Notice, type NoticeContent } from './notice';
import { NotificationTopic } from '../watch/notification-topic';
import { SavedQuery } from '../watch/saved-query';
import { SecurityHubInsight } from '../watch/security-hub-insight';

export interface AccountPartsProps {
  readonly settings: Settings;
  readonly code: CodeSource;
  /**
   * In a member of an organization the function has the name that the conformance pack writes. It has no dashboard, query, notice
   * or topic of its own: one account has the view of all.
   */
  readonly member: boolean;
}

/** The parts of one account, put together. */
export class AccountParts extends Construct {
  readonly ruleFunction: RuleFunction;
  /** Empty where the rule is in a conformance pack. */
  readonly ruleArn: string;
  readonly topicArn: string | undefined;
  /** The topic that is made here. */
  readonly ownTopic: ITopic | undefined;
  private readonly configRule: ConfigRule | undefined;
  private readonly remediation: Remediation | undefined;
  private readonly reevaluation: Reevaluation | undefined;
  private readonly functions: FunctionSettings;
  private readonly ruleHere: When;
  private readonly exemptTags: When;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccountPartsProps,
  ) {
    super(scope, id);
    const { code, settings, member } = props;
    this.functions = {
      architecture: settings.text('architecture'),
      runtime: settings.text('runtime'),
      memoryMiB: settings.number('memoryMiB'),
      logRetentionDays: settings.number('logRetentionDays'),
    };
    this.ruleHere = member ? settings.when('RuleHere', is('ruleIn', 'member-stack')) : true;
    this.exemptTags = settings.when('HasExemptTagKey', isSet('exemptTagKey'));
    this.ruleFunction = new RuleFunction(this, 'Function', {
      ...this.functions,
      ...(member ? { functionName: meta.functionName } : {}),
      code: code('handler'),
      timeoutSeconds: settings.number('timeoutSeconds'),
      readTags: settings.when('ReadsTags', any(isSet('exemptTagKey'), isSet('ownerTagKey'))),
      rankPrivileges: settings.when('RanksPrivileges', on('rankPrivileges')),
      securityHubFindings: settings.when('WithSecurityHubFindings', on('securityHubFindings')),
      metrics: this.metrics(),
      reserves: settings.when('HasReservedConcurrency', isSet('reservedConcurrency')),
      reservedConcurrency: settings.number('reservedConcurrency'),
      keyGrant: keyGrant(settings),
    });
    this.configRule = createWhen(this.ruleHere, () => this.rule());
    this.ruleArn = this.configRule?.ruleArn ?? '';
    this.reevaluation = createWhen(
      this.reevaluates,
      () =>
        new Reevaluation(this, 'Reevaluation', {
          ...this.functions,
          code: code('reevaluate'),
          exemptTags: this.exemptTags,
          keyGrant: keyGrant(settings),
          // A rule in a conformance pack is found by its name's pattern instead.
          ...(member ? { ruleIn: settings.text('ruleIn') } : { ruleName: meta.id }),
        }),
    );
    this.remediation = createWhen(this.remediates, () => this.remediate());
    this.ownTopic = createWhen(
      settings.when('OwnTopic', isSet('notificationEmail')),
      () => new NotificationTopic(this, 'Notifications', { email: settings.text('notificationEmail') }),
    )?.topic;
    this.topicArn = this.topic();
    this.watch();
    applyCompanySettings(this, settings);
  }

  private get reevaluates(): When {
    return this.props.settings.when('WithReevaluation', all(on('reevaluation'), inIamRegion));
  }

  /** In an account an alarm shows in the console; of 5,000 members nobody looks at each. */
  private get alarmed(): When {
    const wanted = not(is('alarms', 'false'));
    return this.props.settings.when('WithAlarms', this.props.member ? all(wanted, hasTopic) : wanted);
  }

  /** A scan that is missed is seen by one metric; without the alarm on it nobody reads it. */
  private get watchesScans(): When {
    const { settings, member } = this.props;
    const wanted = all(not(is('alarms', 'false')), not(is('metrics', 'none')));
    return settings.when(
      'WithScanAlarm',
      member ? all(wanted, hasTopic, is('ruleIn', 'member-stack')) : wanted,
    );
  }

  private metrics(): string | IResolvable {
    const { settings } = this.props;
    return valueOf<string | IResolvable>(
      settings.when('WithAllMetrics', is('metrics', 'all')),
      'all',
      valueOf<string>(this.watchesScans, 'scans', 'none'),
    );
  }

  private get remediates(): When {
    return this.props.settings.when('WithRemediation', not(is('remediation', 'off')));
  }

  private topic(): string | undefined {
    const { settings } = this.props;
    const own = this.ownTopic?.topicArn;
    const given = settings.text('notificationTopicArn');
    if (this.props.member) return this.alarmed === false ? undefined : given;
    if (settings.when('HasTopic', hasTopic) === false) return undefined;
    if (own === undefined) return given;
    return String(valueOf(settings.when('GivenTopic', isSet('notificationTopicArn')), given, own));
  }

  private rule(): ConfigRule {
    const { functionArn, permission } = this.ruleFunction;
    const { settings } = this.props;
    return new ConfigRule(this, 'ConfigRule', {
      functionArn,
      permission,
      maximumExecutionFrequency: settings.text('maximumExecutionFrequency'),
      inputParameters: settings.inputParameters,
    });
  }

  private remediate(): Remediation {
    const { configRule } = this;
    const { settings, code } = this.props;
    const mayRemove = settings.when('MayRemoveConsoleAccess', on('removeConsoleAccess'));
    const remediation = new Remediation(this, 'Remediation', {
      ...this.functions,
      code: code('remediate'),
      exemptTags: this.exemptTags,
      removeConsoleAccess: whenBoth(this, 'WithRemovalOfConsoleAccess', this.remediates, mayRemove),
      ruleFunctionArn: this.ruleFunction.functionArn,
      allowFirstPasswordChange: settings.when('FirstPasswordChange', on('allowFirstPasswordChange')),
      auditRetentionDays: settings.number('auditRetentionDays'),
      rolePath: settings.text('rolePath'),
    });
    if (configRule === undefined) return remediation;
    const removes = settings.when(
      'RemediationRemovesConsoleAccess',
      all(
        not(is('remediation', 'off')),
        on('removeConsoleAccess'),
        is('remediationAction', 'remove-console-access'),
      ),
    );
    const configuration = remediation.serve(
      configRule,
      ({ removeConsoleAccess, requireMfa }) => String(valueOf(removes, removeConsoleAccess, requireMfa)),
      valueOf(settings.when('AutomaticRemediation', is('remediation', 'automatic')), true, false),
    );
    applyCondition(whenBoth(this, 'WithRemediationHere', this.ruleHere, this.remediates), configuration);
    return remediation;
  }

  private watch(): void {
    const { ruleFunction, reevaluation } = this;
    const { settings, member } = this.props;
    const notices = this.notices();
    const alarms = this.alarmed;
    createWhen(alarms, () => this.alarms(alarms, notices));
    if (member) return;
    // A graph of metrics that are not sent looks like an account without people.
    const dashboards = [
      {
        id: 'PeopleDashboard',
        people: true,
        when: settings.when('WithPeopleDashboard', all(on('dashboard'), is('metrics', 'all'))),
      },
      {
        id: 'Dashboard',
        people: false,
        when: settings.when('WithDashboard', all(on('dashboard'), not(is('metrics', 'all')))),
      },
    ];
    for (const { id, people, when } of dashboards) {
      createWhen(
        when,
        () =>
          new Dashboard(this, id, {
            ruleFunctionName: ruleFunction.functionName,
            people,
            deadLetterQueueNames: listOf(
              ruleFunction.deadLetters.queueName,
              reevaluation && nameIf(this.reevaluates, reevaluation.deadLetters.queueName),
            ),
          }),
      );
    }
    createWhen(settings.when('WithSavedQuery', on('savedQuery')), () => new SavedQuery(this, 'SavedQuery'));
    createWhen(
      settings.when('Insight', on('securityHubInsight')),
      () => new SecurityHubInsight(this, 'SecurityHubInsight'),
    );
  }

  private notices(): Readonly<Record<string, WatchedEvents>> {
    return {
      ...this.notice('ComplianceNotice', 'Notice', on('complianceNotice'), complianceNotice),
      ...this.notice(
        'CriticalFindingNotice',
        'CriticalNotice',
        on('criticalFindingNotice'),
        criticalFindingNotice,
      ),
    };
  }

  private notice(
    id: string,
    name: string,
    test: Parameters<Settings['when']>[1],
    content: NoticeContent,
  ): Readonly<Record<string, WatchedEvents>> {
    const { topicArn } = this;
    const { settings } = this.props;
    const when = settings.when(`With${id}`, test);
    if (topicArn === undefined || this.props.member || when === false) return {};
    const { events, deadLetters } = new Notice(this, id, {
      topicArn,
      content,
      when,
      given: {
        when: settings.when(`With${id}ToGivenTopic`, all(test, isSet('notificationTopicArn'))),
        topicArn: settings.text('notificationTopicArn'),
      },
    });
    const alarmed = settings.when(`With${name}Alarms`, all(not(is('alarms', 'false')), test));
    return { [name]: { ruleName: events.ref, deadLetters, when: alarmed } };
  }

  private alarms(alarms: When, notices: Readonly<Record<string, WatchedEvents>>): Alarms {
    const { topicArn, ruleFunction, reevaluation, remediation } = this;
    const { settings, member } = this.props;
    const list = topicArn === undefined ? undefined : [topicArn];
    const both = (id: string, one: When, other: When) => whenBoth(this, id, one, other);
    const every = member ? settings.when('WithEveryAlarm', all(is('alarms', 'all'), hasTopic)) : alarms;
    const withReevaluation = both('WithReevaluationAlarm', alarms, this.reevaluates);
    return new Alarms(this, 'Alarms', {
      ruleFunctionName: ruleFunction.functionName,
      ruleDeadLetters: ruleFunction.deadLetters,
      scans: { periodSeconds: scanPeriodSeconds(settings), when: this.watchesScans },
      unreadable: settings.when(
        'WithUnreadableAlarm',
        all(is('metrics', 'all'), member ? all(is('alarms', 'all'), hasTopic) : not(is('alarms', 'false'))),
      ),
      reevaluation: reevaluation && {
        functionName: reevaluation.entry.functionName,
        queue: reevaluation.queue,
        deadLetters: reevaluation.deadLetters,
        eventsRuleName: reevaluation.events.ref,
        when: withReevaluation,
        whenEvery: member ? both('WithEveryReevaluationAlarm', every, this.reevaluates) : withReevaluation,
      },
      remediation: remediation && { functionName: remediation.functionName, when: this.remediates },
      notices,
      functionErrors: member ? 'together' : 'each',
      actions: member || list === undefined ? list : valueIf(settings.when('HasTopic', hasTopic), list),
      noticeActions: list,
    });
  }
}
