import { Presets, SingleBar } from 'cli-progress';
import { isTerminal, type CliIo } from './io';

export interface Progress {
  start(total: number): void;
  step(): void;
  stop(): void;
}

/** A progress bar on a terminal; silent elsewhere. */
export function progress(io: CliIo, what: string): Progress {
  if (!isTerminal(io.stderr)) return { start: () => undefined, step: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    { stream: io.stderr, format: `${what} {bar} {value}/{total}`, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  return {
    start: (total) => bar.start(total, 0),
    step: () => bar.increment(),
    stop: () => bar.stop(),
  };
}
