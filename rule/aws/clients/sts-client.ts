import { STSClient } from '@aws-sdk/client-sts';
import { paced, type Connection } from './settings';

/** Only the command line asks STS, and every client costs a cold start its import. */
export const stsClient = (connection: Connection = {}): STSClient =>
  paced('sts', (settings) => new STSClient(settings), connection);
