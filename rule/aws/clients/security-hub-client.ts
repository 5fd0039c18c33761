import type * as SecurityHub from '@aws-sdk/client-securityhub';
import { paced, type Connection } from './settings';

export type SecurityHubSdk = typeof SecurityHub;

/** Loaded only where findings are sent to Security Hub: every service's SDK costs a cold start its import. */
export const loadSecurityHub = (): Promise<SecurityHubSdk> => import('@aws-sdk/client-securityhub');

export const securityHubClient = (
  sdk: SecurityHubSdk,
  connection: Connection = {},
): SecurityHub.SecurityHubClient =>
  paced('securityhub', (settings) => new sdk.SecurityHubClient(settings), connection);
