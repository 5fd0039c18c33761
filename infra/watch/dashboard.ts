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
  /** Whether there are metrics of people and calls. */
  readonly people: boolean;
  readonly deadLetterQueueNames: readonly string[];
}

/** The users who sign in without MFA, over time, and whether the rule does its work. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', { defaultInterval: Duration.days(30) });
    const { ruleFunctionName, deadLetterQueueNames } = props;
    const counted = props.people
      ? 'People are counted by scheduled scans.'
      : 'People are counted with metrics=all.';
    dashboard.addWidgets(
      new TextWidget({ width: 24, height: 2, markdown: `**${meta.title}.** ${meta.description} ${counted}` }),
      ...(props.people ? ofPeople() : []),
      new GraphWidget({
        title: 'Run time',
        width: 8,
        left: [
          props.people
            ? figure('RunMilliseconds', 'longest run (ms)')
            : ofLambda(ruleFunctionName, 'Duration', 'longest run (ms)', 'Maximum'),
        ],
      }),
      ...(props.people ? [calls()] : []),
      new GraphWidget({
        title: 'What went wrong',
        width: 8,
        left: [
          ofLambda(ruleFunctionName, 'Errors', 'failed runs', 'Sum'),
          ...(props.people ? [figure('Unreadable', 'unreadable users')] : []),
          ...deadLetterQueueNames.map(deadLetters),
        ],
      }),
    );
  }
}

function ofPeople() {
  const people = [
    figure('NonCompliant', 'without sufficient MFA'),
    figure('Exempt', 'exempt'),
    figure('InGrace', 'in grace'),
  ];
  const others = [
    figure('Compliant', 'with MFA'),
    figure('NoConsolePassword', 'no console password'),
    figure('Users', 'all users'),
  ];
  return [
    new GraphWidget({ title: 'Console users without MFA', width: 12, left: people }),
    new SingleValueWidget({ title: 'At the last scan', width: 12, metrics: [...people, ...others] }),
  ];
}

const calls = () =>
  new GraphWidget({
    title: 'AWS API calls',
    width: 8,
    left: [figure('Calls', 'calls, retries included', 'Sum'), figure('Throttles', 'throttled', 'Sum')],
  });

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

const ofLambda = (functionName: string, metricName: string, label: string, statistic: string): IMetric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    label,
    statistic,
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
