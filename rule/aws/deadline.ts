export interface Deadline {
  /** Aborted when no more may be read: what is left is for posting. */
  readonly reading: AbortSignal;
  /** Aborted just before Lambda kills the process, so that the invocation still fails in words. */
  readonly posting: AbortSignal;
}

const lastWordsMilliseconds = 500;

/** A tenth of the remaining time, at least 3 and at most 30 seconds, is kept for posting. */
export function reserveMilliseconds(remainingMilliseconds: number): number {
  return Math.min(30_000, Math.max(3_000, remainingMilliseconds / 10));
}

/** What Lambda's context says is left; undefined where whoever invokes us sets no limit. */
export function remainingMilliseconds(context: unknown): number | undefined {
  if (typeof context !== 'object' || context === null || !('getRemainingTimeInMillis' in context))
    return undefined;
  const { getRemainingTimeInMillis } = context;
  if (typeof getRemainingTimeInMillis !== 'function') return undefined;
  const left: unknown = getRemainingTimeInMillis.call(context);
  return typeof left === 'number' ? left : undefined;
}

/** `remainingMilliseconds` as Lambda's context says at the start; undefined where nobody sets a limit. */
export function deadline(remainingMilliseconds: number | undefined): Deadline {
  if (remainingMilliseconds === undefined) {
    const never = new AbortController().signal;
    return { reading: never, posting: never };
  }
  const readFor = remainingMilliseconds - reserveMilliseconds(remainingMilliseconds);
  return {
    reading: AbortSignal.timeout(Math.max(0, Math.floor(readFor))),
    posting: AbortSignal.timeout(Math.max(0, Math.floor(remainingMilliseconds - lastWordsMilliseconds))),
  };
}
