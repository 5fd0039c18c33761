import { IAMClient } from '@aws-sdk/client-iam';
import { RefusedRetries } from './refused-retries';
import { once, type Connection } from './settings';

/** For calls that must not be repeated where their answer was lost: the second would meet what the first has made. */
export const unrepeatedIamClient = (connection: Connection = {}): IAMClient =>
  once('iam', (settings) => new IAMClient(settings), connection, new RefusedRetries());
