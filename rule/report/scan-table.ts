import type { AccountScan } from '../findings/account-scan';
import { byUrgency } from '../findings/finding';
import { paintVerdict, renderTable } from './table';

const head = ['USER', 'VERDICT', 'REASON', 'PASSWORD CREATED', 'MFA', 'ANNOTATION'] as const;

/** A scan for people: one row a user, whoever must act first. */
export function scanTable(scan: AccountScan, colour: boolean): string {
  const rows = [...scan.findings]
    .sort(byUrgency)
    .map((user) => [
      user.userName,
      paintVerdict(user.verdict, colour),
      user.reason,
      user.passwordCreatedAt?.slice(0, 10) ?? '-',
      user.mfaKinds.join(' ') || '-',
      user.annotation,
    ]);
  return renderTable(head, rows, colour);
}
