import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { bundleEntry, type LambdaEntry } from '../../infra/rule/bundle';
import { perEndpoint } from '../per-endpoint';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';

export type Handler = (event: unknown, context?: unknown) => Promise<unknown>;

/** The entry as it is deployed: its own bundle, with the SDK that is installed here in the place of the runtime's. */
export function builtEntry(entry: LambdaEntry): Handler {
  const built: { exports: { handler?: Handler; createHandler?: () => Handler } } = { exports: {} };
  // In this realm, so that the bundle and the SDK agree on what an Error is; node:vm would make it another one.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const load = new Function('module', 'exports', 'require', bundleEntry(entry)) as (
    ...args: unknown[]
  ) => void;
  load(built, built.exports, require);
  const { handler, createHandler } = built.exports;
  if (handler === undefined || createHandler === undefined)
    throw new Error(`The bundle of rule/${entry}.ts exports no handler.`);
  return perEndpoint(createHandler);
}

/** Keeps the log lines of the entries out of the test's output, and for the test to look at. */
export function capturedLog(): string[] {
  const lines: string[] = [];
  const { log, info, warn, error } = console;
  beforeAll(() => {
    process.env['POWERTOOLS_DEV'] = 'true';
    for (const level of ['log', 'info', 'warn', 'error'] as const)
      console[level] = (...text: unknown[]) => void lines.push(text.join(' '));
  });
  beforeEach(() => void lines.splice(0));
  afterAll(() => void Object.assign(console, { log, info, warn, error }));
  return lines;
}

/** The stand-in, whose clock stands still until the test moves it. */
export class World {
  now = new Date('2026-11-05T12:00:00Z');
  onStart: (ruleName: string, resultToken: string) => void | Promise<void> = () => undefined;

  readonly standin: Standin;

  private constructor(seed: SeedInput) {
    this.standin = createStandin(seed, {
      now: () => this.now,
      onStartEvaluation: ({ ruleName, resultToken }) => this.onStart(ruleName, resultToken),
    });
  }

  static async with(seed: SeedInput, work: (world: World) => Promise<void>): Promise<void> {
    const world = new World(seed);
    const { standin } = world;
    process.env['AWS_ENDPOINT_URL'] = await standin.listen();
    try {
      await work(world);
    } finally {
      delete process.env['AWS_ENDPOINT_URL'];
      await standin.close();
    }
  }

  passSeconds(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }

  /** How often an API was called with success. */
  count(api: string): number {
    return this.standin.calls.filter(
      ({ service, action, outcome }) => `${service}:${action}` === api && outcome === 'ok',
    ).length;
  }

  idOf(userName: string): string {
    return this.standin.store.iam.user(userName).userId;
  }
}
