import { cleanText, maxAnnotationLength } from './annotation-text';

/** The numbers of users that a scan saw. `problems` empty means that it saw everything. */
export interface ScanSummary {
  /** Users whose facts were read; with `problems`, there may be more. */
  readonly users: number;
  readonly withConsolePassword: number;
  readonly withoutSufficientMfa: number;
  readonly exempt: number;
  readonly inGrace: number;
  /** In words, like "3 of 812 users could not be read (AccessDenied on iam:ListMFADevices)". */
  readonly problems: readonly string[];
}

export type ParsedScanSummary =
  | ({ readonly complete: true } & Omit<ScanSummary, 'problems'>)
  | ({ readonly complete: false; readonly problem: string } & Partial<Omit<ScanSummary, 'problems'>>);

/**
 * The annotation of the scan summary. Aggregators show only COMPLIANT and NON_COMPLIANT, and no rule without results:
 * without it an account whose rule never ran looks like one without console users.
 */
export function renderScanSummary(summary: ScanSummary): string {
  const counts =
    `${summary.withConsolePassword} with a console password, ${summary.withoutSufficientMfa} without sufficient MFA, ` +
    `${summary.exempt} exempt, ${summary.inGrace} in grace.`;
  if (summary.problems.length === 0) return `Scan complete: ${usersText(summary.users)}, ${counts}`;
  const tail = `. Of ${usersText(summary.users)} read: ${counts}`;
  const room = maxAnnotationLength - 'Scan incomplete: '.length - tail.length;
  const problem = cleanText(summary.problems.join('; '));
  return `Scan incomplete: ${problem.length <= room ? problem : `${problem.slice(0, room - 3)}...`}${tail}`;
}

/** "1 user", "2 users" */
export const usersText = (count: number): string => `${count} ${count === 1 ? 'user' : 'users'}`;

const counts =
  '(\\d+) with a console password, (\\d+) without sufficient MFA, (\\d+) exempt, (\\d+) in grace\\.$';
const completeScan = new RegExp(`^Scan complete: (\\d+) users?, ${counts}`);
const incompleteScan = new RegExp(`^Scan incomplete: (.+)\\. Of (\\d+) users? read: ${counts}`);

/** Reads the sentence back; undefined for a text that is no scan summary. */
export function parseScanSummary(text: string): ParsedScanSummary | undefined {
  const complete = completeScan.exec(text);
  if (complete !== null) return { complete: true, ...figures(complete.slice(1)) };
  const incomplete = incompleteScan.exec(text);
  if (incomplete === null) {
    // Cut, or of another version: that the scan saw less than everything is what counts.
    const [, problem] = /^Scan incomplete: (.+)$/.exec(text) ?? [];
    return problem === undefined ? undefined : { complete: false, problem };
  }
  const [, problem = '', ...rest] = incomplete;
  return { complete: false, problem, ...figures(rest) };
}

/**
 * Whether every failure that the problem names was a denial, like "3 of 812 users could not be read (AccessDenied on
 * iam:ListMFADevices)". One that is only counted ("and 1 more") or cut away may be another.
 */
export const isDeniedOnly = (problem: string): boolean =>
  problem.split('; ').every((one) => denied.test(one));

const denied = /^[^()]+ \(AccessDenied on [\w:]+(, AccessDenied on [\w:]+)*\)$/;

function figures(texts: readonly string[]): Omit<ScanSummary, 'problems'> {
  const [users = 0, withConsolePassword = 0, withoutSufficientMfa = 0, exempt = 0, inGrace = 0] =
    texts.map(Number);
  return { users, withConsolePassword, withoutSufficientMfa, exempt, inGrace };
}
