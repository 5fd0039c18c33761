import type { RuleParameters } from './rule-parameters';
import type { Tag, User } from './user';

/** Why a user is exempt: a name or a path of the parameters, or a tag of the user with a last day and a reason. */
export type Exemption =
  | { readonly by: 'name' }
  | { readonly by: 'path'; readonly path: string }
  | { readonly by: 'tag'; readonly until: string; readonly why: string };

/** Why an exemption tag exempts no user. `until` is the date as written in the tag. */
export type TagFault =
  | { readonly fault: 'malformed' }
  | { readonly fault: 'no-such-date'; readonly until: string }
  | { readonly fault: 'past'; readonly until: string }
  | { readonly fault: 'too-far-ahead'; readonly until: string; readonly maxExemptDays: number };

const tagValue = /^(\d{4}-\d{2}-\d{2})\s+(\S.*)/su;
const millisecondsPerDay = 86_400_000;

/** The exemption that the rule's own parameters give a user: it needs no further fact. */
export function exemptionByParameters(user: User, ruleParameters: RuleParameters): Exemption | undefined {
  // With case, though IAM's names are unique without it: a Deny on an ARN keeps the exact spelling from being taken, no other.
  if (ruleParameters.exemptUserNames.includes(user.userName)) return { by: 'name' };
  // Prefixes end with a slash, so only whole segments match: /a/ covers /a/b/ and not /ab/.
  const path = ruleParameters.exemptPaths.find((prefix) => user.path.startsWith(prefix));
  return path === undefined ? undefined : { by: 'path', path };
}

/** A name or path that differs only by its case from an exempt one, and so exempts no user. */
export type CaseFault = 'name' | 'path';

export function caseFaultOf(
  { userName, path }: User,
  { exemptUserNames, exemptPaths }: RuleParameters,
): CaseFault | undefined {
  const name = foldCase(userName);
  if (exemptUserNames.some((exempt) => foldCase(exempt) === name)) return 'name';
  const folded = foldCase(path);
  return exemptPaths.some((prefix) => folded.startsWith(foldCase(prefix))) ? 'path' : undefined;
}

/** The meaning of a user's tags: an exemption, a tag that exempts no user, or nothing. */
export function exemptionByTag(
  tags: readonly Tag[],
  ruleParameters: RuleParameters,
  now: Date,
): Exemption | TagFault | undefined {
  if (ruleParameters.exemptTagKey === undefined) return undefined;
  const tag = tagOf(tags, ruleParameters.exemptTagKey);
  if (tag === undefined) return undefined;
  const found = tagValue.exec(tag.value.trim());
  if (found === null) return { fault: 'malformed' };
  const [, until = '', why = ''] = found;
  const lastDay = startOfDay(until);
  if (lastDay === undefined) return { fault: 'no-such-date', until };
  const today = Math.floor(now.getTime() / millisecondsPerDay) * millisecondsPerDay;
  if (lastDay < today) return { fault: 'past', until };
  if (lastDay - today > ruleParameters.maxExemptDays * millisecondsPerDay) {
    return { fault: 'too-far-ahead', until, maxExemptDays: ruleParameters.maxExemptDays };
  }
  return { by: 'tag', until, why };
}

/** The person who is to act for a user, as a tag names them; null where none does. Shown, it decides nothing. */
export function ownerByTag(tags: readonly Tag[], ownerTagKey: string): string | null {
  return tagOf(tags, ownerTagKey)?.value.trim() || null;
}

/** Tag keys compare without case, as IAM's do. */
function tagOf(tags: readonly Tag[], key: string): Tag | undefined {
  const wanted = foldCase(key);
  return tags.find((candidate) => foldCase(candidate.key) === wanted);
}

/** Midnight UTC of a calendar day, or undefined for a day that does not exist (Date rolls 2026-02-30 over to March). */
function startOfDay(date: string): number | undefined {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? time : undefined;
}

/** ASCII only: toLowerCase would make more letters equal than IAM does (U+212A becomes k), and an exemption must not widen. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
