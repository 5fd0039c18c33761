export interface TimeLimit {
  readonly signal: AbortSignal;
  /** To be called in the end, too: it aborts what is left, and lets the process end. */
  readonly end: () => void;
}

/**
 * Ends after the milliseconds, with another signal, or by `end`. The timer keeps the process alive: the one of AbortSignal.timeout
 * does not, and a process that waits for nothing else ends in silence with code 0. A listener keeps the other signal in memory:
 * Node 20 lets go of what only AbortSignal.any holds, and then the time is never over.
 * @see https://github.com/nodejs/node/issues/54614
 */
export function timeLimit(
  milliseconds: number | undefined,
  other: AbortSignal = new AbortController().signal,
): TimeLimit {
  const controller = new AbortController();
  const timer =
    milliseconds === undefined
      ? undefined
      : setTimeout(() => {
          controller.abort(new DOMException('The time for this is over.', 'TimeoutError'));
        }, milliseconds);
  const follow = (): void => {
    clearTimeout(timer);
    controller.abort(other.reason);
  };
  other.addEventListener('abort', follow);
  if (other.aborted) follow();
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      other.removeEventListener('abort', follow);
      controller.abort();
    },
  };
}

/** Work that ends with the signal, or after the milliseconds; 0 is no limit. */
export async function within<T>(
  signal: AbortSignal,
  milliseconds: number,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  if (milliseconds === 0) return work(signal);
  const limit = timeLimit(milliseconds, signal);
  try {
    return await work(limit.signal);
  } finally {
    limit.end();
  }
}
