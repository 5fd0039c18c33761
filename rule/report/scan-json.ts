import { byUrgency, type AccountScan } from './finding';

/** A scan for programs; every user is a finding, whatever his verdict. */
export function scanJson(scan: AccountScan): string {
  return `${JSON.stringify({ ...scan, findings: [...scan.findings].sort(byUrgency) }, null, 2)}\n`;
}
