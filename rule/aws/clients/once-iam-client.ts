import { IAMClient } from '@aws-sdk/client-iam';
import { PersistentRetries, type Pause } from './persistent-retries';
import { once, type Connection } from './settings';

/** For calls that change something, once: a refusal is an answer, and only what passes is tried again. */
export const onceIamClient = (connection: Connection = {}, pause?: Pause): IAMClient =>
  once('iam', (settings) => new IAMClient(settings), connection, new PersistentRetries(pause));
