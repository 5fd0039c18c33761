import { SNSClient } from '@aws-sdk/client-sns';
import { paced, type Connection } from './settings';

/** Apart from the other clients: only the organization's report is told to a topic by our own code. */
export const snsClient = (connection: Connection = {}): SNSClient =>
  paced('sns', (settings) => new SNSClient(settings), connection);
