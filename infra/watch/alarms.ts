import type { CfnAlarm, CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { above, alarm, type AlarmActions } from './alarm';
import { applyCondition, valueIf, type When } from '../options/when';
import {
  type AlarmMetric,
  failedInvocations,
  lambdaErrors,
  oldestMessage,
  ownMetric,
  visibleMessages,
} from './alarm-metrics';

/** A Lambda function of the rule; `when` is narrower than that of the alarms. */
export interface WatchedFunction {
  readonly functionName: string;
  readonly when: When;
}

/** An EventBridge rule: its target keeps what it cannot take in a dead-letter queue. */
export interface WatchedEvents {
  readonly ruleName: string;
  readonly deadLetters: IQueue;
  readonly when: When;
}

export interface AlarmsProps {
  readonly ruleFunctionName: string;
  readonly ruleDeadLetters: IQueue;
  /** The time between two scans, and whether the rule is in this template: elsewhere silence is no failure. */
  readonly scans: { readonly periodSeconds: number; readonly when: When };
  /** Looks at a custom metric, which CloudWatch bills; a scan that lacks users fails, too. */
  readonly unreadable: When;
  /** Left out where re-evaluation is. */
  readonly reevaluation?:
    | (WatchedFunction & {
        readonly queue: IQueue;
        readonly deadLetters: IQueue;
        readonly eventsRuleName: string;
        /** Of alarms that 5,000 accounts need not pay for: what they see ends in a dead letter or in the report, later. */
        readonly whenEvery: When;
      })
    | undefined;
  readonly remediation?: WatchedFunction | undefined;
  /** Notices by name. */
  readonly notices?: Readonly<Record<string, WatchedEvents>> | undefined;
  /** One alarm over the errors of all functions, or one for each. */
  readonly functionErrors: 'together' | 'each';
  /**
   * Topics to tell; a template may give an intrinsic function that makes the list.
   * @default - no topic is notified: the alarms show in the console
   */
  readonly actions?: AlarmActions;
  /** The same for the alarms of notices: where there is a notice, there is a topic. */
  readonly noticeActions?: string[] | undefined;
}

const halfAnHour = 1800;

/** They ring where the rule cannot do its work, never because a user has no MFA. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
    if (props.functionErrors === 'together') this.errorsOfAllFunctions();
    else this.errorsOfEachFunction();
    this.onAny(
      'DeadLetters',
      'iam-user-mfa: AWS Config invoked the rule, and it failed twice. The dead-letter queue holds the event.',
      visibleMessages(props.ruleDeadLetters),
    );
    this.onAny(
      'Unreadable',
      'iam-user-mfa: Some users could not be read, so nothing is said of them. The log names the API and the error.',
      ownMetric('Unreadable', 'Maximum'),
      props.unreadable,
    );
    this.reevaluation();
    this.notices();
    this.noScan();
  }

  private errorsOfEachFunction(): void {
    const { ruleFunctionName, reevaluation } = this.props;
    this.onAny(
      'Errors',
      'iam-user-mfa: The rule failed. Its log says what could not be read or posted.',
      lambdaErrors(ruleFunctionName),
    );
    if (reevaluation === undefined) return;
    this.onAny(
      'ReevaluationErrors',
      'iam-user-mfa: The function that starts the rule after IAM activity failed. Its log says why; the event is tried again.',
      lambdaErrors(reevaluation.functionName),
      reevaluation.when,
    );
  }

  private errorsOfAllFunctions(): void {
    const { ruleFunctionName, reevaluation, remediation } = this.props;
    const functions: readonly (WatchedFunction | undefined)[] = [
      { functionName: ruleFunctionName, when: true },
      reevaluation,
      remediation,
    ];
    const metrics = functions.flatMap((watched, index) => {
      if (watched === undefined) return [];
      return [valueIf(watched.when, errorsQuery(`m${index}`, watched.functionName))];
    });
    const errors = this.alarm('Errors', {
      alarmDescription:
        'iam-user-mfa: One of its functions failed: the rule, the one that starts it after IAM activity, or remediation. Its log says why.',
      ...above(0),
    });
    const sum = { Id: 'errors', Expression: 'SUM(FILL(METRICS(), 0))', ReturnData: true };
    errors.addPropertyOverride('Metrics', [sum, ...metrics]);
  }

  private reevaluation(): void {
    const { reevaluation } = this.props;
    if (reevaluation === undefined) return;
    const { when, whenEvery } = reevaluation;
    this.onAny(
      'ReevaluationDeadLetters',
      'iam-user-mfa: IAM activity did not lead to an evaluation. The next scheduled scan makes up for it.',
      visibleMessages(reevaluation.deadLetters),
      when,
    );
    this.onAny(
      'ReevaluationAge',
      'iam-user-mfa: IAM activity has waited for more than 30 minutes to start the rule. The log of the re-evaluation function says why.',
      { ...oldestMessage(reevaluation.queue), threshold: halfAnHour },
      whenEvery,
    );
    this.onAny(
      'ReevaluationUndelivered',
      'iam-user-mfa: EventBridge could not hand IAM activity to the re-evaluation queue. The next scheduled scan makes up for it.',
      failedInvocations(reevaluation.eventsRuleName),
      whenEvery,
    );
  }

  private notices(): void {
    for (const [name, { ruleName, deadLetters, when }] of Object.entries(this.props.notices ?? {})) {
      this.onAny(
        `${name}Undelivered`,
        'iam-user-mfa: EventBridge could not hand a notice to the topic. Check that the policies of the topic and its key allow events.amazonaws.com.',
        failedInvocations(ruleName),
        when,
        this.props.noticeActions,
      );
      this.onAny(
        `${name}DeadLetters`,
        'iam-user-mfa: A notice did not reach the topic. The dead-letter queue holds it.',
        visibleMessages(deadLetters),
        when,
        this.props.noticeActions,
      );
    }
  }

  private noScan(): void {
    const { periodSeconds, when } = this.props.scans;
    if (when === false) return;
    const noScan = this.alarm('NoScan', {
      alarmDescription:
        "iam-user-mfa: No scan has completed for two periods, so Config's results are out of date. Check that the rule exists and the recorder is on.",
      ...ownMetric('CompletedScans', 'Sum'),
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      period: periodSeconds,
      evaluationPeriods: 2,
      treatMissingData: 'breaching',
    });
    applyCondition(when, noScan);
  }

  /** Above nothing, unless the metric names a threshold. */
  private onAny(
    id: string,
    alarmDescription: string,
    metric: AlarmMetric & { readonly threshold?: number },
    when: When = true,
    actions = this.props.actions,
  ): void {
    if (when === false) return;
    const properties = { alarmDescription, period: 300, ...above(0), ...metric };
    applyCondition(when, this.alarm(id, properties, actions));
  }

  private alarm(id: string, props: CfnAlarmProps, actions = this.props.actions): CfnAlarm {
    return alarm(this, id, props, actions);
  }
}

/** As CloudFormation writes it: inside of Fn::If, CDK translates no names. */
const errorsQuery = (id: string, functionName: string) => ({
  Id: id,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: functionName }],
    },
    Period: 300,
    Stat: 'Sum',
  },
  ReturnData: false,
});
