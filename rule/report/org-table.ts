import pc from 'picocolors';
import type { AccountRow, OrganizationView } from '../findings/organization-view';
import { renderTable } from './table';

/** An organization for people: first who says nothing, then who must act, then the figures by OU and by account. */
export function orgTable(view: OrganizationView, colour: boolean): string {
  const parts = [
    notReporting(view, colour),
    withoutMfa(view, colour),
    byOu(view, colour),
    byAccount(view, colour),
  ];
  return [...parts.filter((part) => part !== undefined), closing(view)].join('\n');
}

const place = ({ name, ou }: { name: string; ou: string | null }): readonly string[] => [name, ou ?? '-'];

function notReporting(
  { notReporting: silent, totals }: OrganizationView,
  colour: boolean,
): string | undefined {
  if (silent.length === 0) return undefined;
  const head = ['ACCOUNT', 'NAME', 'OU', 'REASON', 'DETAIL'];
  const rows = silent.map((one) => [one.account, ...place(one), one.reason, one.detail]);
  const paint = pc.createColors(colour);
  const title = `NOT REPORTING: ${silent.length} of ${totals.accounts} accounts. What they hide is unknown; that is not compliance.`;
  return `${paint.red(title)}\n${renderTable(head, rows, colour)}`;
}

function withoutMfa({ accounts }: OrganizationView, colour: boolean): string | undefined {
  const rows = accounts.flatMap((line) =>
    line.withoutMfa.map(({ userId, userName, annotation }) => [
      line.account,
      line.name,
      userName ?? '-',
      userId,
      annotation ?? '-',
    ]),
  );
  if (rows.length === 0) return undefined;
  const head = ['ACCOUNT', 'NAME', 'USER', 'USER ID', 'ANNOTATION'];
  return `WITHOUT SUFFICIENT MFA, by name: ${rows.length}.\n${renderTable(head, rows, colour)}`;
}

const countHead = ['USERS', 'CONSOLE', 'WITH MFA', 'WITHOUT', 'EXEMPT', 'IN GRACE'] as const;

/** An OU's figures are those of its own accounts that report, not of the OUs below it. */
function byOu({ accounts }: OrganizationView, colour: boolean): string {
  const groups = new Map<string, AccountRow[]>();
  for (const line of accounts) groups.set(line.ou ?? '-', [...(groups.get(line.ou ?? '-') ?? []), line]);
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ou, lines]) => {
      const reporting = lines.filter(({ status }) => status === 'reporting');
      const total = (of: (line: AccountRow) => number | null): string =>
        String(reporting.reduce((sum, line) => sum + (of(line) ?? 0), 0));
      return [
        ou,
        String(lines.length),
        String(lines.filter(({ status }) => status === 'not-reporting').length),
        ...countColumns.map(total),
      ];
    });
  return renderTable(['OU', 'ACCOUNTS', 'UNKNOWN', ...countHead], rows, colour);
}

function byAccount({ accounts }: OrganizationView, colour: boolean): string {
  const rows = accounts.map((line) => [
    line.account,
    ...place(line),
    line.status,
    ...countColumns.map((of) => (line.status === 'reporting' ? String(of(line) ?? '-') : '-')),
    line.lastScanAt ?? '-',
  ]);
  return renderTable(['ACCOUNT', 'NAME', 'OU', 'STATUS', ...countHead, 'LAST SCAN'], rows, colour);
}

const countColumns: readonly ((line: AccountRow) => number | null)[] = [
  (line) => line.users,
  (line) => line.consoleUsers,
  (line) => line.withMfa,
  (line) => line.withoutMfaCount,
  (line) => line.exempt,
  (line) => line.inGrace,
];

function closing({ organization, totals }: OrganizationView): string {
  const suspended = totals.suspended === 0 ? '' : ` (${totals.suspended} suspended ones left out)`;
  return (
    `${organization}: ${totals.reporting} of ${totals.accounts} accounts report${suspended}, ${totals.unknown} unknown. ` +
    `In those that report: ${totals.users} users, ${totals.consoleUsers} with a console password, ` +
    `${totals.withMfa} with sufficient MFA, ${totals.withoutMfa} without, ${totals.exempt} exempt, ${totals.inGrace} in grace.\n`
  );
}
