import { Presets, SingleBar } from 'cli-progress';
import { canRedraw, type CliIo } from './io';
import type { Quiet } from './say';

export interface Progress {
  start(total: number): void;
  step(): void;
  stop(): void;
}

const silent: Progress = { start: () => undefined, step: () => undefined, stop: () => undefined };
export const eraseLine = '\r\u001b[K';

/** On a terminal: first what is being listed, then a bar with counts, rate and time left; silent elsewhere. */
export function progress(io: CliIo, { quiet }: Quiet, what: string, before: string): Progress {
  if (!canRedraw(io) || quiet === true) return silent;
  const columns = 'columns' in io.stderr && typeof io.stderr.columns === 'number' ? io.stderr.columns : 80;
  const figures = `{value}/{total} ${what}s`;
  const bar = new SingleBar(
    {
      stream: io.stderr,
      format:
        columns >= 76
          ? `{bar} ${figures}, {rate}/s, {eta_formatted} left`
          : columns >= 44
            ? `${figures}, {rate}/s, {eta_formatted} left`
            : figures,
      barsize: Math.max(10, Math.min(40, columns - 50)),
      clearOnComplete: true,
      hideCursor: true,
      // Its own handler would take Ctrl-C away from the process (npkgz/cli-progress#126); main.ts has one.
      gracefulExit: false,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  let started = 0;
  let done = 0;
  io.stderr.write(before);
  return {
    start: (total) => {
      io.stderr.write(eraseLine);
      started = performance.now();
      bar.start(total, 0, { rate: '0' });
    },
    step: () => {
      done += 1;
      const rate = (done * 1000) / Math.max(1, performance.now() - started);
      bar.update(done, { rate: rate >= 10 ? rate.toFixed(0) : rate.toFixed(1) });
    },
    stop: () => {
      io.stderr.write(eraseLine);
      bar.stop();
    },
  };
}
