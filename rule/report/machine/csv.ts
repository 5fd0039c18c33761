import { stringify } from 'csv-stringify/sync';
import { byUrgency, type Finding, type UnreadableUser } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { changeOf } from '../words/change';
import { unreadableText } from '../words/scan-words';
import { daysLeft } from '../words/words';

type Column = readonly [name: string, of: (finding: Finding) => string | null | undefined];

/** One row a user, those who could not be read as UNREADABLE; RFC 4180, and no cell is a formula. */
export function csvReport(subject: ReportSubject): string {
  const change = changeOf(subject.difference);
  const columns: readonly Column[] = [...userColumns(subject.generatedAt), ['change', change]];
  const rows = [...subject.findings]
    .sort(byUrgency)
    .map((finding) => columns.map(([, of]) => of(finding) ?? ''));
  const unread = subject.unreadable.map((user) => columns.map(([name]) => unreadableCell(name, user)));
  const mended = subject.difference?.mended.filter(
    (user) =>
      !subject.findings.some(({ account, userId }) => account === user.account && userId === user.userId),
  );
  const gone = (mended ?? []).map((user) =>
    columns.map(([name]) =>
      name === 'change'
        ? 'mended'
        : ({ account: user.account, user_id: user.userId, user_name: user.userName }[name] ?? ''),
    ),
  );
  return stringify([columns.map(([name]) => name), ...rows, ...unread, ...gone], {
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

const userColumns = (now: string): readonly Column[] => [
  ['account', ({ account }) => account],
  ['account_name', ({ accountName }) => accountName],
  ['user_name', ({ userName }) => userName],
  ['user_id', ({ userId }) => userId],
  ['arn', ({ arn }) => arn],
  ['verdict', ({ verdict }) => verdict],
  ['reason', ({ reason }) => reason],
  ['annotation', ({ annotation }) => annotation],
  ['console_password', ({ consolePassword }) => String(consolePassword)],
  ['password_created_at', ({ passwordCreatedAt }) => passwordCreatedAt],
  ['password_last_used', ({ passwordLastUsed }) => passwordLastUsed],
  ['mfa_kinds', ({ mfaKinds }) => mfaKinds.join(' ')],
  ['mfa_read', ({ mfaRead }) => mfaRead],
  ['privileges', ({ privileges }) => privileges],
  ['owner', ({ owner }) => owner],
  ['last_sign_in_at', ({ signIn }) => signIn?.at],
  ['last_sign_in_mfa', ({ signIn }) => (signIn == null ? '' : String(signIn.mfaUsed))],
  ['last_sign_in_from', ({ signIn }) => signIn?.sourceIp],
  ['exempt_until', ({ exemption }) => exemption?.until],
  [
    'exempt_days_left',
    ({ exemption }) => (exemption?.until == null ? '' : String(daysLeft(exemption.until, now))),
  ],
  ['exempt_reason', ({ exemption }) => exemption?.reason],
  ['exempt_source', ({ exemption }) => exemption?.source],
];

function unreadableCell(column: string, user: UnreadableUser): string {
  const cells: Readonly<Record<string, string | null | undefined>> = {
    account: user.account,
    user_name: user.userName,
    verdict: 'UNREADABLE',
    reason: 'could-not-be-read',
    annotation: unreadableText(user),
  };
  return cells[column] ?? '';
}
