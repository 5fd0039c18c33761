// Where the report's function delivers in tests: a bucket and a topic in moto, and a queue that keeps what the topic sent.
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

export const reportBucket = 'iam-user-mfa-reports';

export interface Mail {
  readonly Subject: string;
  readonly Message: string;
}

export class ReportPlaces {
  private constructor(
    private readonly s3: S3Client,
    private readonly sqs: SQSClient,
    private readonly queueUrl: string,
    /** The function's environment. */
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async in(motoUrl: string): Promise<ReportPlaces> {
    const settings = {
      endpoint: motoUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    };
    const s3 = new S3Client(settings);
    const sqs = new SQSClient(settings);
    const sns = new SNSClient(settings);
    await s3.send(new CreateBucketCommand({ Bucket: reportBucket }));
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket: reportBucket,
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'reports' }));
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'reports' }));
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: 'arn:aws:sqs:us-east-1:123456789012:reports',
      }),
    );
    sns.destroy();
    return new ReportPlaces(s3, sqs, QueueUrl, {
      AWS_ENDPOINT_URL_S3: motoUrl,
      AWS_ENDPOINT_URL_SNS: motoUrl,
      REPORT_BUCKET: reportBucket,
      REPORT_TOPIC_ARN: TopicArn,
    });
  }

  async keys(): Promise<readonly string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: reportBucket }));
    return Contents.map(({ Key = '' }) => Key).sort();
  }

  async textOf(Key: string): Promise<string> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: reportBucket, Key }));
    return (await Body?.transformToString()) ?? '';
  }

  async mail(): Promise<Mail> {
    const { Messages = [] } = await this.sqs.send(new ReceiveMessageCommand({ QueueUrl: this.queueUrl }));
    return JSON.parse(Messages[0]?.Body ?? '{}') as Mail;
  }

  destroy(): void {
    this.s3.destroy();
    this.sqs.destroy();
  }
}
