import { setMaxListeners } from 'node:events';
import { timeLimit, type TimeLimit } from '../../run/time-limit';

export interface Deadline {
  /** Aborted when no more may be read: what is left is for posting. */
  readonly reading: AbortSignal;
  /** Aborted just before Lambda kills the process, so that the invocation still fails in words. */
  readonly posting: AbortSignal;
  /** How long a list may be throttled that a run can do without: it is given up before the time for the others is gone. */
  readonly patienceMilliseconds: number;
  /** Half of what is left of the time for reading, or for posting: optional work gets no more. Undefined where there is no limit. */
  readonly halfOf: (what: 'reading' | 'posting') => number | undefined;
  /** To be called in the end: it stops the timers, which keep the process alive, and what is left. */
  readonly end: () => void;
}

const longestPatienceMilliseconds = 60_000;

const lastWordsMilliseconds = 500;

/** A tenth of the remaining time, at least 3 and at most 30 seconds, is kept for posting. */
export function reserveMilliseconds(remainingMilliseconds: number): number {
  return Math.min(30_000, Math.max(3_000, remainingMilliseconds / 10));
}

/** The time left by Lambda's context; undefined where the caller sets no limit. */
export function remainingMilliseconds(context: unknown): number | undefined {
  if (typeof context !== 'object' || context === null || !('getRemainingTimeInMillis' in context))
    return undefined;
  const { getRemainingTimeInMillis } = context;
  if (typeof getRemainingTimeInMillis !== 'function') return undefined;
  const left: unknown = getRemainingTimeInMillis.call(context);
  // Lambda itself never runs longer than that; timers cannot wait for much more.
  return typeof left === 'number' && Number.isFinite(left) ? Math.min(left, 900_000) : undefined;
}

/** `remainingMilliseconds` as Lambda's context says at the start; undefined where there is no limit. */
export function deadline(remainingMilliseconds: number | undefined): Deadline {
  const after = (milliseconds: number): TimeLimit =>
    timeLimit(remainingMilliseconds === undefined ? undefined : Math.max(0, Math.floor(milliseconds)));
  const left = remainingMilliseconds ?? 0;
  const started = performance.now();
  const until = { reading: left - reserveMilliseconds(left), posting: left - lastWordsMilliseconds };
  const forReading = after(until.reading);
  const forPosting = after(until.posting);
  const { signal: reading } = forReading;
  const { signal: posting } = forPosting;
  // Every request that is under way listens to it, and takes itself off: many at once are no leak.
  setMaxListeners(0, reading, posting);
  const patienceMilliseconds =
    remainingMilliseconds === undefined
      ? longestPatienceMilliseconds
      : Math.min(longestPatienceMilliseconds, (left - reserveMilliseconds(left)) / 4);
  const halfOf: Deadline['halfOf'] = (what) =>
    remainingMilliseconds === undefined
      ? undefined
      : Math.max(0, (until[what] - (performance.now() - started)) / 2);
  const end = (): void => {
    forReading.end();
    forPosting.end();
  };
  return { reading, posting, patienceMilliseconds, halfOf, end };
}
