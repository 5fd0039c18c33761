import { stringify } from 'csv-stringify/sync';
import { byUrgency } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { userRows } from '../words/user-columns';
import { inOneLine } from '../words/words';

/** One row a user, those who could not be read as UNREADABLE; RFC 4180, and no cell is a formula. */
export function csvReport(subject: ReportSubject): string {
  const { head, of, unread, gone } = userRows(subject);
  const rows = [...subject.findings].sort(byUrgency).map(of);
  return stringify([head, ...rows, ...unread, ...gone], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { string: inOneLine },
  });
}
