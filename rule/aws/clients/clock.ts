import { TimeIsOverError } from './call-scope';

/** Milliseconds of a clock that never goes back, and what is to happen on it; a test has one of its own. */
export interface Clock {
  readonly now: () => number;
  /** Gives what takes it back. */
  readonly after: (milliseconds: number, happen: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, happen) => {
    const timer = setTimeout(happen, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** @throws TimeIsOverError where the signal ends it */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return Promise.reject(new TimeIsOverError());
  return new Promise((resolve, reject) => {
    const wakeNoMore = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    });
    const leave = (): void => {
      wakeNoMore();
      reject(new TimeIsOverError());
    };
    signal?.addEventListener('abort', leave, { once: true });
  });
}
