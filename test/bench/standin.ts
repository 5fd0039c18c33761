import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { SeedInput } from '../../rule/standin';

/** What the stand-in has seen since it was last asked. */
export interface Measured {
  readonly counts: Readonly<Record<string, number>>;
  readonly throttled: number;
  readonly posted: number;
  /** The last evaluation that was posted: the scan's own line. */
  readonly summary: string;
  readonly connections: number;
}

export class StandinProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(users: number, more: SeedInput = {}): Promise<StandinProcess> {
    const child = fork(resolve(__dirname, 'standin-process.ts'), [String(users), JSON.stringify(more)], {
      execArgv: ['--import', 'tsx'],
    });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new StandinProcess(child, url);
  }

  /** Sets the latency, and gives and resets what was counted. */
  async measure(latencyMilliseconds: number): Promise<Measured> {
    this.child.send({ latencyMilliseconds });
    const [measured] = (await once(this.child, 'message')) as [Measured];
    return measured;
  }

  end(): void {
    this.child.kill();
  }
}

export async function withStandin<T>(
  users: number,
  work: (standin: StandinProcess) => Promise<T>,
  more: SeedInput = {},
): Promise<T> {
  const standin = await StandinProcess.start(users, more);
  try {
    return await work(standin);
  } finally {
    standin.end();
  }
}

export const callsOf = ({ counts }: Measured, service: string): number =>
  Object.entries(counts).reduce(
    (total, [api, count]) => (api.startsWith(`${service}:`) ? total + count : total),
    0,
  );
