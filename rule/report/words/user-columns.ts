import { keyOf } from '../../findings/difference';
import type { Finding, SignIn, UnreadableUser } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { changeOf } from './change';
import { mfaText, signInText, unreadableText } from './scan-words';
import { day, daysLeft } from './words';

/** One thing that is said of a user: in a CSV by its id, exactly; in a table by its title, as a person reads it. */
export interface UserColumn {
  readonly id: string;
  readonly title?: string;
  readonly of: (finding: Finding, now: string) => string | null | undefined;
  /** For people, where that is not the exact value. */
  readonly shown?: (finding: Finding) => string;
  /** A table has the column only where this was asked for. */
  readonly shownIf?: keyof Finding;
}

const lastUsed = ({ passwordLastUsed }: Finding): string =>
  passwordLastUsed == null ? 'never seen' : day(passwordLastUsed);

const mfaUsedText = (signIn: SignIn | null | undefined): string =>
  signIn?.mfaUsed == null ? '' : String(signIn.mfaUsed);

const userColumns: readonly UserColumn[] = [
  { id: 'account', of: ({ account }) => account },
  { id: 'account_name', of: ({ accountName }) => accountName },
  { id: 'user_name', title: 'User', of: ({ userName }) => userName },
  { id: 'user_id', of: ({ userId }) => userId },
  { id: 'arn', of: ({ arn }) => arn },
  { id: 'verdict', of: ({ verdict }) => verdict },
  { id: 'reason', title: 'Reason', of: ({ reason }) => reason },
  { id: 'annotation', title: 'Annotation', of: ({ annotation }) => annotation },
  { id: 'console_password', of: ({ consolePassword }) => String(consolePassword) },
  {
    id: 'password_created_at',
    title: 'Password since',
    of: ({ passwordCreatedAt }) => passwordCreatedAt,
    shown: ({ passwordCreatedAt }) => day(passwordCreatedAt),
  },
  {
    id: 'password_last_used',
    title: 'Last used',
    of: ({ passwordLastUsed }) => passwordLastUsed,
    shown: lastUsed,
    shownIf: 'passwordLastUsed',
  },
  { id: 'mfa_kinds', title: 'MFA', of: ({ mfaKinds }) => mfaKinds.join(' '), shown: mfaText },
  { id: 'mfa_read', of: ({ mfaRead }) => mfaRead },
  { id: 'privileges', title: 'Privileges', of: ({ privileges }) => privileges, shownIf: 'privileges' },
  { id: 'mfa_enforced', title: 'MFA enforced', of: ({ mfaEnforced }) => mfaEnforced, shownIf: 'mfaEnforced' },
  { id: 'owner', title: 'Owner', of: ({ owner }) => owner, shownIf: 'owner' },
  {
    id: 'last_sign_in_at',
    title: 'Sign-in',
    of: ({ signIn }) => signIn?.at,
    shown: signInText,
    shownIf: 'signIn',
  },
  { id: 'last_sign_in_mfa', of: ({ signIn }) => mfaUsedText(signIn) },
  { id: 'last_sign_in_from', of: ({ signIn }) => signIn?.sourceIp },
  { id: 'last_aws_login_at', of: ({ awsLogin }) => awsLogin?.at },
  { id: 'last_aws_login_mfa', of: ({ awsLogin }) => mfaUsedText(awsLogin) },
  { id: 'last_aws_login_from', of: ({ awsLogin }) => awsLogin?.sourceIp },
  { id: 'exempt_until', of: ({ exemption }) => exemption?.until },
  {
    id: 'exempt_days_left',
    of: ({ exemption }, now) => (exemption?.until == null ? '' : String(daysLeft(exemption.until, now))),
  },
  { id: 'exempt_reason', of: ({ exemption }) => exemption?.reason },
  { id: 'exempt_source', of: ({ exemption }) => exemption?.source },
  { id: 'file', of: ({ location }) => location?.file },
  { id: 'line', of: ({ location }) => location && String(location.line) },
  { id: 'address', of: ({ location }) => location?.address },
];

/** The columns of a table, without those that were not asked for; the sentence is last, where it can wrap. */
export function columnsFor(
  findings: readonly Finding[],
): readonly { readonly title: string; readonly of: (finding: Finding) => string }[] {
  const isLast = ({ id }: UserColumn): boolean => id === 'annotation';
  const ordered = [...userColumns.filter((column) => !isLast(column)), ...userColumns.filter(isLast)];
  return ordered.flatMap(({ title, of, shown, shownIf }) => {
    const asked = shownIf === undefined || findings.some((finding) => finding[shownIf] !== undefined);
    if (title === undefined || !asked) return [];
    return [{ title, of: (finding) => shown?.(finding) ?? of(finding, '') ?? '-' }];
  });
}

/** Users as rows of exact values, and those of whom there is no verdict. */
export interface UserRows {
  readonly head: readonly string[];
  readonly of: (finding: Finding) => readonly string[];
  readonly unread: readonly (readonly string[])[];
  /** Of the baseline, and in this scan no more. */
  readonly gone: readonly (readonly string[])[];
}

/** The columns of a place, which only what is not deployed yet has. */
const placeColumns: readonly string[] = ['file', 'line', 'address'];

export function userRows(subject: ReportSubject): UserRows {
  const { findings, unreadable, generatedAt, difference, versions } = subject;
  const change = changeOf(difference);
  const hasPlaces = [...findings, ...unreadable].some(({ location }) => location !== undefined);
  const columns = userColumns.filter(({ id }) => hasPlaces || !placeColumns.includes(id));
  const head = [
    ...columns.map(({ id }) => id),
    'change',
    ...(versions === undefined ? [] : ['account_version']),
  ];
  const versionOf = (account: string | null | undefined): readonly string[] =>
    versions === undefined ? [] : [versions.get(account ?? null) ?? ''];
  const row = (cells: Readonly<Record<string, string | null | undefined>>): readonly string[] =>
    head.map((id) => cells[id] ?? '');
  const here = new Set(findings.map(keyOf));
  return {
    head,
    of: (finding) => [
      ...columns.map(({ of }) => of(finding, generatedAt) ?? ''),
      change(finding) ?? '',
      ...versionOf(finding.account),
    ],
    unread: unreadable.map((user) =>
      row({ ...unreadableCells(user), account_version: versionOf(user.account)[0] }),
    ),
    gone: (difference?.mended ?? [])
      .filter((user) => !here.has(keyOf(user)))
      .map(({ account, userId, userName }) =>
        row({ account, user_id: userId, user_name: userName, change: 'fixed' }),
      ),
  };
}

const unreadableCells = (user: UnreadableUser): Readonly<Record<string, string | null | undefined>> => ({
  account: user.account,
  user_name: user.userName,
  verdict: 'UNREADABLE',
  reason: 'could-not-be-read',
  annotation: unreadableText(user),
  file: user.location?.file,
  line: user.location && String(user.location.line),
  address: user.location?.address,
});
