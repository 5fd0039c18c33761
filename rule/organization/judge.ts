import { failureText } from '../failures';
import { meta } from '../meta';
import type { ReadFailure } from '../ports';
import { parseScanLine, type ScanLine } from '../protocol/scan-line';
import type { UserWithoutMfa } from '../report/org-view';
import type { AggregatedResult, AggregatedRule } from './ports';
import type { Standing } from './standing';

/** What the aggregator holds of one rule in one account, or why that could not be read. */
export type RuleResults = { readonly rule: AggregatedRule } & (
  { readonly results: readonly AggregatedResult[] } | { readonly failure: ReadFailure }
);

/** What an account's results prove. Where a rule stands twice in an account, the one that scanned last speaks. */
export function judge(
  account: string,
  rules: readonly RuleResults[],
  now: Date,
  staleAfterHours: number,
): Standing {
  if (rules.length === 0) {
    const detail = `the aggregator has no result of a rule ${meta.id}: not deployed, never ran, or not aggregated`;
    return { kind: 'not-reporting', reason: 'no-rule', detail, withoutMfa: [], lastScanAt: undefined };
  }
  const read = rules.flatMap((rule) => ('results' in rule ? [bookOf(account, rule.results)] : []));
  const failed = rules.find((rule) => 'failure' in rule);
  if (failed !== undefined) return unknown('unreadable', failureText(failed.failure), read);

  const newest = read.reduce((best, book) => (timeOf(book) > timeOf(best) ? book : best));
  const { line, lineText, lastScanAt } = newest;
  if (lineText === undefined)
    return unknown('no-scan-line', 'results of users, but none of a scan: only changes were seen', read);
  if (line === undefined) return unknown('no-scan-line', `not a scan's line: ${lineText}`, read);
  if (lastScanAt !== undefined && now.getTime() - lastScanAt.getTime() > staleAfterHours * 3_600_000) {
    const detail = `the last scan is of ${lastScanAt.toISOString()}, over ${staleAfterHours} h ago`;
    return unknown('stale', detail, [newest]);
  }
  if (!line.complete) return unknown('incomplete', line.problem, [newest]);
  const missing = missingText(line, newest);
  if (missing !== undefined) return unknown('results-missing', missing, [newest]);
  return {
    kind: 'reporting',
    figures: { users: line.users, withMfa: newest.withMfa, exempt: line.exempt, inGrace: line.inGrace },
    withoutMfa: newest.withoutMfa,
    lastScanAt,
  };
}

interface Book {
  readonly lineText: string | undefined;
  readonly line: ScanLine | undefined;
  readonly lastScanAt: Date | undefined;
  readonly withMfa: number;
  readonly withoutMfa: readonly UserWithoutMfa[];
}

function bookOf(account: string, results: readonly AggregatedResult[]): Book {
  const own = results.find(
    ({ resourceType, resourceId }) => resourceType === meta.scanResourceType && resourceId === account,
  );
  const users = results.filter(({ resourceType }) => resourceType === meta.resourceType);
  const lineText = own === undefined ? undefined : (own.annotation ?? '');
  return {
    lineText,
    line: lineText === undefined ? undefined : parseScanLine(lineText),
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

const timeOf = ({ lastScanAt }: Book): number => lastScanAt?.getTime() ?? -Infinity;

/** Every annotation of a user begins with the name. */
const leadingName = (annotation: string | undefined): string | null =>
  /^[\w+=,.@-]{1,64}/.exec(annotation ?? '')?.[0] ?? null;

/** Results change between two scans, but a scan that counted more than there is names nobody for the difference. */
function missingText(line: ScanLine, { withMfa, withoutMfa }: Book): string | undefined {
  const decided = line.withConsolePassword - line.exempt - line.inGrace;
  const missing = withMfa + withoutMfa.length < decided && withoutMfa.length < line.withoutSufficientMfa;
  return missing
    ? `the scan counted ${line.withoutSufficientMfa} users without sufficient MFA, the aggregator has ${withoutMfa.length}: ` +
        'it is behind, or users went since'
    : undefined;
}

function unknown(
  reason: Extract<Standing, { kind: 'not-reporting' }>['reason'],
  detail: string,
  books: readonly Book[],
): Standing {
  const found = new Map(books.flatMap(({ withoutMfa }) => withoutMfa.map((user) => [user.userId, user])));
  const times = books.map(timeOf).filter(Number.isFinite);
  return {
    kind: 'not-reporting',
    reason,
    detail,
    withoutMfa: [...found.values()],
    lastScanAt: times.length === 0 ? undefined : new Date(Math.max(...times)),
  };
}
