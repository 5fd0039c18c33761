/**
 * Work that ends with the signal, or after the milliseconds; 0 is no limit. The timer is ours: Node 20 lets go of an
 * AbortSignal.timeout that only AbortSignal.any holds, and then the limit never comes.
 * @see https://github.com/nodejs/node/issues/54614
 */
export async function within<T>(
  signal: AbortSignal,
  milliseconds: number,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  if (milliseconds === 0) return work(signal);
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(new DOMException('The time for this is over.', 'TimeoutError'));
  }, milliseconds);
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}
