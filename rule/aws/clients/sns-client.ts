import { SNSClient } from '@aws-sdk/client-sns';
import { callMeter, type Calls } from './call-meter';
import { retries, type Connection, type Environment } from './clients';

/** Apart from the other clients: only the organization's report is told to a topic by our own code. */
export function snsClient(env: Environment, calls: Calls, connection: Connection = {}): SNSClient {
  const client = new SNSClient({ ...retries(env), ...connection });
  client.middlewareStack.use(callMeter('sns', calls));
  return client;
}
