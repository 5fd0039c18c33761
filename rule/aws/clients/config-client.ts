import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { paced, type Connection } from './settings';

/** In a file of its own: this client is 70 % of what a door imports. */
export const configClient = (connection: Connection = {}): ConfigServiceClient =>
  paced('config', (settings) => new ConfigServiceClient(settings), connection);
