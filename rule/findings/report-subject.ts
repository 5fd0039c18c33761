import { reasons } from '../meta';
import type { AccountScan } from './account-scan';
import type { Difference } from './difference';
import type { Finding, UnreadableUser } from './finding';
import type { AccountRow, OrganizationView } from './organization-view';

/** The contents of a report for machines, of one account or of many. */
export interface ReportSubject {
  /** "account 123456789012 (acme)" or "organization o-abc123". */
  readonly title: string;
  /** ISO 8601 */
  readonly generatedAt: string;
  readonly complete: boolean;
  readonly findings: readonly Finding[];
  readonly unreadable: readonly UnreadableUser[];
  readonly notes: readonly string[];
  readonly difference?: Difference;
  /** Of each account what it runs, or null; absent where that was not asked. */
  readonly versions?: ReadonlyMap<string | null, string | null>;
  /** Of an organization: accounts that report or do not, and people without MFA whom the last scans counted and nothing names. */
  readonly accounts?: { readonly reporting: number; readonly silent: number; readonly unnamed: number };
  /** Nothing of it is deployed: what is said of users will be so. */
  readonly isPlanned?: boolean;
}

/** The title of an account in reports. */
export const accountTitle = (account: string | null, accountName: string | null | undefined): string =>
  `account ${account ?? 'unknown'}${accountName == null || accountName === '' ? '' : ` (${accountName})`}`;

export function subjectOfScan(scan: AccountScan): ReportSubject {
  return {
    title: accountTitle(scan.account, scan.accountName),
    generatedAt: scan.scannedAt,
    complete: scan.complete,
    findings: scan.findings,
    unreadable: scan.unreadable.map((user) => ({ account: scan.account, ...user })),
    notes: scan.notes ?? [],
    ...(scan.difference === undefined ? {} : { difference: scan.difference }),
  };
}

/** Of templates and plans, by how many files there are. */
export const subjectOfCheck = (scan: AccountScan, files: readonly string[]): ReportSubject => ({
  ...subjectOfScan(scan),
  title: files.length === 1 ? (files[0] ?? '') : `${files.length} files`,
  isPlanned: true,
});

/** Every user of an organization who is named, and every account of which nothing is known. */
export function subjectOfOrganization(view: OrganizationView): ReportSubject {
  const named = view.findings ?? view.accounts.flatMap(findingsOfRow);
  return {
    title: `organization ${view.organization}`,
    generatedAt: view.generatedAt,
    complete: view.complete,
    findings: named,
    unreadable: view.notReporting.map(({ account, reason, detail }) => ({
      account,
      userName: null,
      api: reason,
      error: detail,
      detail: `account ${account} does not report (${reason}): ${detail}`,
    })),
    notes: view.notes ?? [],
    accounts: {
      reporting: view.accounts.filter(({ status }) => status === 'reporting').length,
      silent: view.notReporting.length,
      unnamed: view.accounts.reduce(
        (sum, { withoutMfaCount, withoutMfa }) =>
          sum + Math.max(0, (withoutMfaCount ?? 0) - withoutMfa.length),
        0,
      ),
    },
    ...(view.toolVersion === undefined
      ? {}
      : { versions: new Map(view.accounts.map(({ account, version }) => [account, version ?? null])) }),
    ...(view.difference === undefined ? {} : { difference: view.difference }),
  };
}

/** The facts that AWS Config holds of a user: the id and the annotation. */
const findingsOfRow = ({ account, name, withoutMfa }: AccountRow): readonly Finding[] =>
  withoutMfa.map(({ userId, userName, annotation }) => ({
    account,
    accountName: name,
    userId,
    userName: userName ?? userId,
    arn: '',
    verdict: 'NON_COMPLIANT',
    reason: annotation === null || annotation.includes(withoutDevice) ? 'no-mfa' : 'mfa-too-weak',
    annotation: annotation ?? `${userName ?? userId} is NON_COMPLIANT.`,
    consolePassword: true,
    passwordCreatedAt: null,
    mfaKinds: [],
    mfaRead: 'not-asked',
  }));

/** The words that only the sentence of `no-mfa` has. */
const withoutDevice = reasons['no-mfa'].text.replace('{userName}', '').split(/[.{]/)[0] ?? '';
