// The report's function as it is deployed: an organization of 200 accounts on the stand-in, the bucket and the topic on moto.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { organizationReportSchemaKeys, parseReport } from './organization-report';
import { createStandin, type Standin } from '../../rule/standin';
import { accounts, fillConfig, worldSeed } from '../cli/org-world';
import { describeWithMoto } from '../moto';
import { builtEntry, capturedLog, type Handler } from './entry';

const bucket = 'iam-user-mfa-reports';

describeWithMoto("the report's function", (motoUrl) => {
  let standin: Standin;
  let s3: S3Client;
  let sqs: SQSClient;
  let queueUrl: string;
  let handler: Handler;
  const log = capturedLog();

  const settings = () => ({
    endpoint: motoUrl(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  });

  beforeAll(async () => {
    handler = builtEntry('report');
    standin = createStandin(worldSeed());
    const url = await standin.listen();
    await fillConfig(standin, url);
    s3 = new S3Client(settings());
    sqs = new SQSClient(settings());
    const sns = new SNSClient(settings());
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'reports' }));
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'reports' }));
    queueUrl = QueueUrl;
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: 'arn:aws:sqs:us-east-1:123456789012:reports',
      }),
    );
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: motoUrl(),
      AWS_ENDPOINT_URL_SNS: motoUrl(),
      REPORT_BUCKET: bucket,
      REPORT_TOPIC_ARN: TopicArn,
    });
    sns.destroy();
  }, 120_000);

  afterAll(async () => {
    for (const name of [
      'AWS_ENDPOINT_URL',
      'AWS_ENDPOINT_URL_S3',
      'AWS_ENDPOINT_URL_SNS',
      'REPORT_BUCKET',
      'REPORT_TOPIC_ARN',
      'AGGREGATOR_NAME',
    ])
      Reflect.deleteProperty(process.env, name);
    s3.destroy();
    sqs.destroy();
    await standin.close();
  });

  const keys = async (): Promise<readonly string[]> => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key = '' }) => Key).sort();
  };
  const textOf = async (Key: string): Promise<string> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  };
  const mail = async (): Promise<{ readonly Subject: string; readonly Message: string }> => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
    return JSON.parse(Messages[0]?.Body ?? '{}') as { Subject: string; Message: string };
  };

  test('writes the report under its date and as latest, and tells the topic in five lines', async () => {
    await handler({});

    const found = await keys();
    expect(found.filter((key) => key.startsWith('reports/latest/'))).toContain('reports/latest/report.json');
    expect(
      found.every((key) => /^reports\/(latest|\d{4}-\d\d-\d\dT\d{6}Z)\/report\.(json|csv|html)$/.test(key)),
    ).toBe(true);
    const report = parseReport(await textOf('reports/latest/report.json'));
    expect(Object.keys(report)).toEqual(expect.arrayContaining([...organizationReportSchemaKeys]));
    expect(report.accounts).toHaveLength(accounts.length + 1);
    const { Subject, Message } = await mail();
    expect(Subject).toMatch(/^IAM users without MFA in o-[a-z0-9]+: \d+, \d+ accounts unknown$/);
    const lines = Message.split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe('New: this is the first report, so there is nothing to compare with.');
    expect(lines[2]).toMatch(/^Not reporting: 20 of 40 accounts: /);
    expect(lines[4]).toMatch(/^File: s3:\/\/iam-user-mfa-reports\/reports\/\d{4}-\d\d-\d\dT\d{6}Z\/report\./);
    expect(log.join('\n')).not.toContain('"level":"ERROR"');
  });

  test('compares the second report with the first', async () => {
    await handler({});

    expect((await mail()).Message.split('\n')[1]).toMatch(/^New since \d{4}-\d\d-\d\d: no one; 0 mended\.$/);
  });

  test('delivers what it could read, names what was denied, and fails', async () => {
    standin.faults.push({
      action: 'config:GetAggregateComplianceDetailsByConfigRule',
      error: 'AccessDenied',
      times: 1,
    });

    await expect(handler({})).rejects.toThrow(
      /accounts? could not be read \(AccessDenied on config:GetAggregateComplianceDetailsByConfigRule\)/,
    );
    expect((await mail()).Message).toContain('not read');
  });

  test.each([
    ['a bucket that is gone', { REPORT_BUCKET: 'no-such-bucket' }, 'NoSuchBucket on s3:'],
    [
      'an aggregator that is gone',
      { AGGREGATOR_NAME: 'gone' },
      'NoSuchConfigurationAggregator on config:DescribeAggregateComplianceByConfigRules',
    ],
    [
      'a missing bucket name',
      { REPORT_BUCKET: '' },
      'REPORT_BUCKET: got nothing, allowed: the name of a bucket',
    ],
  ])('fails by name with %s', async (_, environment, expected) => {
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      await expect(handler({})).rejects.toThrow(expected);
    } finally {
      Object.assign(process.env, before);
    }
  });
});
