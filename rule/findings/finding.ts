import type { Exemption } from '../core/exemption';
import type { MfaDeviceKind } from '../core/mfa-device';
import type { MfaEnforced } from '../core/privileges';
import type { UserFacts } from '../core/user';
import type { Compliance, ReasonCode, Verdict } from '../core/verdict';

/** The source of an exemption, until when it lasts, and why it was given. */
export interface FindingExemption {
  /** `exemptUserNames`, `exemptPaths` or `tag`. */
  readonly source: 'exemptUserNames' | 'exemptPaths' | 'tag';
  /** The last day, YYYY-MM-DD; null for an exemption without an end. */
  readonly until: string | null;
  readonly reason: string | null;
}

/** The latest sign-in of a kind that CloudTrail shows of a user. */
export interface SignIn {
  /** ISO 8601 */
  readonly at: string;
  /** Null where CloudTrail does not say. */
  readonly mfaUsed: boolean | null;
  readonly sourceIp: string | null;
  readonly region: string;
}

/** One user of a scan: what was decided, and the facts that it rests on. A key that is absent was not asked for. */
export interface Finding {
  /** The account's id; a published key, so it keeps its short name. */
  readonly account: string | null;
  /** The account's alias, or its name in Organizations. */
  readonly accountName: string | null;
  readonly userId: string;
  readonly userName: string;
  /** Empty where only Config was asked: it holds no path of a user. */
  readonly arn: string;
  readonly verdict: Compliance;
  readonly reason: ReasonCode;
  readonly annotation: string;
  readonly consolePassword: boolean;
  /** ISO 8601, or null without a console password. */
  readonly passwordCreatedAt: string | null;
  /** ISO 8601, or null where IAM has none. It proves nothing: it outlives the password, and is empty before the first use. */
  readonly passwordLastUsed?: string | null;
  /** The kinds that the verdict rests on: a scan asks for no more devices than it needs. */
  readonly mfaKinds: readonly MfaDeviceKind[];
  /** Whether `mfaKinds` are all devices of the user, the virtual ones of the account's list only, or were never asked for. */
  readonly mfaRead: 'all' | 'virtual-only' | 'not-asked';
  readonly exemption?: FindingExemption;
  /** The person to act, from the owner tag; null where the user has none, `unknown` where it could not be read. */
  readonly owner?: string | null;
  /** One of the labels of core/privileges.ts; it never decides a verdict. */
  readonly privileges?: string;
  /** Of a user with a console password: whether policies enforce MFA, as far as they were read; it never decides a verdict. */
  readonly mfaEnforced?: MfaEnforced;
  /** To the console. Null where no sign-in was found, which proves nothing. */
  readonly signIn?: SignIn | null;
  /** By `aws login`, where the events of each user were looked up by name. */
  readonly awsLogin?: SignIn | null;
  /** The place of a declared user; live users have no file. */
  readonly location?: Location;
}

/** A place in a template or a plan, and in the code that makes it where an assembly tells. */
export interface Location {
  readonly file: string;
  readonly line: number;
  /** The logical id, or Terraform's address. */
  readonly address: string;
  /** The file that was checked, where this place is in another: the plan of a .tf file. */
  readonly document?: string;
  /** The path of the CDK construct. */
  readonly construct?: string;
  readonly source?: { readonly file: string; readonly line: number };
}

/** The file and the line that a change shows: of the code where it is known. */
export const shownPlace = ({
  file,
  line,
  source,
}: Location): { readonly file: string; readonly line: number } => source ?? { file, line };

/** A user without a verdict; `userName` is null where it is the list of users, or the whole account, that could not be read. */
export interface UnreadableUser {
  readonly userName: string | null;
  readonly api: string;
  readonly error: string;
  readonly account?: string | null;
  /** In words, where the API and its error do not say it. */
  readonly detail?: string;
  /** The place of a part of a template or a plan that could not be followed. */
  readonly location?: Location;
}

/** The identity of an unreadable user: the name, or the place. */
export const unreadableId = ({ userName, location }: UnreadableUser): string =>
  location === undefined ? (userName ?? '') : placeId(location);

