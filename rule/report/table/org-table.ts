import pc from 'picocolors';
import type { AccountRow, NotReporting, OrganizationView } from '../../findings/organization-view';
import { commandLines } from './command-lines';
import { changes } from './difference-table';
import { exemptionsPart } from './exemptions-table';
import { organizationHeading } from '../words/organization-words';
import { paragraph } from './paragraph';
import type { Style } from '../style';
import { renderTable } from './table';
import { count } from '../words/words';

/** An organization for people: the answer, who must act, which accounts are unknown, then the figures by OU. */
export function orgTable(view: OrganizationView, style: Style): string {
  const parts = [
    title(view, style),
    changes(view.difference, style),
    withoutMfa(view, style),
    notReporting(view, style),
    exemptionsPart(view.findings ?? [], view.generatedAt, style, ['ACCOUNT']),
    byOu(view, style),
    style.all ? byAccount(view, style) : undefined,
    ...(view.notes ?? []).map((note) => paragraph(note, style)),
  ];
  return [...parts.filter((part) => part !== undefined), closing(view, style)].join('\n');
}

function title(view: OrganizationView, style: Style): string {
  const paint = pc.createColors(style.colour);
  const bad = !view.complete || view.totals.withoutMfa > 0;
  return paragraph(`Organization ${view.organization}: ${organizationHeading(view)}`, style)
    .split('\n')
    .map((line) => (line === '' ? '' : paint.bold(bad ? paint.red(line) : paint.green(line))))
    .join('\n');
}

const place = ({ name, ou }: { name: string; ou: string | null }): readonly string[] => [name, ou ?? '-'];

function notReporting({ notReporting: silent, totals }: OrganizationView, style: Style): string | undefined {
  if (silent.length === 0) return undefined;
  const head = ['ACCOUNT', 'NAME', 'OU', 'REASON', 'DETAIL'];
  const rows = style.all
    ? silent.map((one) => [one.account, ...place(one), one.reason, one.detail])
    : oneLineAReason(silent);
  const text = `NOT REPORTING: ${silent.length} of ${count(totals.accounts, 'account')}. Their users are unknown, not compliant.`;
  const intro = pc.createColors(style.colour).yellow(paragraph(text, style).trimEnd());
  const shown =
    style.all || silent.length === rows.length ? head : ['ACCOUNTS', 'FIRST', 'OU', 'REASON', 'DETAIL'];
  // A role of one's own: nobody can say its name.
  const doctor = commandLines(
    `${style.program} doctor --organization --role-name ROLE`,
    style.columns ?? Infinity,
    '  ',
  );
  return `${intro}\n${renderTable(shown, rows, style)}
${paragraph('To see what each of them lacks, through a role of yours in every account:', style)}${doctor.join('\n')}\n`;
}

/** Hundreds of accounts have one reason, whatever times and figures are in it. --all lists every account. */
function oneLineAReason(silent: OrganizationView['notReporting']): readonly (readonly string[])[] {
  const groups = new Map<string, readonly [NotReporting, ...NotReporting[]]>();
  for (const one of silent) {
    const key = JSON.stringify([one.reason, one.detail.replace(/\d[\d.:TZ-]*/g, '#')]);
    const same = groups.get(key);
    groups.set(key, same === undefined ? [one] : [...same, one]);
  }
  const rowOf = (one: NotReporting): readonly string[] => [
    one.account,
    ...place(one),
    one.reason,
    one.detail,
  ];
  if (groups.size === silent.length) return silent.map(rowOf);
  return [...groups.values()].map((same) => {
    const [{ account, ou, reason, detail }] = same;
    const all = same.every((one) => one.detail === detail) ? detail : `the first: ${detail}`;
    const unit = same.every((one) => one.ou === ou) ? ou : null;
    return [String(same.length), account, unit ?? '-', reason, all];
  });
}

function withoutMfa({ accounts }: OrganizationView, style: Style): string | undefined {
  const rows = accounts.flatMap((row) =>
    row.withoutMfa.map(({ userId, userName, annotation }) => [
      row.account,
      row.name,
      userName ?? '-',
      userId,
      annotation ?? '-',
    ]),
  );
  if (rows.length === 0) return undefined;
  const head = ['ACCOUNT', 'NAME', 'USER', 'USER ID', 'ANNOTATION'];
  return `WITHOUT SUFFICIENT MFA, by name: ${rows.length}.\n${renderTable(head, rows, style)}`;
}

const countHead = ['USERS', 'CONSOLE', 'WITH MFA', 'WITHOUT', 'EXEMPT', 'IN GRACE'] as const;

/** An OU's figures are those of its own accounts that report, not of the OUs below it; a closed account is in none. */
function byOu({ accounts }: OrganizationView, style: Style): string {
  const groups = new Map<string, AccountRow[]>();
  for (const row of accounts.filter(({ status }) => status !== 'suspended')) {
    const ou = row.ou ?? '-';
    groups.set(ou, [...(groups.get(ou) ?? []), row]);
  }
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ou, members]) => {
      const total = (of: (row: AccountRow) => number | null): string =>
        String(members.reduce((sum, row) => sum + (of(row) ?? 0), 0));
      return [
        ou,
        String(members.length),
        String(members.filter(({ status }) => status === 'not-reporting').length),
        ...countColumns.map(total),
      ];
    });
  const intro = style.all ? '' : paragraph('BY ORGANIZATIONAL UNIT; --all lists every account.', style);
  return `${intro}${renderTable(['OU', 'ACCOUNTS', 'UNKNOWN', ...countHead], rows, style)}`;
}

function byAccount({ accounts }: OrganizationView, style: Style): string {
  const versioned = accounts.some(({ version }) => version != null);
  const rows = accounts.map((row) => [
    row.account,
    ...place(row),
    row.status,
    ...countColumns.map((of) => String(of(row) ?? '-')),
    row.lastScanAt ?? '-',
    ...(versioned ? [row.version ?? '-'] : []),
  ]);
  const head = ['ACCOUNT', 'NAME', 'OU', 'STATUS', ...countHead, 'LAST SCAN'];
  return renderTable(versioned ? [...head, 'VERSION'] : head, rows, style);
}

const countColumns: readonly ((row: AccountRow) => number | null)[] = [
  (row) => row.users,
  (row) => row.consoleUsers,
  (row) => row.withMfa,
  (row) => row.withoutMfaCount,
  (row) => row.exempt,
  (row) => row.inGrace,
];

function closing({ organization, totals }: OrganizationView, style: Style): string {
  const suspended = totals.suspended === 0 ? '' : ` (${count(totals.suspended, 'suspended one')} left out)`;
  return paragraph(
    `${organization}: ${totals.reporting} of ${count(totals.accounts, 'account')} ${totals.reporting === 1 ? 'reports' : 'report'}${suspended}, ${totals.unknown} unknown. ` +
      `In those that report: ${count(totals.users, 'user')}, ${totals.consoleUsers} with a console password, ` +
      `${totals.withMfa} with sufficient MFA, ${totals.withoutMfa} without, ${totals.exempt} exempt, ${totals.inGrace} in grace.`,
    style,
  );
}
