/**
 * Things in the order in which they came, each with a number that never changes. A page continues after the number of
 * the last thing shown, so that whatever is added or removed between two pages neither repeats nor skips the others.
 */
export class Sequence<T> implements Iterable<T> {
  private readonly entries: { readonly number: number; readonly thing: T }[] = [];
  private readonly numbers = new Map<T, number>();
  private last = 0;

  get size(): number {
    return this.entries.length;
  }

  add(thing: T): void {
    this.last += 1;
    this.numbers.set(thing, this.last);
    this.entries.push({ number: this.last, thing });
  }

  remove(thing: T): void {
    const number = this.numbers.get(thing);
    if (number === undefined) return;
    this.numbers.delete(thing);
    this.entries.splice(this.indexAfter(number - 1), 1);
  }

  /** Up to `size` things after the one with the number `after`; `next` is where the following page continues. */
  page(after: number, size: number, wanted: (thing: T) => boolean = () => true): Page<T> {
    const things: T[] = [];
    let next = after;
    for (let index = this.indexAfter(after); index < this.entries.length; index += 1) {
      const entry = this.entries[index];
      if (entry === undefined || !wanted(entry.thing)) continue;
      if (things.length === size) return { things, next };
      things.push(entry.thing);
      next = entry.number;
    }
    return { things, next: undefined };
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const entry of this.entries) yield entry.thing;
  }

  private indexAfter(number: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.entries[middle]?.number ?? Infinity) <= number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export interface Page<T> {
  readonly things: readonly T[];
  readonly next: number | undefined;
}

/** A short list that hangs on one thing (the devices of a user): pages by position. */
export function pageOfArray<T>(all: readonly T[], after: number, size: number): Page<T> {
  const end = after + size;
  return { things: all.slice(after, end), next: end < all.length ? end : undefined };
}
