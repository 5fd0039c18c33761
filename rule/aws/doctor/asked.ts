import type { Answer } from '../../doctor/ports';
import { ReadFailedError } from '../../run/failures';
import { ask as untilAborted } from '../clients/call-scope';
import { readFailed } from '../clients/read-failed';
import { nextTokenOf, pagesOf } from '../pages';

/** An answer of AWS, or why there is none: doctor goes on with the next question. */
export async function asked<T>(api: string, signal: AbortSignal, ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    // The pause before another try ends with the signal, too.
    return { value: await untilAborted(signal, ask) };
  } catch (error) {
    if (error instanceof ReadFailedError) return { failure: error.failure };
    return { failure: readFailed(api, error, signal).failure };
  }
}

/** All items of a list that gives a NextToken. */
export async function allOf<P extends { NextToken?: string | undefined }, T>(
  page: (token: string | undefined) => Promise<P>,
  read: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const one of pagesOf(page, nextTokenOf)) items.push(...read(one));
  return items;
}
