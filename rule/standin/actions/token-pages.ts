import type { ServiceError } from '../service-error';
import { pageOfArray, type Page } from '../state/sequence';

/** The error of a service with NextToken for a token that it did not give out. */
type BadToken = () => ServiceError;

export interface TokenPage<T> {
  readonly things: readonly T[];
  readonly NextToken: string | undefined;
}

/** One page of a list that `read` gives by the number to continue after. */
export function tokenPage<T>(
  token: string | undefined,
  badToken: BadToken,
  read: (after: number) => Page<T>,
): TokenPage<T> {
  const after = token === undefined || token === '' ? 0 : Number(/^after-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(after)) throw badToken();
  const { things, next } = read(after);
  return { things, NextToken: next === undefined ? undefined : `after-${next}` };
}

/** With `emptyPages`, every page comes after an empty one that has a token of its own. */
export function maybeEmptyPage<T>(
  things: readonly T[],
  token: string | undefined,
  size: number,
  emptyPages: boolean,
  badToken: BadToken,
): TokenPage<T> {
  const full = /^full-(\d+)$/.exec(token ?? '')?.[1];
  if (emptyPages && full === undefined) {
    const { NextToken } = tokenPage(token, badToken, (after) => ({ things: [], next: after }));
    return { things: [], NextToken: NextToken?.replace('after', 'full') };
  }
  return tokenPage(full === undefined ? token : `after-${full}`, badToken, (after) =>
    pageOfArray(things, after, size),
  );
}
