/**
 * Does `work` for every item, at most `atOnce` at a time, started in their order, and yields each result as soon as it is
 * known. A consumer that stops or waits starts nothing new.
 */
export async function* eachOf<T, R>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting = items[Symbol.iterator]();
  const underWay = new Map<number, Promise<{ readonly place: number; readonly result: R }>>();
  for (let place = 0, more = true; more || underWay.size > 0;) {
    while (more && underWay.size < atOnce) {
      const next = waiting.next();
      if (next.done === true) more = false;
      else {
        const here = place++;
        underWay.set(
          here,
          work(next.value).then((result) => ({ place: here, result })),
        );
      }
    }
    if (underWay.size === 0) return;
    const known = await Promise.race(underWay.values());
    underWay.delete(known.place);
    yield known.result;
  }
}

/** The same where nothing comes of it. The first rejection rejects the whole. */
export async function forEachOf<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const results = eachOf(items, atOnce, work);
  while ((await results.next()).done !== true);
}
