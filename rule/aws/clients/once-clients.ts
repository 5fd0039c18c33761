import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { callMeter, type Calls } from './call-meter';
import type { Connection } from './clients';

/**
 * Clients whose calls are made once. The SDK takes LimitExceeded for throttling and would try it again, up to AWS's last
 * attempt and for many seconds; but here it is an answer: "one evaluation a minute", "ten groups a user". Whoever uses
 * these clients says what is worth another try.
 */
const once = { maxAttempts: 1 } as const;

export function onceIamClient(calls: Calls, connection: Connection = {}): IAMClient {
  const client = new IAMClient({ ...connection, ...once });
  client.middlewareStack.use(callMeter('iam', calls));
  return client;
}

export function onceConfigClient(calls: Calls, connection: Connection = {}): ConfigServiceClient {
  const client = new ConfigServiceClient({ ...connection, ...once });
  client.middlewareStack.use(callMeter('config', calls));
  return client;
}
