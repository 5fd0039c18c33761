import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { PersistentRetries, type Pause } from './persistent-retries';
import { once, type Connection } from './settings';

/** For StartConfigRulesEvaluation, once: "one evaluation a minute" is an answer. */
export const onceConfigClient = (connection: Connection = {}, pause?: Pause): ConfigServiceClient =>
  once('config', (settings) => new ConfigServiceClient(settings), connection, new PersistentRetries(pause));
