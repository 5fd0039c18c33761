import { compareTexts } from './finding';

/** A user as a difference names them. */
export interface KnownUser {
  readonly account: string | null;
  readonly userId: string;
  readonly userName: string | null;
  readonly annotation: string | null;
}

/** The knowledge of a scan: who is NON_COMPLIANT, who is exempt, and of whom it knows nothing. */
export interface KnownState {
  /** ISO 8601 */
  readonly at: string;
  readonly open: readonly KnownUser[];
  readonly exempt: readonly KnownUser[];
  /** False for a user of whom this scan says nothing at all: unread, or in an account that does not report. */
  readonly knows: (user: KnownUser) => boolean;
}

/** The changes since an earlier scan. */
export interface Difference {
  /** When the earlier scan was made. */
  readonly since: string;
  /** NON_COMPLIANT now, and neither NON_COMPLIANT nor exempt then. */
  readonly new: readonly KnownUser[];
  /** NON_COMPLIANT now, exempt then. */
  readonly exemptionEnded: readonly KnownUser[];
  readonly stillOpen: readonly KnownUser[];
  /** NON_COMPLIANT then, and known not to be so now. */
  readonly mended: readonly KnownUser[];
  /** NON_COMPLIANT then, and not read now: unknown. */
  readonly unknown: readonly KnownUser[];
}

const keyOf = ({ account, userId }: KnownUser): string => `${account ?? ''}/${userId}`;
const byName = (a: KnownUser, b: KnownUser): number =>
  compareTexts(a.account ?? '', b.account ?? '') ||
  compareTexts(a.userName ?? a.userId, b.userName ?? b.userId);

/** A user is the same user by id, whatever the name is now. What could not be read is never called fixed. */
export function differenceOf(before: KnownState, now: KnownState): Difference {
  const open = new Set(now.open.map(keyOf));
  const wasOpen = new Set(before.open.map(keyOf));
  const wasExempt = new Set(before.exempt.map(keyOf));
  const appeared = now.open.filter((user) => !wasOpen.has(keyOf(user)));
  const closed = before.open.filter((user) => !open.has(keyOf(user)));
  return {
    since: before.at,
    new: appeared.filter((user) => !wasExempt.has(keyOf(user))).sort(byName),
    exemptionEnded: appeared.filter((user) => wasExempt.has(keyOf(user))).sort(byName),
    stillOpen: now.open.filter((user) => wasOpen.has(keyOf(user))).sort(byName),
    mended: closed.filter((user) => now.knows(user)).sort(byName),
    unknown: closed.filter((user) => !now.knows(user)).sort(byName),
  };
}

/** The names of the parts, in the order in which a reader wants them. */
export const differenceParts = [
  ['new', 'new'],
  ['exemptionEnded', 'exemption ended'],
  ['stillOpen', 'still open'],
  ['mended', 'fixed'],
  ['unknown', 'not read this time'],
] as const satisfies readonly (readonly [keyof Difference, string])[];

/** "2 new, 1 exemption ended, 3 still open, 4 fixed since 2026-11-01T12:00:00.000Z" */
export function differenceSentence(difference: Difference): string {
  const counts = differenceParts
    .map(([part, name]) => [difference[part].length, name] as const)
    .filter(([count, name]) => count > 0 || name !== 'not read this time')
    .map(([count, name]) => `${count} ${name}`);
  return `${counts.join(', ')} since ${difference.since}`;
}
