import pc from 'picocolors';
import type { Check, Status } from '../../doctor/check';
import type { AccountReport, OrganizationReport } from '../../doctor/report';
import { count } from '../../report/words/words';
import { wrap } from '../../report/table/wrap';
import { commandLines } from '../../report/table/command-lines';

export interface DoctorStyle {
  readonly colour: boolean;
  /** The width of the terminal; undefined in a pipe or a file. */
  readonly columns: number | undefined;
  /** Whether lines and accounts in order are listed, too. */
  readonly all: boolean;
}

const gap = '  ';
/** A terminal narrower than this has no room for columns. */
const narrow = 70;
const idWidth = 16;
const statusWidth = 7;

/** One account: a sentence, then a line for each check with its command below. */
export function accountTable(
  { accountId, region }: { accountId: string; region: string },
  checks: readonly Check[],
  style: DoctorStyle,
): string {
  const heading = `Account ${accountId} in ${region}: ${summary(checks)}.`;
  return `${wrapped(heading, style)}\n${linesOf(checks, style)}`;
}

/** The organization: its own lines, the list for excludedAccounts, then the accounts that need attention. */
export function organizationTable(
  organizationId: string,
  { checks, accounts, excludedAccounts, regionClosedAccounts }: OrganizationReport,
  style: DoctorStyle,
): string {
  const numberOf = (status: Status): number => accounts.filter((account) => account.status === status).length;
  const heading =
    `Organization ${organizationId}, ${count(accounts.length, 'account')}: ${numberOf('missing')} with something missing, ` +
    `${numberOf('unknown')} that could not be looked at, ${numberOf('warning')} with a warning, ${numberOf('ok')} in order.`;
  const shown = accounts.filter(({ status }) => style.all || status === 'missing' || status === 'unknown');
  return [
    wrapped(heading, style),
    '',
    ...listOf(excludedRemark, excludedAccounts, style),
    ...listOf(regionClosedRemark, regionClosedAccounts, style),
    linesOf(checks, style),
    ...shown.map((account) => accountLines(account, style)),
  ].join('\n');
}

/** An account without the pack has no rule: the list is for those that cannot be repaired at once. */
const excludedRemark =
  'Accounts in which a conformance pack fails, as excludedAccounts takes them. An excluded account is not evaluated at all, so repair it where you can:';

const regionClosedRemark =
  'Accounts whose region a service control policy closes to the role that asked; StackSets deploys with a role of its own, which may be exempt:';

const listOf = (remark: string, accountIds: readonly string[], style: DoctorStyle): readonly string[] =>
  accountIds.length === 0 ? [] : [wrapped(remark, style), accountIds.join(','), ''];

function accountLines({ accountId, accountName, checks }: AccountReport, style: DoctorStyle): string {
  const shown = style.all ? checks : checks.filter(({ status }) => status !== 'ok');
  const name = accountName === '' ? '' : ` (${accountName})`;
  return `${bold(`${accountId}${name}: ${summary(checks)}.`, style)}\n${linesOf(shown, style)}`;
}

/** "2 things are missing, 1 could not be looked at, 3 warnings" */
function summary(checks: readonly Check[]): string {
  const of = (status: Status): number => checks.filter((check) => check.status === status).length;
  const parts = [
    of('missing') > 0 ? `${count(of('missing'), 'thing is', 'things are')} missing` : '',
    of('unknown') > 0 ? `${of('unknown')} could not be looked at` : '',
    of('warning') > 0 ? count(of('warning'), 'warning') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'all is there' : parts.join(', ');
}

function linesOf(checks: readonly Check[], style: DoctorStyle): string {
  return checks.map((check) => `${lineOf(check, style)}\n`).join('');
}

function lineOf({ status, id, text, command }: Check, style: DoctorStyle): string {
  const { columns = Infinity } = style;
  const isNarrow = columns < narrow;
  const margin = isNarrow ? gap : ' '.repeat(statusWidth + gap.length + idWidth + gap.length);
  const start = `${paint(status, style)}${gap}${isNarrow ? id : id.padEnd(idWidth)}`;
  const [first = '', ...rest] = wrap(text, columns - margin.length);
  const below = [...(isNarrow ? [first] : []), ...rest].map((line) => `${margin}${line}`);
  const head = isNarrow ? start : `${start}${gap}${first}`;
  const commands = command === undefined ? [] : commandLines(command, columns, margin);
  return [head, ...below, ...commands].join('\n');
}

const bold = (text: string, { colour }: DoctorStyle): string => pc.createColors(colour).bold(text);
const wrapped = (text: string, style: DoctorStyle): string =>
  wrap(text, style.columns ?? Infinity)
    .map((line) => bold(line, style))
    .join('\n');

function paint(status: Status, { colour }: DoctorStyle): string {
  const colours = pc.createColors(colour);
  const text = status.padEnd(statusWidth);
  switch (status) {
    case 'missing':
      return colours.red(text);
    case 'unknown':
      return colours.magenta(text);
    case 'warning':
      return colours.yellow(text);
    case 'ok':
      return colours.green(text);
  }
}
