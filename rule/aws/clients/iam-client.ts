import { IAMClient } from '@aws-sdk/client-iam';
import { PersistentRetries, RefusedRetries, type Pause } from './persistent-retries';
import { once, paced, type Connection } from './settings';

export const iamClient = (connection: Connection = {}): IAMClient =>
  paced('iam', (settings) => new IAMClient(settings), connection);

/** For calls that change something, once: a refusal is an answer, and only what passes is tried again. */
export const onceIamClient = (connection: Connection = {}, pause?: Pause): IAMClient =>
  once('iam', (settings) => new IAMClient(settings), connection, new PersistentRetries(pause));

/** For calls that must not be repeated where their answer was lost: the second would meet what the first has made. */
export const unrepeatedIamClient = (connection: Connection = {}): IAMClient =>
  once('iam', (settings) => new IAMClient(settings), connection, new RefusedRetries());
