import type { Product } from '../product';
import { keyOfCall, type Answer, type Ask, type Call } from './call';

/** A run: what starts it, and when its event was made. */
export interface Definition {
  readonly label: string;
  readonly kind: 'scan' | 'change' | 'hear' | 'remediate';
  /** The user, or the name, that it is about. */
  readonly about: string;
  readonly event: number;
  /** Config says that the user is gone, which it does only once the user is. */
  readonly gone?: boolean;
  readonly start: (product: Product, ask: Ask) => Promise<unknown>;
}

interface Waiting {
  readonly call: Call;
  readonly key: string;
  readonly resolve: (answer: Answer) => void;
}

/** A call under way, and where the run is after each answer. */
export interface Pending {
  readonly call: Call;
  readonly key: string;
  readonly after: Map<Answer, Local>;
}

/**
 * Where a run is: it is deterministic, so the answers it has got say so. The product is executed once for each such place, and
 * every order of two runs is then a path over places that are known.
 */
export interface Local {
  readonly id: number;
  readonly pending: readonly Pending[];
  readonly ended: 'ok' | 'failed' | undefined;
  readonly history: readonly { readonly key: string; readonly answer: Answer }[];
  live: Live | undefined;
}

/** The execution itself, which can be led on once. */
class Live {
  readonly waiting: Waiting[] = [];
  ended: 'ok' | 'failed' | undefined;
  private error: Error | undefined;

  constructor({ start }: Definition, product: Product) {
    const ask: Ask = (call) =>
      new Promise((resolve) => {
        this.waiting.push({ call, key: keyOfCall(call), resolve });
      });
    start(product, ask).then(
      () => (this.ended = 'ok'),
      (error: unknown) => {
        this.ended = 'failed';
        this.error = error as Error;
      },
    );
  }

  async quiet(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const known = ['IncompleteRunError', 'RemediationError', 'NotStartedError'];
    if (this.error !== undefined && !known.includes(this.error.name)) throw this.error;
  }

  async answer(key: string, answer: Answer): Promise<void> {
    const at = this.waiting.findIndex((one) => one.key === key);
    this.waiting.splice(at, 1)[0]?.resolve(answer);
    await this.quiet();
  }
}

/** All places of one run. */
export class Places {
  private readonly known = new Map<string, Local>();
  private static count = 0;
  executed = 0;

  constructor(
    private readonly definition: Definition,
    private readonly product: Product,
  ) {}

  root(): Promise<Local> {
    return this.at([]);
  }

  async after(local: Local, pending: Pending, answer: Answer): Promise<Local> {
    const next = await this.at([...local.history, { key: pending.key, answer }], local);
    pending.after.set(answer, next);
    return next;
  }

  private async at(history: Local['history'], before?: Local): Promise<Local> {
    const live = before?.live ?? new Live(this.definition, this.product);
    if (before?.live === undefined) {
      this.executed += 1;
      await live.quiet();
      for (const { key, answer } of history.slice(0, -1)) await live.answer(key, answer);
    } else before.live = undefined;
    const last = history.at(-1);
    if (last !== undefined) await live.answer(last.key, last.answer);
    return this.merged(history, live);
  }

  /** The order in which two answers came does not matter once both are there; of two answers to one question it does. */
  private merged(history: Local['history'], live: Live): Local {
    const told = [...history]
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ key, answer }) => `${key}=${answer.key}`);
    const waiting = live.waiting.map(({ key }) => key).sort();
    const key = JSON.stringify([told, waiting, live.ended]);
    const known = this.known.get(key);
    if (known !== undefined) {
      known.live ??= live;
      return known;
    }
    const local: Local = {
      id: (Places.count += 1),
      pending: live.waiting.map(({ call, key }) => ({ call, key, after: new Map() })),
      ended: live.ended,
      history,
      live,
    };
    this.known.set(key, local);
    return local;
  }
}
