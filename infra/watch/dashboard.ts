import { Duration } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  Metric,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';

export interface DashboardProps {
  readonly ruleFunctionName: string;
  readonly deadLetterQueueNames: readonly string[];
}

/** Who signs in without MFA, over time, and whether the rule does its work. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', { defaultInterval: Duration.days(30) });
    const people = [
      figure('NonCompliant', 'without sufficient MFA'),
      figure('Exempt', 'exempt'),
      figure('InGrace', 'in grace'),
    ];
    dashboard.addWidgets(
      new TextWidget({
        width: 24,
        height: 2,
        markdown: `**${meta.title}.** ${meta.description} People are counted by scheduled scans.`,
      }),
      new GraphWidget({ title: 'Console users without MFA', width: 12, left: people }),
      new SingleValueWidget({
        title: 'At the last scan',
        width: 12,
        metrics: [
          ...people,
          figure('Compliant', 'with MFA'),
          figure('NoConsolePassword', 'no console password'),
          figure('Users', 'all users'),
        ],
      }),
      new GraphWidget({
        title: 'Run time',
        width: 8,
        left: [figure('RunMilliseconds', 'longest run (ms)')],
      }),
      new GraphWidget({
        title: 'AWS API calls',
        width: 8,
        left: [figure('Calls', 'calls, retries included', 'Sum'), figure('Throttles', 'throttled', 'Sum')],
      }),
      new GraphWidget({
        title: 'What went wrong',
        width: 8,
        left: [
          lambdaErrors(props.ruleFunctionName),
          figure('Unreadable', 'unreadable users'),
          ...props.deadLetterQueueNames.map(deadLetters),
        ],
      }),
    );
  }
}

const period = Duration.hours(1);

const figure = (metricName: string, label: string, statistic = 'Maximum'): IMetric =>
  new Metric({
    namespace: meta.metricNamespace,
    metricName,
    label,
    statistic,
    period,
    dimensionsMap: { service: meta.id },
  });

const lambdaErrors = (functionName: string): IMetric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'Errors',
    label: 'failed runs',
    statistic: 'Sum',
    period,
    dimensionsMap: { FunctionName: functionName },
  });

const deadLetters = (queueName: string): IMetric =>
  new Metric({
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    label: 'dead letters',
    statistic: 'Maximum',
    period,
    dimensionsMap: { QueueName: queueName },
  });
