import { count, plain } from '../../report/words/words';
import type { ReportSource } from './report-source';

/** The report's source and age: changes since then are not in it. */
export function sourceNote(source: ReportSource, newest: Date | undefined, now: Date): string {
  const latest = newest === undefined ? '' : ` The newest time in it is ${newest.toISOString()}.`;
  return (
    `Read from a credential report of ${plain(source.from)}, ${when(source, now)}.${latest} What changed since is not in it. ` +
    (source.from === 'IAM'
      ? 'Every user without sufficient MFA in it was read live, and what was read live counts.'
      : 'It has ARNs in place of user ids, and says neither when a password was made nor which MFA devices a user has.')
  );
}

function when({ generatedAt, writtenAt }: ReportSource, now: Date): string {
  if (generatedAt !== undefined)
    return `generated at ${generatedAt.toISOString()}, ${age(generatedAt, now)} before this scan`;
  if (writtenAt !== undefined)
    return `whose age is unknown; the file was written at ${writtenAt.toISOString()}, ${age(writtenAt, now)} before this scan`;
  return 'whose age is unknown';
}

const minute = 60_000;

function age(from: Date, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - from.getTime()) / minute));
  if (minutes < 120) return count(minutes, 'minute');
  return minutes < 48 * 60
    ? count(Math.round(minutes / 60), 'hour')
    : count(Math.round(minutes / 1440), 'day');
}
