import { ask as untilAborted } from '../aws/clients/call-scope';
import { readFailed } from '../aws/clients/read-failed';
import type { Connection } from '../aws/clients/settings';
import { nextTokenOf, pagesOf } from '../aws/pages';
import { ReadFailedError } from '../run/failures';
import type { Answer } from './answer';

/** The means by which the subjects read: a place, its clients, and what one of them has read for another. */
export class Reading<Place> {
  private readonly kept = new Map<unknown, unknown>();

  constructor(
    readonly place: Place,
    private readonly connection: Connection,
    private readonly signal: AbortSignal,
  ) {}

  /** A client for the place, or for another region of it; made once. */
  client<C>(make: (connection: Connection) => C, region?: string): C {
    const byRegion = this.keep(make, () => new Map<string | undefined, C>());
    const made =
      byRegion.get(region) ?? make({ ...this.connection, ...(region === undefined ? {} : { region }) });
    byRegion.set(region, made);
    return made;
  }

  /** One subject's facts, for another one that needs them, too. */
  once<T>(read: (reading: Reading<Place>) => Promise<T>): Promise<T> {
    return this.keep(read, () => read(this));
  }

  /** An answer of AWS, or why there is none: doctor goes on with the next question. */
  async ask<T>(api: string, send: (signal: AbortSignal) => Promise<T>): Promise<Answer<T>> {
    try {
      // The pause before another try ends with the signal, too.
      return { value: await untilAborted(this.signal, () => send(this.signal)) };
    } catch (error) {
      if (error instanceof ReadFailedError) return { failure: error.failure };
      return { failure: readFailed(api, error, this.signal).failure };
    }
  }

  private keep<T>(key: unknown, make: () => T): T {
    const kept = this.kept.get(key) ?? make();
    this.kept.set(key, kept);
    return kept as T;
  }
}

/** All items of a list that gives a NextToken; a token that comes again leads nowhere. */
export async function allOf<P extends { NextToken?: string | undefined }, T>(
  page: (token: string | undefined) => Promise<P>,
  read: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const one of pagesOf(page, nextTokenOf)) items.push(...read(one));
  return items;
}
