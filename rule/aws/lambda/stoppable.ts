export interface Stoppable {
  readonly signal: AbortSignal;
  /** To be called in the end, too. */
  readonly stop: () => void;
}

/**
 * Ends with the signal, or earlier by `stop`. The listener keeps the signal in memory: Node 20 lets go of an AbortSignal.timeout
 * that only AbortSignal.any holds, and then the time is never over.
 * @see https://github.com/nodejs/node/issues/54614
 */
export function stoppable(signal: AbortSignal): Stoppable {
  const controller = new AbortController();
  const end = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return {
    signal: controller.signal,
    stop: () => {
      signal.removeEventListener('abort', end);
      controller.abort();
    },
  };
}
