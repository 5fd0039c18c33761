import type { AccountScan } from '../../findings/account-scan';
import { byUrgency } from '../../findings/finding';
import { subjectOfCheck } from '../../findings/report-subject';
import { changes } from './difference-table';
import { paragraph } from './paragraph';
import type { Style } from '../style';
import { paintVerdict, renderTable } from './table';
import { placeText } from '../words/place-text';
import { count } from '../words/words';

/** A check for people: the answer in a sentence, who would sign in with a password alone, and what cannot be seen. */
export function checkTable(scan: AccountScan, files: readonly string[], style: Style): string {
  const open = scan.findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT').sort(byUrgency);
  const exempt = scan.findings.filter(({ reason }) => reason === 'exempt').sort(byUrgency);
  const enforced = scan.findings.filter(({ verdict }) => verdict === 'COMPLIANT').length;
  const unseen = scan.unreadable.length;
  const answer =
    open.length > 0
      ? `${count(open.length, 'user')} would be able to sign in with a password alone.`
      : unseen > 0
        ? `of ${count(unseen, 'user or part', 'users or parts')} it cannot be seen whether a password alone is enough.`
        : 'no user would be able to sign in with a password alone.';
  const parts = [paragraph(`${subjectOfCheck(scan, files).title}: ${answer}`, style)];
  const changed = changes(scan.difference, style);
  if (changed !== undefined) parts.push(changed);
  if (open.length > 0) {
    parts.push(
      renderTable(
        ['USER', 'WHERE', 'WHAT TO DO'],
        open.map(({ userName, location, annotation }) => [userName, placeText(location), annotation]),
        style,
        (cell, column) => (column === 0 ? paintVerdict('NON_COMPLIANT', cell, style.colour) : cell),
      ),
    );
  }
  if (scan.unreadable.length > 0) {
    parts.push(
      paragraph(
        `CANNOT BE SEEN: ${count(scan.unreadable.length, 'user or part', 'users or parts')}. They are unknown, not compliant.`,
        style,
      ),
      renderTable(
        ['USER', 'WHERE', 'WHY'],
        scan.unreadable.map(({ userName, location, detail, error }) => [
          userName ?? '-',
          placeText(location),
          detail ?? error,
        ]),
        style,
      ),
    );
  }
  if (exempt.length > 0) {
    parts.push(
      paragraph(
        `EXEMPT: ${count(exempt.length, 'user')}. Anyone who changes the document can exempt a user.`,
        style,
      ),
      renderTable(
        ['USER', 'WHERE', 'WHY'],
        exempt.map(({ userName, location, annotation }) => [userName, placeText(location), annotation]),
        style,
      ),
    );
  }
  parts.push(paragraph(`${enforced} with an enforcement policy, ${exempt.length} exempt.`, style));
  return parts.join('\n');
}
