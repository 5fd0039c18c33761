import { type IResolvable, Validations } from 'aws-cdk-lib';
import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { applyCondition, type When } from '../options/when';

export interface AlarmsProps {
  readonly ruleFunctionName: string;
  readonly ruleDeadLetters: IQueue;
  /** The time between two scans. */
  readonly scanPeriodSeconds: number;
  /** Left out where re-evaluation is. */
  readonly reevaluation?: { readonly deadLetters: IQueue; readonly when: When } | undefined;
  /**
   * Topics to tell; a template may give an intrinsic function that makes the list.
   * @default - nobody is told: the alarms show in the console
   */
  readonly actions?: string[] | IResolvable | undefined;
}

type Metric = Pick<CfnAlarmProps, 'namespace' | 'metricName' | 'dimensions' | 'statistic'>;

/** They ring where the rule cannot do its work, never because a user has no MFA. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
    const { ruleFunctionName, ruleDeadLetters, reevaluation } = props;
    this.moreThanZero(
      'Errors',
      'iam-user-mfa: the rule failed. Its log says what could not be read or posted.',
      {
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensions: [{ name: 'FunctionName', value: ruleFunctionName }],
        statistic: 'Sum',
      },
    );
    this.moreThanZero(
      'Unreadable',
      'iam-user-mfa: some users could not be read, so nothing is said of them. The log names the API and the error.',
      ownMetric('Unreadable', 'Maximum'),
    );
    this.moreThanZero(
      'DeadLetters',
      'iam-user-mfa: Config invoked the rule, and it failed twice. The dead-letter queue holds the event.',
      visibleMessages(ruleDeadLetters),
    );
    if (reevaluation !== undefined) {
      const alarm = this.moreThanZero(
        'ReevaluationDeadLetters',
        'iam-user-mfa: IAM activity did not lead to an evaluation; the next scheduled scan makes up for it.',
        visibleMessages(reevaluation.deadLetters),
      );
      applyCondition(reevaluation.when, alarm);
    }
    this.alarm('NoScan', {
      alarmDescription:
        'iam-user-mfa: no scan came to its end for two periods: what Config shows is out of date. Is the recorder on, and the rule there?',
      ...ownMetric('CompletedScans', 'Sum'),
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      period: props.scanPeriodSeconds,
      evaluationPeriods: 2,
      treatMissingData: 'breaching',
    });
  }

  private moreThanZero(id: string, alarmDescription: string, metric: Metric): CfnAlarm {
    return this.alarm(id, {
      alarmDescription,
      ...metric,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
    });
  }

  private alarm(id: string, props: CfnAlarmProps): CfnAlarm {
    const { actions } = this.props;
    if (actions !== undefined) {
      return new CfnAlarm(this, id, {
        ...props,
        alarmActions: actions as string[],
        okActions: actions as string[],
      });
    }
    const alarm = new CfnAlarm(this, id, props);
    Validations.of(alarm).acknowledge({
      id: 'NIST.800.53.R5-CloudWatchAlarmAction',
      reason:
        'No topic was given; notificationEmail or notificationTopicArn adds one. The alarm shows in the console, and in whatever collects alarm states.',
    });
    return alarm;
  }
}

const ownMetric = (metricName: string, statistic: string): Metric => ({
  namespace: meta.metricNamespace,
  metricName,
  dimensions: [{ name: 'service', value: meta.id }],
  statistic,
});

const visibleMessages = (queue: IQueue): Metric => ({
  namespace: 'AWS/SQS',
  metricName: 'ApproximateNumberOfMessagesVisible',
  dimensions: [{ name: 'QueueName', value: queue.queueName }],
  statistic: 'Maximum',
});
