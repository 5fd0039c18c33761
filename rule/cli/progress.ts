import { Presets, SingleBar } from 'cli-progress';
import { isTerminal, type Desk } from './desk';

export interface Progress {
  start(total: number): void;
  step(): void;
  stop(): void;
}

/** A progress bar on a terminal; silent elsewhere. */
export function progress(desk: Desk, what: string): Progress {
  if (!isTerminal(desk.stderr))
    return { start: () => undefined, step: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    { stream: desk.stderr, format: `${what} {bar} {value}/{total}`, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  return {
    start: (total) => bar.start(total, 0),
    step: () => bar.increment(),
    stop: () => bar.stop(),
  };
}
