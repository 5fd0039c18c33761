import type { Finding } from '../../findings/finding';
import { exemptions } from '../words/exemptions';
import type { Style } from '../style';
import { renderTable } from './table';

/** The exempt users, for how long, why, and where that is said. */
export function exemptionsPart(findings: readonly Finding[], now: string, style: Style): string | undefined {
  const rows = exemptions(findings, now);
  if (rows.length === 0) return undefined;
  const accounts = new Set(rows.map(({ finding }) => finding.account)).size > 1;
  const head = [...(accounts ? ['ACCOUNT'] : []), 'USER', 'DAYS LEFT', 'UNTIL', 'FROM', 'REASON'];
  const cells = rows.map(({ finding, daysLeft, until, source, reason }) => [
    ...(accounts ? [finding.account ?? '-'] : []),
    finding.userName,
    daysLeft === null ? 'no end' : String(daysLeft),
    until ?? '-',
    source,
    reason ?? '-',
  ]);
  return `EXEMPT: ${rows.length}, by days left.\n${renderTable(head, cells, style)}`;
}
