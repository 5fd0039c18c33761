import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from './faults';
import { RateLimits } from './rate-limits';
import { ServiceError } from './service-error';
import type { Fault, RateLimit } from './state/fault-seed';
import { parseSeed, SeedError } from './state/parse-seed';
import type { Seed } from './state/seed';
import { createServer, type Call } from './server';
import type { StartedAutomation, StartedEvaluation } from './state/account';
import type { PolicySimulation } from './state/simulator';
import { Store } from './state/store';

export { SeedError } from './state/parse-seed';
export type { SeedInput } from './state/seed';
export type { Fault, RateLimit } from './state/fault-seed';
export type { Call } from './server';
export type { Account, StartedAutomation, StartedEvaluation } from './state/account';
export type { Store } from './state/store';
export type { SimulatedRequest, Simulated } from './state/simulator';
export type { Finding } from './state/security-hub-store';
export type { HeldResult, PutBatch, PutEvaluation } from './state/config-store';

export interface StandinOptions {
  /** @default - the system's clock */
  readonly now?: () => Date;
  /** Config starts the rule's function; while the promise is pending, the rule counts as being evaluated. */
  readonly onStartEvaluation?: (call: StartedEvaluation) => void | Promise<void>;
  /** SSM runs a document: a rejection is an execution that failed, an answer the status in which it ends. */
  readonly onStartAutomation?: (call: StartedAutomation) => Promise<string | undefined>;
  /** Decides for IAM's Simulate calls; without it the stand-in has none of them. */
  readonly simulatePolicy?: PolicySimulation;
}

/** AWS on loopback, for tests and demonstrations: IAM, Config and STS as far as this rule needs them. */
export interface Standin {
  readonly server: http.Server;
  readonly store: Store;
  /** Every request, in the order of the answers. */
  readonly calls: Call[];
  /** Faults may be pushed and removed at any time. */
  readonly faults: Fault[];
  /** Limits may be added and removed at any time, too. */
  readonly rateLimits: RateLimit[];
  /** Binds to 127.0.0.1 and gives the URL; port 0 takes a free one. */
  listen(port?: number): Promise<string>;
  /** Also ends what is still connected. */
  close(): Promise<void>;
  /** How often each action was called, by `iam:ListUsers`. */
  callCounts(): Record<string, number>;
  /** Waits until no started evaluation is running; rejects with what one of them failed with. */
  settled(): Promise<void>;
}

/** @throws SeedError where the seed has a value that is not allowed */
export function createStandin(seed: unknown = {}, options: StandinOptions = {}): Standin {
  const parsed = parseSeed(seed);
  const store = openStore(parsed, options.now ?? (() => new Date()));
  store.simulatePolicy = options.simulatePolicy;
  const faults = new Faults(parsed.faults);
  const calls: Call[] = [];
  const rateLimits = new RateLimits(parsed.rateLimits, store.now);
  const server = createServer(store, { faults, rateLimits }, calls);
  const evaluations = new Set<Promise<void>>();

  store.startAutomation = async (call) => options.onStartAutomation?.(call);
  store.startEvaluation = (call) => {
    const { running } = store.account(call.accountId).config;
    running.add(call.ruleName);
    const evaluation = Promise.resolve()
      .then(() => options.onStartEvaluation?.(call))
      .finally(() => running.delete(call.ruleName));
    evaluations.add(evaluation);
    evaluation.catch(() => undefined);
  };

  return {
    server,
    store,
    calls,
    faults: faults.list,
    rateLimits: rateLimits.list,
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    callCounts: () => {
      const counts: Record<string, number> = {};
      for (const { service, action } of calls) {
        counts[`${service}:${action}`] = (counts[`${service}:${action}`] ?? 0) + 1;
      }
      return counts;
    },
    settled: async () => {
      for (const evaluation of evaluations) {
        evaluations.delete(evaluation);
        await evaluation;
      }
    },
  };
}

/** A seed may be well formed and still contradict itself: one name twice, a result of a rule that is not there. */
function openStore(seed: Seed, now: () => Date): Store {
  try {
    return new Store(seed, now);
  } catch (cause) {
    if (cause instanceof ServiceError || cause instanceof RangeError)
      throw new SeedError(`seed: ${cause.message}`);
    throw cause;
  }
}
