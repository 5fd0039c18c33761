import type { Answer } from '../../doctor/ports';
import { ReadFailedError } from '../../run/failures';
import { ask as untilAborted } from '../clients/call-scope';
import { MalformedResponseError, readFailed } from '../clients/read-failed';

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

/** All items of a list that gives a NextToken; a token that comes again leads nowhere. */
export async function allOf<P extends { NextToken?: string | undefined }, T>(
  page: (token: string | undefined) => Promise<P>,
  read: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const answer: P = await page(token);
    items.push(...read(answer));
    token = answer.NextToken;
    if (token === undefined || token === '') return items;
    if (seen.has(token)) throw new MalformedResponseError('a list that repeats a token');
    seen.add(token);
  }
}
