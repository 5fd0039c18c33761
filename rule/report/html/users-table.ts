import { partitionOfArn } from '../../core/partition';
import { byUrgency, type Finding } from '../../findings/finding';
import { howToEnrol } from '../../protocol/enrolling';
import type { ReportSubject } from '../../findings/report-subject';
import { changeOf } from '../words/change';
import { exemptions } from '../words/exemptions';
import { mfaText, signInText, unreadableText } from '../words/scan-words';
import { day, plain } from '../words/words';
import type { Column, TableData } from './table-data';

const states: Readonly<Record<Finding['reason'], string>> = {
  'no-mfa': 'must act',
  'mfa-too-weak': 'must act',
  'mfa-enabled': 'MFA enabled',
  exempt: 'exempt',
  'within-grace': 'in grace',
  'no-console-password': 'no console password',
  'user-gone': 'gone',
};

type Cell = string | number;

/** Only who must act needs it. */
function enrolling({ verdict, userName, arn }: Finding): string {
  if (verdict !== 'NON_COMPLIANT') return '';
  return howToEnrol(userName, partitionOfArn(arn));
}

/** Every user, who must act first; those who could not be read come right after them. */
export function usersTable(subject: ReportSubject, title: string): TableData {
  const { findings, unreadable, generatedAt } = subject;
  const change = changeOf(subject.difference);
  const days = new Map(exemptions(findings, generatedAt).map((row) => [row.finding, row]));
  const has = (key: keyof Finding): boolean => findings.some((finding) => finding[key] !== undefined);
  const several = new Set([...findings, ...unreadable].map(({ account }) => account)).size > 1;
  const columns: readonly (Column & { of: (finding: Finding) => Cell })[] = [
    { label: 'State', of: ({ reason }) => states[reason] },
    { label: 'User', of: ({ userName }) => userName },
    ...(several
      ? [
          {
            label: 'Account',
            of: (one: Finding) => [one.account ?? '', one.accountName ?? ''].join(' ').trim(),
          },
        ]
      : []),
    ...(has('privileges') ? [{ label: 'Privileges', of: (one: Finding) => one.privileges ?? '' }] : []),
    { label: 'MFA', of: (one) => (mfaText(one) === '-' ? '' : mfaText(one)) },
    {
      label: 'Password since',
      of: ({ passwordCreatedAt }) => (passwordCreatedAt === null ? '' : day(passwordCreatedAt)),
    },
    ...(has('passwordLastUsed')
      ? [
          {
            label: 'Last used',
            of: (one: Finding) => (one.passwordLastUsed == null ? '' : day(one.passwordLastUsed)),
          },
        ]
      : []),
    ...(has('owner') ? [{ label: 'Owner', of: (one: Finding) => plain(one.owner ?? '') }] : []),
    ...(has('signIn') ? [{ label: 'Sign-in', of: (one: Finding) => plain(signInText(one)) }] : []),
    ...(subject.difference === undefined
      ? []
      : [{ label: 'Change', of: (one: Finding) => change(one) ?? '' }]),
    ...(days.size > 0
      ? [
          {
            label: 'Exempt days left',
            kind: 'number' as const,
            of: (one: Finding) => days.get(one)?.daysLeft ?? '',
          },
        ]
      : []),
    { label: 'Reason', of: ({ reason }) => reason },
    { label: 'What to do', kind: 'wide', of: ({ annotation }) => plain(annotation) },
    { label: 'How to enrol', kind: 'wide', of: (one) => plain(enrolling(one)) },
  ];
  const rowOf = (finding: Finding): readonly Cell[] => columns.map(({ of }) => of(finding));
  const sorted = [...findings].sort(byUrgency);
  const unread = unreadable.map((user) =>
    columns.map(({ label }): Cell => {
      const cells: Readonly<Record<string, string>> = {
        State: 'could not be read',
        User: user.userName ?? '(list of users)',
        Account: user.account ?? '',
        Reason: 'could-not-be-read',
        'What to do': plain(`${unreadableText(user)}: unknown, not compliant.`),
      };
      return cells[label] ?? '';
    }),
  );
  const open = sorted.filter(({ verdict }) => verdict === 'NON_COMPLIANT');
  const rest = sorted.filter(({ verdict }) => verdict !== 'NON_COMPLIANT');
  return {
    id: 'users',
    title,
    columns: columns.map(({ label, kind }) => (kind === undefined ? { label } : { label, kind })),
    nameColumn: 1,
    filterColumn: 0,
    filterLabel: 'State',
    rows: [...open.map(rowOf), ...unread, ...rest.map(rowOf)],
    csvName: 'iam-user-mfa-users.csv',
  };
}
