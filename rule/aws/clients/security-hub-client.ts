import type { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { callMeter, type Calls } from './call-meter';
import { retries, type Connection, type Environment } from './clients';

export type SecurityHubSdk = typeof import('@aws-sdk/client-securityhub');

/** Loaded only where findings are sent to Security Hub: every service's SDK costs a cold start its import. */
export const loadSecurityHub = (): Promise<SecurityHubSdk> => import('@aws-sdk/client-securityhub');

export function securityHubClient(
  sdk: SecurityHubSdk,
  env: Environment,
  calls: Calls,
  connection: Connection = {},
): SecurityHubClient {
  const client = new sdk.SecurityHubClient({ ...retries(env), ...connection });
  client.middlewareStack.use(callMeter('securityhub', calls));
  return client;
}
