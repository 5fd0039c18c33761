import { stringify } from 'csv-stringify/sync';
import { byUrgency } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import type { Style } from '../style';
import { userRows } from '../words/user-columns';
import { inOneLine } from '../words/words';

/** One row a user, those who could not be read as UNREADABLE; RFC 4180, and no cell is a formula. */
export function csvReport(
  subject: ReportSubject,
  { excel }: Pick<Style, 'excel'> = { excel: false },
): string {
  const { head, of, unread, gone } = userRows(subject);
  const rows = [...subject.findings].sort(byUrgency).map(of);
  const text = stringify([head, ...rows, ...unread, ...gone], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { string: inOneLine },
  });
  return excel ? forExcel(text) : text;
}

/**
 * Excel takes UTF-8 for what it is only with a byte order mark, and an account's id for a number without its leading zero, unless
 * it is the value of a formula. The id is the first cell of a row, and no cell has a line break.
 */
const forExcel = (text: string): string => `\uFEFF${text.replace(/(^|\r\n)(\d{12})(?=,)/g, '$1="$2"')}`;
