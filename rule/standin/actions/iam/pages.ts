import { invalidInput } from '../../service-error';
import type { Page } from '../../state/sequence';
import type { Account } from '../../state/account';

export interface PagingInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page as IAM makes it: 100 things unless told, never more than the seed's page size. */
export function paged<T>(
  account: Account,
  input: PagingInput,
  listName: string,
  read: (after: number, size: number) => Page<T>,
  show: (thing: T) => unknown,
): Record<string, unknown> {
  const after = input.Marker === undefined ? 0 : Number(/^after-(\d+)$/.exec(input.Marker)?.[1]);
  if (Number.isNaN(after)) throw invalidInput('Invalid Marker.');
  const { things, next } = read(after, Math.min(input.MaxItems ?? 100, account.pageSize));
  return {
    [listName]: things.map(show),
    IsTruncated: next !== undefined,
    Marker: next === undefined ? undefined : `after-${next}`,
  };
}
