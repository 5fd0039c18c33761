import { IAMClient } from '@aws-sdk/client-iam';
import { paced, type Connection } from './settings';

export const iamClient = (connection: Connection = {}): IAMClient =>
  paced('iam', (settings) => new IAMClient(settings), connection);
