import type { AccountScan } from '../../findings/account-scan';
import { byUrgency } from '../../findings/finding';

/** A scan for programs; every user is a finding, whatever the verdict. */
export function scanJson(scan: AccountScan): string {
  return `${JSON.stringify({ ...scan, findings: [...scan.findings].sort(byUrgency) }, null, 2)}\n`;
}
