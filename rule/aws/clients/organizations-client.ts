import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { callMeter, type Calls } from './call-meter';
import { retries, type Connection, type Environment } from './clients';

/** Apart from the other clients: only the command line asks Organizations. */
export function organizationsClient(
  env: Environment,
  calls: Calls,
  connection: Connection = {},
): OrganizationsClient {
  const client = new OrganizationsClient({ ...retries(env), ...connection });
  client.middlewareStack.use(callMeter('organizations', calls));
  return client;
}
