import type { AccountScan } from '../../findings/account-scan';
import type { Finding, SignIn } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { count, day } from './words';

export { unreadableSentence, unreadableText } from '../../findings/unreadable-text';

/** "12 people can sign in with a password alone, 2 of them administrators" is what a reader wants to know first. */
export function heading(
  subject: Pick<ReportSubject, 'findings' | 'unreadable' | 'complete' | 'accounts' | 'isPlanned'>,
): string {
  const { findings, complete, unreadable, accounts } = subject;
  if (subject.isPlanned === true) {
    const users = findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT').length;
    const would = users === 0 ? 'No user' : count(users, 'user');
    const notSeen =
      unreadable.length === 0
        ? ''
        : ` ${count(unreadable.length, 'user or part', 'users or parts')} cannot be seen: unknown, not compliant.`;
    return `${would} that can be seen would be able to sign in with a password alone.${notSeen}`;
  }
  if (findings.length === 0 && !complete && !accounts?.reporting)
    return `No user could be read, so it is unknown who can sign in with a password alone.${unseen(subject)}`;
  const open = findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT');
  const alone = open.filter(({ reason }) => reason === 'no-mfa');
  const weak = open.length - alone.length;
  const unnamed = accounts?.unnamed ?? 0;
  const nobody = unnamed === 0 ? 'Nobody' : 'Nobody who is named';
  const people = alone.length === 0 ? nobody : count(alone.length, 'person', 'people');
  const known = complete ? '' : ' of those who could be read';
  const tooWeak = weak === 0 ? '' : `; ${count(weak, 'more has', 'more have')} MFA that is too weak`;
  const notNamed =
    unnamed === 0
      ? ''
      : ` The last scans counted ${unnamed} more without sufficient MFA, whom AWS Config does not name.`;
  return `${people}${known} can sign in with a password alone${administrators(alone)}${tooWeak}.${notNamed}${unseen(subject)}`;
}

function administrators(open: readonly Finding[]): string {
  // No number is known if no privileges could be read.
  if (open.every(({ privileges }) => privileges === undefined || privileges === 'not-read')) return '';
  const some = open.filter(({ privileges }) => privileges === 'administrator').length;
  return some === 1 ? ', 1 of them an administrator' : `, ${some} of them administrators`;
}

function unseen({
  unreadable,
  complete,
  accounts,
}: Pick<ReportSubject, 'unreadable' | 'complete' | 'accounts'>): string {
  if (complete) return '';
  if (accounts !== undefined)
    return ` ${count(accounts.silent, 'account does', 'accounts do')} not report: their users are unknown, not compliant.`;
  const users = unreadable.filter(({ userName }) => userName !== null).length;
  const parts = [
    ...(users === 0 ? [] : [`${count(users, 'user')} could not be read`]),
    ...(users === unreadable.length ? [] : ['not all users could be listed']),
  ];
  return ` Not every user was seen${parts.length === 0 ? '' : `: ${parts.join(', and ')}`}.`;
}

/** The devices as they were read; devices that were not asked for are not called none. */
export function mfaText({ mfaKinds, mfaRead, consolePassword }: Finding): string {
  const kinds = mfaKinds.join(' ');
  if (mfaRead === 'all') return kinds === '' ? 'none' : kinds;
  if (mfaRead === 'not-asked' && kinds !== '') return 'active, kind not known';
  if (mfaRead === 'virtual-only') return `${kinds} (others not asked)`.trim();
  return consolePassword ? 'not asked' : '-';
}

/** "signed in with the password alone on 2026-11-12 from 203.0.113.9; used `aws login` without MFA on 2026-11-13" */
export function signInText({ signIn, awsLogin }: Pick<Finding, 'signIn' | 'awsLogin'>): string {
  if (signIn === undefined) return '';
  const said = (what: string, alone: string, one: SignIn | null | undefined): readonly string[] => {
    if (one == null) return [];
    const how = { true: 'with MFA', false: alone, null: '(MFA not known)' };
    return [
      `${what} ${how[`${one.mfaUsed}`]} on ${day(one.at)}${one.sourceIp === null ? '' : ` from ${one.sourceIp}`}`,
    ];
  };
  const both = [
    ...said('signed in', 'with the password alone', signIn),
    ...said('used `aws login`', 'without MFA', awsLogin),
  ];
  return both.length === 0 ? 'no sign-in found' : both.join('; ');
}

/** "IAM counts 813 users and listed 812" where the two differ. */
export function completenessText({ completeness }: Pick<AccountScan, 'completeness'>): string | undefined {
  if (completeness === undefined || completeness.counted === completeness.listed) return undefined;
  return `IAM's account summary counts ${count(completeness.counted, 'user')}, the list had ${completeness.listed}: users may have come or gone meanwhile.`;
}
