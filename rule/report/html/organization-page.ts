import { differenceSentence } from '../../findings/difference';
import type { AccountRow, OrganizationView } from '../../findings/organization-view';
import { subjectOfOrganization } from '../../findings/report-subject';
import { exemptions, exemptionText } from '../words/exemptions';
import { organizationHeading } from '../words/organization-words';
import { count, plain } from '../words/words';
import { barFigure, factFigure } from './figures';
import { listSection, pageHtml } from './page';
import type { TableData } from './table-data';
import { usersTable } from './users-table';

/** The page of an organization: first which accounts are unknown, then the accounts by OU, then who must act. */
export function organizationPage(view: OrganizationView): string {
  const subject = subjectOfOrganization(view);
  const { totals, difference } = view;
  const users = { ...subject, unreadable: [] };
  return pageHtml({
    title: subject.title,
    answer: organizationHeading(view),
    good: view.complete && totals.withoutMfa === 0,
    generatedAt: view.generatedAt,
    figures: [
      barFigure('Accounts', [
        { label: 'report', count: totals.reporting, colour: 0 },
        { label: 'do not report: unknown', count: totals.unknown, colour: 1 },
        { label: 'suspended', count: totals.suspended, colour: 4 },
      ]),
      barFigure('Users with a console password, in the accounts that report', [
        { label: 'sufficient MFA', count: totals.withMfa, colour: 0 },
        { label: 'without sufficient MFA', count: totals.withoutMfa, colour: 1 },
        { label: 'exempt', count: totals.exempt, colour: 2 },
        { label: 'in grace', count: totals.inGrace, colour: 3 },
      ]),
      mostAffected(view.accounts),
    ],
    sections: [
      listSection(
        `Accounts that do not report: ${view.notReporting.length}`,
        view.notReporting.map(({ account, name, reason, detail }) =>
          plain(`${account} ${name}: ${reason}, ${detail}`),
        ),
      ),
      ...(difference === undefined
        ? []
        : [
            listSection(
              `Changes: ${differenceSentence(difference)}`,
              [...difference.new, ...difference.exemptionEnded].map(
                ({ account, userName, userId }) => `new: ${userName ?? userId} in ${account ?? ''}`,
              ),
            ),
          ]),
      listSection(
        'Exemptions, by days left',
        exemptions(subject.findings, view.generatedAt).map((row) =>
          plain(`${row.finding.userName} in ${row.finding.account ?? ''}: ${exemptionText(row)}`),
        ),
      ),
    ],
    tables: [accountsTable(view), usersTable(users, `Users who are named: ${users.findings.length}`)],
    notes: view.notes ?? [],
  });
}

function mostAffected(accounts: readonly AccountRow[]): string {
  const [worst] = [...accounts].sort((a, b) => withoutMfa(b) - withoutMfa(a));
  const caption = 'Account with most users without sufficient MFA';
  if (worst === undefined || withoutMfa(worst) === 0)
    return factFigure(caption, 'none', 'as far as accounts report');
  return factFigure(caption, count(withoutMfa(worst), 'user'), plain(`${worst.account} ${worst.name}`));
}

const withoutMfa = (row: AccountRow): number => Math.max(row.withoutMfa.length, row.withoutMfaCount ?? 0);

const order = { 'not-reporting': 0, reporting: 1, suspended: 2 } as const;

function accountsTable(view: OrganizationView): TableData {
  const details = new Map(view.notReporting.map((one) => [one.account, `${one.reason}: ${one.detail}`]));
  const rows = [...view.accounts]
    .sort(
      (a, b) =>
        order[a.status] - order[b.status] ||
        withoutMfa(b) - withoutMfa(a) ||
        (a.ou ?? '').localeCompare(b.ou ?? '') ||
        a.account.localeCompare(b.account),
    )
    .map((row) => [
      row.status,
      row.account,
      plain(row.name),
      plain(row.ou ?? ''),
      row.withoutMfaCount ?? (row.withoutMfa.length > 0 ? row.withoutMfa.length : ''),
      row.withMfa ?? '',
      row.consoleUsers ?? '',
      row.users ?? '',
      row.exempt ?? '',
      row.inGrace ?? '',
      row.lastScanAt ?? '',
      plain(details.get(row.account) ?? ''),
    ]);
  return {
    id: 'accounts',
    title: `Accounts by organizational unit: ${view.accounts.length}`,
    columns: [
      { label: 'Status' },
      { label: 'Account' },
      { label: 'Name' },
      { label: 'OU' },
      { label: 'Without MFA', kind: 'number' },
      { label: 'With MFA', kind: 'number' },
      { label: 'Console users', kind: 'number' },
      { label: 'Users', kind: 'number' },
      { label: 'Exempt', kind: 'number' },
      { label: 'In grace', kind: 'number' },
      { label: 'Last scan' },
      { label: 'Why it does not report', kind: 'wide' },
    ],
    nameColumn: 1,
    filterColumn: 0,
    filterLabel: 'Status',
    rows,
    csvName: 'iam-user-mfa-accounts.csv',
  };
}
