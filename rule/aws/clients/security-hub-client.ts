import type * as SecurityHub from '@aws-sdk/client-securityhub';
import { callMeter, type Calls } from './call-meter';
import { retries, type Connection, type Environment } from './clients';

export type SecurityHubSdk = typeof SecurityHub;

/** Loaded only where findings are sent to Security Hub: every service's SDK costs a cold start its import. */
export const loadSecurityHub = (): Promise<SecurityHubSdk> => import('@aws-sdk/client-securityhub');

export function securityHubClient(
  sdk: SecurityHubSdk,
  env: Environment,
  calls: Calls,
  connection: Connection = {},
): SecurityHub.SecurityHubClient {
  const client = new sdk.SecurityHubClient({ ...retries(env), ...connection });
  client.middlewareStack.use(callMeter('securityhub', calls));
  return client;
}
