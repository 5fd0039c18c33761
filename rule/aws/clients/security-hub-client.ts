import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { callMeter, type Calls } from './call-meter';
import { retries, type Connection, type Environment } from './clients';

/** Apart from the other clients: it is loaded only where findings are sent to Security Hub. */
export function securityHubClient(
  env: Environment,
  calls: Calls,
  connection: Connection = {},
): SecurityHubClient {
  const client = new SecurityHubClient({ ...retries(env), ...connection });
  client.middlewareStack.use(callMeter('securityhub', calls));
  return client;
}
