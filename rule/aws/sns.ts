import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { ReportTopic } from '../report-delivery/ports';
import { ask } from './clients/call-scope';
import { readFailed } from './clients/read-failed';
import { paced, type Connection } from './clients/settings';

export const snsClient = (connection: Connection = {}): SNSClient =>
  paced('sns', (settings) => new SNSClient(settings), connection);

export interface SnsReportTopicOptions {
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly signal: AbortSignal;
}

export class SnsReportTopic implements ReportTopic {
  constructor(private readonly options: SnsReportTopicOptions) {}

  async publish(subject: string, message: string): Promise<void> {
    const { client, topicArn, signal } = this.options;
    try {
      const command = new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message });
      await ask(signal, () => client.send(command));
    } catch (error) {
      throw readFailed(`sns:Publish to ${topicArn}`, error, signal);
    }
  }
}