/** Two templates may have the same logical id, and two plans the same .tf files. */
export const placeId = ({
  document,
  file,
  address,
}: Pick<Location, 'document' | 'file' | 'address'>): string => `${document ?? file}#${address}`;

export interface FindingAccount {
  readonly account: string | null;
  readonly accountName: string | null;
}

export function finding(
  facts: UserFacts,
  verdict: Verdict,
  annotation: string,
  { account, accountName }: FindingAccount = { account: accountOf(facts.user.arn), accountName: null },
): Finding {
  const { user, loginProfile, mfaDevices } = facts;
  const password =
    loginProfile === undefined || loginProfile === 'none' || facts.gone ? undefined : loginProfile;
  const mfaRead = mfaDevices === undefined ? 'not-asked' : mfaDevices.complete ? 'all' : 'virtual-only';
  return {
    account,
    accountName,
    userId: user.userId,
    userName: user.userName,
    arn: user.arn,
    verdict: verdict.compliance,
    reason: verdict.reason,
    annotation,
    consolePassword: password !== undefined,
    passwordCreatedAt: password?.createDate.toISOString() ?? null,
    passwordLastUsed: user.passwordLastUsed?.toISOString() ?? null,
    mfaKinds: [...new Set(mfaDevices?.kinds ?? [])],
    mfaRead,
    ...(facts.owner === undefined ? {} : { owner: facts.owner }),
    ...(facts.privileges === undefined ? {} : { privileges: facts.privileges.label }),
    ...(password === undefined || facts.privileges?.mfaEnforced === undefined
      ? {}
      : { mfaEnforced: facts.privileges.mfaEnforced }),
    ...(verdict.reason === 'exempt' ? { exemption: exemptionOf(verdict.exemption) } : {}),
  };
}

/** The account that an ARN names. */
export const accountOf = (arn: string): string | null => /^arn:[\w-]+:iam::(\d{12}):/.exec(arn)?.[1] ?? null;

export function exemptionOf(exemption: Exemption): FindingExemption {
  switch (exemption.by) {
    case 'name':
      return { source: 'exemptUserNames', until: null, reason: null };
    case 'path':
      return { source: 'exemptPaths', until: null, reason: `path ${exemption.path}` };
    case 'tag':
      return { source: 'tag', until: exemption.until, reason: exemption.why };
  }
}

const order: Readonly<Record<Compliance, number>> = { NON_COMPLIANT: 0, COMPLIANT: 1, NOT_APPLICABLE: 2 };
const privilegeOrder = ['administrator', 'can-become-administrator', 'administrator-with-mfa-only'];

const rankOf = ({ privileges }: Finding): number => {
  const rank = privilegeOrder.indexOf(privileges ?? '');
  return rank === -1 ? privilegeOrder.length : rank;
};

/**
 * Users who must act come first: by privileges, no MFA before weak MFA, then the latest use of the password, then the
 * oldest password. All others by account and name.
 */
export function byUrgency(a: Finding, b: Finding): number {
  const byState = order[a.verdict] - order[b.verdict] || rankOf(a) - rankOf(b);
  return byState || (a.verdict === 'NON_COMPLIANT' ? byRisk(a, b) : 0) || byPlace(a, b);
}

const byRisk = (a: Finding, b: Finding): number =>
  Number(a.reason === 'mfa-too-weak') - Number(b.reason === 'mfa-too-weak') ||
  compareTexts(lastUseOf(b), lastUseOf(a)) ||
  compareTexts(a.passwordCreatedAt ?? '~', b.passwordCreatedAt ?? '~');

/** A sign-in with MFA used no password alone; PasswordLastUsed does not tell. */
const lastUseOf = ({ signIn, awsLogin, passwordLastUsed }: Finding): string =>
  [signIn, awsLogin]
    .flatMap((one) => (one?.mfaUsed === false ? [one.at] : []))
    .sort(compareTexts)
    .at(-1) ??
  passwordLastUsed ??
  '';

const byPlace = (a: Finding, b: Finding): number =>
  compareTexts(a.account ?? '', b.account ?? '') ||
  compareTexts(a.userName.toLowerCase(), b.userName.toLowerCase()) ||
  compareTexts(a.userName, b.userName) ||
  compareTexts(a.userId, b.userId);

export const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
