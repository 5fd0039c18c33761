import type { Agent } from 'node:http';
import type { Agent as SecureAgent } from 'node:https';
import type { AwsCredentialIdentity, Pluggable, Provider, RetryStrategyV2 } from '@smithy/types';
import { callMeter } from './call-meter';
import type { Clock } from './clock';
import { Gates } from './gate';
import { PacedRetries } from './paced-retries';
import { tryMilliseconds, wholeAnswer } from './whole-answer';

/** The sockets of one process. Clients that share them are never destroyed; they end with the process. */
export interface Agents {
  readonly httpAgent: Agent;
  readonly httpsAgent: SecureAgent;
}

/** Settings that a flag gives instead of the SDK's own environment; the SDK finds those that are left out. */
export interface Connection {
  readonly profile?: string;
  readonly region?: string | Provider<string>;
  readonly endpoint?: string;
  readonly credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  readonly agents?: Agents;
  /** Shared by accounts whose calls may count against one limit. */
  readonly sharedGates?: Gates;
  /** By which the calls are paced; without it the system's. */
  readonly clock?: Clock;
}

interface Settings {
  readonly profile?: string;
  readonly region?: string | Provider<string>;
  readonly endpoint?: string;
  readonly credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  readonly maxAttempts: number;
  readonly retryMode: string;
  readonly retryStrategy?: RetryStrategyV2;
  readonly cacheMiddleware: boolean;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
    readonly httpAgent?: Agent;
    readonly httpsAgent?: SecureAgent;
  };
}

interface Metered<I extends object, O extends object> {
  readonly middlewareStack: { use(plugin: Pluggable<I, O>): void };
}

/** A client whose calls are paced, tried again, timed out and counted as ours are; for the life of the process. */
export function paced<I extends object, O extends object, C extends Metered<I, O>>(
  service: string,
  make: (settings: Settings) => C & Metered<I, O>,
  connection: Connection,
): C {
  const gates = new Gates(connection.sharedGates, connection.clock);
  const retryStrategy = new PacedRetries(gates);
  // The strategy decides; a number keeps the SDK from reading AWS_MAX_ATTEMPTS, and from failing on it.
  const client = make({ ...settingsOf(connection), maxAttempts: 8, retryStrategy });
  client.middlewareStack.use(callMeter(service, gates));
  client.middlewareStack.use(wholeAnswer(service));
  return client;
}

/** A client for calls that change something: its own strategy says what is worth another try. */
export function once<I extends object, O extends object, C extends Metered<I, O>>(
  service: string,
  make: (settings: Settings) => C & Metered<I, O>,
  connection: Connection,
  retryStrategy: RetryStrategyV2,
): C {
  const client = make({ ...settingsOf(connection), retryStrategy });
  client.middlewareStack.use(callMeter(service));
  client.middlewareStack.use(wholeAnswer(service));
  return client;
}

/** For clients whose calls the SDK tries again by itself, with its own settings and not the environment's. */
function settingsOf({ profile, region, endpoint, credentials, agents }: Connection): Settings {
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    maxAttempts: 1,
    retryMode: 'standard',
    cacheMiddleware: true,
    requestHandler: requestHandlerOf(agents),
  };
}

export const requestHandlerOf = (agents: Agents | undefined): Settings['requestHandler'] => ({
  connectionTimeout: tryMilliseconds,
  requestTimeout: tryMilliseconds,
  throwOnRequestTimeout: true,
  ...agents,
});
