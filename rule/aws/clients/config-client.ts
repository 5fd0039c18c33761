import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { PersistentRetries, type Pause } from './persistent-retries';
import { once, paced, type Connection } from './settings';

/** In a file of its own: this client is 70 % of what a door imports. */
export const configClient = (connection: Connection = {}): ConfigServiceClient =>
  paced('config', (settings) => new ConfigServiceClient(settings), connection);

/** For StartConfigRulesEvaluation, once: "one evaluation a minute" is an answer. */
export const onceConfigClient = (connection: Connection = {}, pause?: Pause): ConfigServiceClient =>
  once('config', (settings) => new ConfigServiceClient(settings), connection, new PersistentRetries(pause));
