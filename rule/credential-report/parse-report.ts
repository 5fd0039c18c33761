import { CsvError, parse } from 'csv-parse/sync';
import { decodedText } from '../core/decoded-text';
import { RuleError } from '../core/errors';

/** A text that is no credential report of IAM. It never repeats what the text holds: a report says more than MFA. */
export class CredentialReportError extends RuleError {}

/** One user of the report. What it does not tell is undefined: `N/A`, `not_supported`, `no_information`, an empty cell. */
export interface ReportUser {
  readonly userName: string;
  readonly arn: string;
  readonly createdAt: Date | undefined;
  readonly passwordEnabled: boolean | undefined;
  readonly passwordLastUsed: Date | undefined;
  readonly passwordChangedAt: Date | undefined;
  readonly mfaActive: boolean | undefined;
}

/** A row that says nothing that can be relied on, and why. */
export interface UnusableRow {
  /** The user's name, or the number of the row where not even that is certain. */
  readonly name: string;
  readonly why: string;
}

export interface CredentialReport {
  /** Null where no row can be relied on. */
  readonly accountId: string | null;
  readonly users: readonly ReportUser[];
  readonly unusable: readonly UnusableRow[];
}

const needed = ['user', 'arn', 'password_enabled', 'mfa_active'] as const;
const used = [...needed, 'user_creation_time', 'password_last_used', 'password_last_changed'] as const;
type Column = (typeof used)[number];
/** The columns that are used; no other is kept. */
type Row = Readonly<Record<Column, string>>;

const getIt =
  'get one with "aws iam generate-credential-report", and when that says COMPLETE with "aws iam get-credential-report --query Content --output text | base64 --decode > report.csv"';

/**
 * Reads a report by the names of its columns: AWS has added columns before. The root user is no IAM user; an ordinary user
 * may be called `root`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 * @throws CredentialReportError
 */
export function parseCredentialReport(content: Uint8Array): CredentialReport {
  const [head, ...records] = recordsOf(content);
  if (head === undefined) throw new CredentialReportError(`it is empty; ${getIt}.`);
  const columns = columnsOf(head);
  // The root user is in every report.
  if (records.length === 0)
    throw new CredentialReportError(
      `it has a head and no row, not even the root user's, so it is cut; ${getIt}.`,
    );
  const users = new Map<string, ReportUser>();
  const unusable = new Map<string, UnusableRow>();
  const accountIds = new Set<string>();
  records.forEach((cells, index) => {
    const row = cells.length === head.length ? rowOf(cells, columns) : undefined;
    if (row === undefined) {
      const name = `row ${index + 2} of the report`;
      const why = `it has ${cells.length} values, and the header ${head.length}`;
      unusable.set(name, { name, why });
      return;
    }
    const [, accountId, name] =
      /^arn:[\w-]+:iam::(\d{12}):(?:user\/(?:.*\/)?([^/]+)|root)$/.exec(row.arn) ?? [];
    if (accountId === undefined)
      throw new CredentialReportError(`row ${index + 2} has no ARN of a user in the column arn; ${getIt}.`);
    accountIds.add(accountId);
    if (name === undefined) return;
    const user = userOf(row);
    const twin = users.get(user.arn);
    if (name !== user.userName)
      unusable.set(user.arn, {
        name: user.userName || `row ${index + 2} of the report`,
        why: 'the columns user and arn name two users',
      });
    else if (twin !== undefined && JSON.stringify(twin) !== JSON.stringify(user))
      unusable.set(user.arn, { name, why: 'the report has two rows of the user, which differ' });
    else users.set(user.arn, user);
  });
  if (accountIds.size > 1)
    throw new CredentialReportError(
      `it has users of ${accountIds.size} accounts; give one report at a time.`,
    );
  for (const arn of unusable.keys()) users.delete(arn);
  return {
    accountId: [...accountIds][0] ?? null,
    users: [...users.values()],
    unusable: [...unusable.values()],
  };
}

/** The newest time in a report: it was made then or later. */
export function newestTimeIn({ users }: CredentialReport): Date | undefined {
  const times = users
    .flatMap((user) => [user.createdAt, user.passwordLastUsed, user.passwordChangedAt])
    .flatMap((time) => (time === undefined ? [] : [time.getTime()]));
  return times.length === 0 ? undefined : new Date(times.reduce((a, b) => Math.max(a, b)));
}

function recordsOf(content: Uint8Array): readonly string[][] {
  try {
    return parse(decodedText(content), {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
  } catch (error) {
    // Its own message quotes the value that it stumbled over.
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
    throw new CredentialReportError(`line ${line} is no CSV; ${getIt}.`);
  }
}

/** The index of each column. */
function columnsOf(head: readonly string[]): Readonly<Record<Column, number>> {
  const names = head.map((name) => name.trim().toLowerCase());
  const missing = needed.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new CredentialReportError(`it has no column ${missing.join(', ')}; ${getIt}.`);
  const twice = used.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice.length > 0)
    throw new CredentialReportError(
      `it has the column ${twice.join(', ')} twice, so which one counts is unknown; ${getIt}.`,
    );
  const places = used.map((column) => [column, names.indexOf(column)] as const);
  return Object.fromEntries(places) as Record<Column, number>;
}

function rowOf(cells: readonly string[], columns: Readonly<Record<Column, number>>): Row {
  const values = used.map((column) => [column, cells[columns[column]]?.trim() ?? ''] as const);
  return Object.fromEntries(values) as Record<Column, string>;
}

const userOf = (row: Row): ReportUser => ({
  userName: row.user,
  arn: row.arn,
  createdAt: dateOf(row.user_creation_time),
  passwordEnabled: booleanOf(row.password_enabled),
  passwordLastUsed: dateOf(row.password_last_used),
  passwordChangedAt: dateOf(row.password_last_changed),
  mfaActive: booleanOf(row.mfa_active),
});

function booleanOf(cell: string): boolean | undefined {
  const text = cell.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function dateOf(cell: string): Date | undefined {
  const time = /^\d{4}-\d{2}-\d{2}T/.test(cell) ? Date.parse(cell) : NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}
