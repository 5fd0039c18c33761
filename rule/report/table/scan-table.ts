import pc from 'picocolors';
import type { Compliance } from '../../core/verdict';
import type { AccountScan } from '../../findings/account-scan';
import { byUrgency, type Finding } from '../../findings/finding';
import { accountTitle, subjectOfScan } from '../../findings/report-subject';
import { reasons } from '../../meta';
import { advice } from './advice';
import { changes } from './difference-table';
import { exemptionsPart } from './exemptions-table';
import { completenessText, heading, unreadableText } from '../words/scan-words';
import { columnsFor } from '../words/user-columns';
import type { Style } from '../style';
import { paintVerdict, renderTable } from './table';
import { count } from '../words/words';
import { paragraph } from './paragraph';

/** A scan for people: the answer in a sentence, who must act, who could not be read, and how many are fine. */
export function scanTable(scan: AccountScan, style: Style): string {
  const parts = [
    title(scan, style),
    changes(scan.difference, style),
    mustAct(scan, style),
    unreadable(scan, style),
    exemptionsPart(scan.findings, scan.scannedAt, style),
    others(scan, style),
    remarks(scan, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}

function title(scan: AccountScan, style: Style): string {
  const name = accountTitle(scan.account, scan.accountName);
  const text = `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${heading(subjectOfScan(scan))}`;
  const bad = !scan.complete || scan.findings.some(({ verdict }) => verdict === 'NON_COMPLIANT');
  const paint = pc.createColors(style.colour);
  return paragraph(text, style)
    .split('\n')
    .map((line) => (line === '' ? '' : bad ? paint.bold(paint.red(line)) : paint.bold(paint.green(line))))
    .join('\n');
}

const mustAct = ({ findings, parameters }: AccountScan, style: Style): string | undefined => {
  const open = findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT').sort(byUrgency);
  if (open.length === 0) return undefined;
  return `${userTable('NON_COMPLIANT', open, style)}\n${advice(open, style, parameters?.requiredMfa)}`;
};

/** A column is there only where it was asked for. */
function userTable(verdict: Compliance, findings: readonly Finding[], style: Style): string {
  const columns = columnsFor(findings);
  return renderTable(
    columns.map(({ title: head }) => head.toUpperCase()),
    findings.map((finding) => columns.map(({ of }) => of(finding))),
    style,
    (cell, column) => (column < 2 ? paintVerdict(verdict, cell, style.colour) : cell),
  );
}

const mostLate = 10;

function unreadable(scan: AccountScan, style: Style): string | undefined {
  if (scan.unreadable.length === 0) return undefined;
  // Of hundreds for whom the time was not enough, the names say nothing.
  const late = style.all ? [] : scan.unreadable.filter(({ error }) => error === 'time ran out');
  const listed =
    late.length > mostLate ? scan.unreadable.filter((user) => !late.includes(user)) : scan.unreadable;
  const rows = listed.map((user) => [user.userName ?? '(list of users)', unreadableText(user)]);
  if (listed !== scan.unreadable)
    rows.push([
      count(late.length, 'user'),
      `the time was over before they were read: ${late
        .slice(0, 3)
        .map(({ userName }) => userName ?? '')
        .join(', ')} and others; a longer --timeout reads them, --all lists them`,
    ]);
  const text = `COULD NOT BE READ: ${scan.unreadable.length}. They are unknown, not compliant.`;
  return `${pc.createColors(style.colour).yellow(paragraph(text, style).trimEnd())}\n${renderTable(['USER', 'WHY'], rows, style)}`;
}

function others({ findings }: AccountScan, style: Style): string | undefined {
  const rest = findings.filter(({ verdict }) => verdict !== 'NON_COMPLIANT');
  if (rest.length === 0) return undefined;
  if (style.all) {
    const groups = ['COMPLIANT', 'NOT_APPLICABLE'] as const;
    return groups
      .flatMap((verdict) => {
        const group = rest.filter((finding) => finding.verdict === verdict).sort(byUrgency);
        return group.length === 0 ? [] : [`${verdict}: ${group.length}\n${userTable(verdict, group, style)}`];
      })
      .join('\n');
  }
  const rows = Object.entries(reasons).flatMap(([code, { title: text }]) => {
    const number = rest.filter(({ reason }) => reason === code).length;
    return number === 0 ? [] : [[code, String(number), text]];
  });
  const intro = `ALL OTHERS: ${count(rest.length, 'user')}, by reason; --all lists them.`;
  return `${paragraph(intro, style)}${renderTable(['REASON', 'USERS', 'WHO'], rows, style)}`;
}

function remarks(scan: AccountScan, style: Style): string | undefined {
  const texts = [completenessText(scan), ...(scan.notes ?? [])].filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.map((text) => paragraph(text, style)).join('');
}
