import type { CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { meta } from '../../rule/meta';

export type AlarmMetric = Pick<CfnAlarmProps, 'namespace' | 'metricName' | 'dimensions' | 'statistic'>;

export const ownMetric = (metricName: string, statistic: string): AlarmMetric => ({
  namespace: meta.metricNamespace,
  metricName,
  dimensions: [{ name: 'service', value: meta.id }],
  statistic,
});

export const lambdaErrors = (functionName: string): AlarmMetric => ({
  namespace: 'AWS/Lambda',
  metricName: 'Errors',
  dimensions: [{ name: 'FunctionName', value: functionName }],
  statistic: 'Sum',
});

export const visibleMessages = (queue: IQueue): AlarmMetric => ({
  namespace: 'AWS/SQS',
  metricName: 'ApproximateNumberOfMessagesVisible',
  dimensions: [{ name: 'QueueName', value: queue.queueName }],
  statistic: 'Maximum',
});

export const oldestMessage = (queue: IQueue): AlarmMetric => ({
  namespace: 'AWS/SQS',
  metricName: 'ApproximateAgeOfOldestMessage',
  dimensions: [{ name: 'QueueName', value: queue.queueName }],
  statistic: 'Maximum',
});

/** Of an EventBridge rule: events that reached no target. */
export const failedInvocations = (ruleName: string): AlarmMetric => ({
  namespace: 'AWS/Events',
  metricName: 'FailedInvocations',
  dimensions: [{ name: 'RuleName', value: ruleName }],
  statistic: 'Sum',
});
