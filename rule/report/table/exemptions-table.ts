import type { Finding } from '../../findings/finding';
import { exemptions } from '../words/exemptions';
import type { Style } from '../style';
import { renderTable } from './table';

/** The exempt users, for how long, why, and where that is said. */
export function exemptionsPart(
  findings: readonly Finding[],
  now: string,
  style: Style,
  account: readonly ['ACCOUNT'] | readonly [] = [],
): string | undefined {
  const rows = exemptions(findings, now);
  if (rows.length === 0) return undefined;
  const head = [...account, 'USER', 'DAYS LEFT', 'UNTIL', 'FROM', 'REASON'];
  const cells = rows.map(({ finding, daysLeft, until, source, reason }) => [
    ...account.map(() => finding.account ?? '-'),
    finding.userName,
    daysLeft === null ? 'no end' : String(daysLeft),
    until ?? '-',
    source,
    reason ?? '-',
  ]);
  return `EXEMPT: ${rows.length}, by days left.\n${renderTable(head, cells, style)}`;
}
