import type { Baseline } from '../flags/baseline';
import { placeId, unreadableId, type UnreadableUser } from '../../findings/finding';
import { UsageError } from '../terminal/io';

export interface AllowFlags {
  readonly allowUnseen?: boolean;
  readonly allowUnseenAt: readonly string[];
  readonly failOn: 'new' | 'any' | 'never';
}

/**
 * Whether everything that could not be seen is allowed to be so: by a flag, or as an earlier check could not see it either.
 * @throws UsageError for an address at which everything was seen
 */
export function areAllowed(
  unreadable: readonly UnreadableUser[],
  { allowUnseen, allowUnseenAt, failOn }: AllowFlags,
  baseline: Baseline | undefined,
): boolean {
  const idle = allowUnseenAt.find((allowed) => !unreadable.some((one) => isAt(one, allowed)));
  if (idle !== undefined) {
    const addresses = unreadable.map(idOf).slice(0, 5);
    throw new UsageError(
      `--allow-unseen-at ${idle} matches nothing that could not be seen; allowed: ` +
        `${addresses.length === 0 ? 'nothing, as everything was seen' : addresses.join(', ')}.`,
    );
  }
  if (allowUnseen === true) return true;
  const before = new Set(failOn === 'new' ? baseline?.unseen : []);
  return unreadable.every(
    (one) => before.has(idOf(one)) || allowUnseenAt.some((allowed) => isAt(one, allowed)),
  );
}

const idOf = unreadableId;

const isAt = (one: UnreadableUser, allowed: string): boolean =>
  [idOf(one), one.location?.address ?? one.api].includes(allowed) ||
  (one.location !== undefined &&
    placeId({ file: one.location.file, address: one.location.address }) === allowed);
