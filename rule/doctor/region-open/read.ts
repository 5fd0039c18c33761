import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { paced, type Connection } from '../../aws/clients/settings';
import { lambdaClient } from '../function/read';
import type { Place } from '../place';
import type { Reading } from '../reading';
import { readReevaluation, sqsClient } from '../reevaluation/read';
import type { RegionOpenFacts } from './facts';

const logsClient = (connection: Connection): CloudWatchLogsClient =>
  paced('logs', (settings) => new CloudWatchLogsClient(settings), connection);

/** One item of each list is enough: only whether the question is allowed counts. */
export async function readRegionOpen(reading: Reading<Place>): Promise<RegionOpenFacts> {
  const [functions, queues, logGroups, { eventRules }] = await Promise.all([
    reading.ask('lambda:ListFunctions', () =>
      reading.client(lambdaClient).send(new ListFunctionsCommand({ MaxItems: 1 })),
    ),
    reading.ask('sqs:ListQueues', () =>
      reading.client(sqsClient).send(new ListQueuesCommand({ MaxResults: 1 })),
    ),
    reading.ask('logs:DescribeLogGroups', () =>
      reading.client(logsClient).send(new DescribeLogGroupsCommand({ limit: 1 })),
    ),
    reading.once(readReevaluation),
  ]);
  return { openServices: { lambda: functions, sqs: queues, logs: logGroups, events: eventRules } };
}
