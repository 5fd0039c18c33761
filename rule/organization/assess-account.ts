import { failureWithDetail } from '../run/failures';
import { meta } from '../meta';
import type { ReadFailure } from '../run/ports';
import { parseScanSummary, type ParsedScanSummary } from '../protocol/scan-summary';
import type { UserWithoutMfa } from '../findings/organization-view';
import type { AggregatedResult, AggregatedRule } from './ports';
import type { AccountStatus } from './account-status';

/** The aggregator's results of one rule in one account, or why they could not be read. */
export type RuleResults = { readonly rule: AggregatedRule } & (
  { readonly results: readonly AggregatedResult[] } | { readonly failure: ReadFailure }
);

const deployAgain =
  'where the functions are, "npx cdk deploy IamUserMfaOrganization" brings the rule (IamUserMfaMembers, if it is in the member stack)';

/**
 * The status by an account's results. The figures are those of its last scan, the named users those of its results now. They
 * may differ, as a change may have added a user, or the aggregator may be behind: the higher count of users without MFA is
 * given. Of two rules in an account the one that scanned last counts, and the users of both are named.
 */
export function assessAccount(
  accountId: string,
  rules: readonly RuleResults[],
  now: Date,
  staleAfterHours: number,
): AccountStatus {
  if (rules.length === 0) {
    const detail = `the aggregator has no result of a rule ${meta.id}: not deployed, never ran, or not aggregated; ${deployAgain}`;
    return { kind: 'not-reporting', reason: 'no-rule', detail, withoutMfa: [], lastScanAt: undefined };
  }
  const read = rules.flatMap((rule) => ('results' in rule ? [bookOf(accountId, rule.results)] : []));
  const failed = rules.find((rule) => 'failure' in rule);
  if (failed !== undefined) return unknown('unreadable', failureWithDetail(failed.failure), read);

  const newest = read.reduce((best, book) => (timeOf(book) > timeOf(best) ? book : best));
  const { line, lineText, lastScanAt } = newest;
  if (lineText === undefined) {
    const detail = read.every(({ results }) => results === 0)
      ? 'the aggregator knows the rule and holds no result of it: it has not run, or its results are not aggregated yet'
      : 'results of users, but none of a scan: only changes were seen';
    return unknown('no-scan-line', detail, read);
  }
  if (line === undefined) return unknown('no-scan-line', `not a scan's line: ${lineText}`, read);
  if (lastScanAt !== undefined && now.getTime() - lastScanAt.getTime() > staleAfterHours * 3_600_000) {
    const detail = `the last scan is of ${lastScanAt.toISOString()}, over ${staleAfterHours} h ago`;
    return unknown('stale', detail, [newest]);
  }
  if (!line.complete) return unknown('incomplete', line.problem, [newest]);
  return { kind: 'reporting', ...figuresOf(line, newest.withMfa, namedIn(read)), lastScanAt };
}

interface RuleResultsOfAccount {
  readonly results: number;
  readonly lineText: string | undefined;
  readonly line: ParsedScanSummary | undefined;
  readonly lastScanAt: Date | undefined;
  readonly withMfa: number;
  readonly withoutMfa: readonly UserWithoutMfa[];
}

function bookOf(accountId: string, results: readonly AggregatedResult[]): RuleResultsOfAccount {
  const own = results.find(
    ({ resourceType, resourceId }) => resourceType === meta.scanResourceType && resourceId === accountId,
  );
  const users = results.filter(({ resourceType }) => resourceType === meta.resourceType);
  const lineText = own === undefined ? undefined : (own.annotation ?? '');
  return {
    results: results.length,
    lineText,
    line: lineText === undefined ? undefined : parseScanSummary(lineText),
    lastScanAt: own?.seenAt,
    withMfa: users.filter(({ compliance }) => compliance === 'COMPLIANT').length,
    withoutMfa: users
      .filter(({ compliance }) => compliance === 'NON_COMPLIANT')
      .map(({ resourceId, annotation }) => ({
        userId: resourceId,
        userName: leadingName(annotation),
        annotation: annotation ?? null,
      })),
  };
}

const timeOf = ({ lastScanAt }: RuleResultsOfAccount): number => lastScanAt?.getTime() ?? -Infinity;

/** Every annotation of a user begins with the name. */
const leadingName = (annotation: string | undefined): string | null =>
  /^[\w+=,.@-]{1,64}/.exec(annotation ?? '')?.[0] ?? null;

function figuresOf(
  line: Extract<ParsedScanSummary, { complete: true }>,
  compliant: number,
  named: readonly UserWithoutMfa[],
): Pick<Extract<AccountStatus, { kind: 'reporting' }>, 'figures' | 'withoutMfa'> {
  const { users, withConsolePassword: consoleUsers, exempt, inGrace } = line;
  const decided = consoleUsers - exempt - inGrace;
  const nobodyIsMissing = compliant + named.length >= decided;
  const withoutMfa = nobodyIsMissing ? named.length : Math.max(line.withoutSufficientMfa, named.length);
  const withMfa = Math.max(0, decided - withoutMfa);
  return { figures: { users, consoleUsers, withMfa, withoutMfa, exempt, inGrace }, withoutMfa: named };
}

const namedIn = (books: readonly RuleResultsOfAccount[]): readonly UserWithoutMfa[] => [
  ...new Map(books.flatMap(({ withoutMfa }) => withoutMfa.map((user) => [user.userId, user]))).values(),
];

function unknown(
  reason: Extract<AccountStatus, { kind: 'not-reporting' }>['reason'],
  detail: string,
  books: readonly RuleResultsOfAccount[],
): AccountStatus {
  const times = books.map(timeOf).filter(Number.isFinite);
  return {
    kind: 'not-reporting',
    reason,
    detail,
    withoutMfa: namedIn(books),
    lastScanAt: times.length === 0 ? undefined : new Date(Math.max(...times)),
  };
}
