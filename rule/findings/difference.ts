import { parameterKeys, valueText, type ParameterValue } from '../core/parameters';
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
  /** Everyone with a name. @default - those who are open or exempt */
  readonly users?: readonly KnownUser[];
  /** By key, as far as they are known. */
  readonly parameters?: Readonly<Record<string, ParameterValue>> | null | undefined;
  /** False for a user of whom this scan says nothing at all: unread, or in an account that does not report. */
  readonly knows: (user: KnownUser) => boolean;
}

/** A rule parameter that decided otherwise at the earlier scan; empty where it was not set. */
export interface ParameterChange {
  readonly parameter: string;
  readonly was: string;
  readonly is: string;
}

/** A name that belonged to the user of one id and belongs to another's. */
export interface ReusedName {
  readonly account: string | null;
  readonly userName: string;
  readonly was: string;
  readonly is: string;
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
  /** Absent where the same parameters decided, or where they are not known. */
  readonly otherParameters?: readonly ParameterChange[];
  /** Absent where no name has changed hands. */
  readonly reusedNames?: readonly ReusedName[];
}

/** The same for one user of two scans, and for no other of any account. */
export const keyOf = ({ account, userId }: Pick<KnownUser, 'account' | 'userId'>): string =>
  `${account ?? ''}/${userId}`;
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
  const otherParameters = parameterChanges(before.parameters, now.parameters);
  const reusedNames = reused(before, now).sort(byName);
  return {
    since: before.at,
    new: appeared.filter((user) => !wasExempt.has(keyOf(user))).sort(byName),
    exemptionEnded: appeared.filter((user) => wasExempt.has(keyOf(user))).sort(byName),
    stillOpen: now.open.filter((user) => wasOpen.has(keyOf(user))).sort(byName),
    mended: closed.filter((user) => now.knows(user)).sort(byName),
    unknown: closed.filter((user) => !now.knows(user)).sort(byName),
    ...(otherParameters.length === 0 ? {} : { otherParameters }),
    ...(reusedNames.length === 0
      ? {}
      : {
          reusedNames: reusedNames.map(({ account, userName, was, userId }) => ({
            account,
            userName,
            was,
            is: userId,
          })),
        }),
  };
}

/** These two are shown and decide nothing. */
const labels: readonly string[] = ['ownerTagKey', 'rankPrivileges'];

function parameterChanges(
  before: KnownState['parameters'],
  now: KnownState['parameters'],
): readonly ParameterChange[] {
  if (before == null || now == null) return [];
  return parameterKeys
    .filter((key) => !labels.includes(key) && key in before)
    .map((parameter) => ({ parameter, was: valueText(before[parameter]), is: valueText(now[parameter]) }))
    .filter(({ was, is }) => was !== is);
}

/** IAM's names are unique without case. Only who is open now or was so then has a change to be explained. */
function reused(before: KnownState, now: KnownState): (KnownUser & { userName: string; was: string })[] {
  const nameOf = ({ account, userName }: KnownUser): string => `${account ?? ''}/${userName?.toLowerCase()}`;
  const of = ({ users, open, exempt }: KnownState): readonly KnownUser[] => users ?? [...open, ...exempt];
  const holders = new Map(of(before).map((user) => [nameOf(user), user.userId]));
  const concerned = new Set([...before.open, ...now.open].map(nameOf));
  return of(now).flatMap((user) => {
    const was = holders.get(nameOf(user));
    const { userName } = user;
    if (userName === null || was === undefined || was === user.userId || !concerned.has(nameOf(user)))
      return [];
    return [{ ...user, userName, was }];
  });
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

/** Names beyond these are counted. */
const namedAtMost = 5;

/** Why counts differ though no user changed, a sentence each. */
export function differenceRemarks({ otherParameters = [], reusedNames = [] }: Difference): readonly string[] {
  const value = (text: string): string => (text === '' ? 'not set' : text);
  const parameters = otherParameters.map(
    ({ parameter, was, is }) => `${parameter} was ${value(was)}, is ${value(is)}`,
  );
  const names = reusedNames
    .slice(0, namedAtMost)
    .map(({ userName, was, is }) => `${userName} was ${was}, is ${is}`);
  const more = reusedNames.length - names.length;
  return [
    ...(parameters.length === 0 ? [] : [`Decided by other parameters: ${parameters.join('; ')}.`]),
    ...(names.length === 0
      ? []
      : [`Same name, another user: ${names.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`]),
  ];
}

/** All of it in one line. */
export const differenceText = (difference: Difference): string =>
  [`${differenceSentence(difference)}.`, ...differenceRemarks(difference)].join(' ');
