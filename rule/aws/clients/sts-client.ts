import { STSClient } from '@aws-sdk/client-sts';
import { callMeter, type Calls } from './call-meter';
import { retries, type Connection, type Environment } from './clients';

/** Apart from the other clients: only the command line asks STS, and every client costs a cold start its import. */
export function stsClient(env: Environment, calls: Calls, connection: Connection = {}): STSClient {
  const client = new STSClient({ ...retries(env), ...connection });
  client.middlewareStack.use(callMeter('sts', calls));
  return client;
}
