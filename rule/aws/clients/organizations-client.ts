import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { paced, type Connection } from './settings';

/** Only the command line asks Organizations. */
export const organizationsClient = (connection: Connection = {}): OrganizationsClient =>
  paced('organizations', (settings) => new OrganizationsClient(settings), connection);
