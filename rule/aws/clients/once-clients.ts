import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { callMeter, type Calls } from './call-meter';
import type { Connection } from './clients';
import { PersistentRetries, type Pause } from './persistent-retries';

/** Clients for calls that change something, once: a refusal is an answer, and only what passes is tried again. */
export function onceIamClient(calls: Calls, connection: Connection = {}, pause?: Pause): IAMClient {
  const client = new IAMClient({ ...connection, retryStrategy: new PersistentRetries(pause) });
  client.middlewareStack.use(callMeter('iam', calls));
  return client;
}

export function onceConfigClient(
  calls: Calls,
  connection: Connection = {},
  pause?: Pause,
): ConfigServiceClient {
  const client = new ConfigServiceClient({ ...connection, retryStrategy: new PersistentRetries(pause) });
  client.middlewareStack.use(callMeter('config', calls));
  return client;
}
