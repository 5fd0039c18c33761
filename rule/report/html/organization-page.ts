import type { OrganizationView } from '../../findings/organization-view';
import { subjectOfOrganization } from '../../findings/report-subject';
import { meta } from '../../meta';
import { userRows } from '../words/user-columns';
import { lineOf, remarkLines, restOfRows } from './account-page';
import { allowedSection } from './account-sections';
import { allowed, allowedHeads } from './allowed-rows';
import { organizationAnswer } from './answer';
import { changeBlock } from './change-block';
import { usualProgram, shellQuoted } from '../words/commands';
import { commandBlock } from './commands';
import { organizationDecided } from './organization-decided';
import {
  accountHeads,
  accountRows,
  calledAccount,
  mustActIn,
  quietHeads,
  quietRows,
} from './organization-rows';
import { pageHtml, toolbar } from './page';
import type { PageData } from './page-data';
import { otherParameters } from './parameters-part';
import { tableMarkup, type Row, type Table } from './rows';
import { silentSection } from './silent';
import { counted, number } from './times';

/** The page of an organization: the answer, what changed, which accounts are unknown, then the accounts by unit. */
export function organizationPage(view: OrganizationView): string {
  const csv = userRows(subjectOfOrganization(view));
  const rows = accountRows(view, csv);
  const quiet = quietRows(view);
  const mayLeave = allowed(
    { ...view, findings: view.findings ?? [], scannedAt: view.generatedAt },
    csv.of,
    true,
  );
  const beside = restOfRows(quiet) + restOfRows(mayLeave);
  const tables: readonly [Table, Table, Table] = [
    {
      id: 'accounts',
      label: 'Accounts with people who must act, by organizational unit',
      heads: accountHeads,
      rows,
      most: 190 - beside,
      real: realRows(rows),
      noscript: 400,
    },
    {
      id: 'allowed',
      label: 'Allowed for now, least time left first',
      heads: allowedHeads,
      rows: mayLeave,
      most: restOfRows(mayLeave),
      real: restOfRows(mayLeave),
      noscript: 170,
    },
    {
      id: 'quiet',
      label: 'Accounts where nobody must act',
      heads: quietHeads,
      rows: quiet,
      most: restOfRows(quiet),
      real: restOfRows(quiet),
      noscript: 0,
    },
  ];
  const silent = silentSection(view);
  const data: PageData = {
    tables,
    names: silent.names,
    filter: filterOf(rows),
    orders: ['OU', 'Most people', 'Account name', 'Oldest scan'],
    csv: { file: `${meta.id}.csv`, head: csv.head, unread: csv.unread },
    rowsAre: 'accounts',
  };
  return pageHtml({
    of: { kind: 'organization', name: '', id: view.organization },
    readAt: view.generatedAt,
    answer: organizationAnswer(view),
    head: [lineOf('since', otherParameters(view)), remarkLines(view), changeBlock(view)].join('\n'),
    sections: [
      { id: 'silent', title: 'Accounts that do not report', markup: silent.markup },
      { id: 'accounts', title: 'Who must act', markup: actSection(view, tables[0], data) },
      { id: 'do', title: 'What to do', markup: adviceOf(view) },
      { id: 'allowed', title: 'Allowed for now', markup: allowedSection(tables[1]) },
      { id: 'quiet', title: 'Accounts where nobody must act', markup: quietSection(view, tables[2]) },
      { id: 'how', title: 'How this was decided', markup: organizationDecided(view) },
    ],
    data,
  });
}

/** As many accounts as hold a few hundred people; the file stays small. */
function realRows(rows: readonly Row[]): number {
  let people = 0;
  const end = rows.findIndex(({ csv }) => (people += csv.length + 1) > 600);
  return Math.min(100, end === -1 ? rows.length : Math.max(1, end));
}

function filterOf(rows: readonly Row[]): PageData['filter'] {
  const units = [...new Set(rows.map(({ filter }) => filter ?? ''))].sort();
  return units.length < 2 ? undefined : { label: 'Organizational unit (OU)', values: units };
}

function actSection(view: OrganizationView, table: Table, data: PageData): string {
  const many = table.rows.length;
  const say =
    many > 0
      ? 'By organizational unit, most people first. “Of” counts the users with a console password.'
      : view.complete
        ? 'None.'
        : 'None of those that report.';
  return `<section id="accounts" aria-labelledby="h-accounts"><h2 id="h-accounts">Accounts with people who must act${many === 0 ? '' : `: ${number(many)}`}</h2>
<p class="say">${say}</p>
${toolbar('Find an account or a user', data)}
${many === 0 ? '' : tableMarkup(table)}</section>`;
}

function adviceOf({ accounts }: OrganizationView): string {
  const [most] = accounts.filter((row) => mustActIn(row) > 0).sort((a, b) => mustActIn(b) - mustActIn(a));
  if (most === undefined) return '';
  return `<section id="do" aria-labelledby="h-do"><h2 id="h-do">What to do</h2><div class="advice"><div><p>Send the owners of each account the page of their account. It says who is most urgent, names the owner of each user where a tag does, and has the commands.</p></div><div class="cmds">${commandBlock(
    'Make the page of one account',
    [
      `PROFILE=${shellQuoted(calledAccount(most))}`,
      `${usualProgram} scan --profile="$PROFILE" --format html=account.html`,
    ],
  )}</div></div></section>`;
}

function quietSection({ accounts }: OrganizationView, table: Table): string {
  if (table.rows.length === 0) return '';
  const users = accounts
    .filter((row) => row.status === 'reporting' && mustActIn(row) === 0)
    .reduce((sum, { consoleUsers }) => sum + (consoleUsers ?? 0), 0);
  return `<section id="quiet" aria-labelledby="h-quiet"><h2 id="h-quiet">Accounts where nobody must act: ${number(table.rows.length)}</h2>
<details><summary>${counted(users, 'user')} with a console password</summary>${tableMarkup(table)}</details></section>`;
}
