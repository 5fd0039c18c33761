import type { Finding } from '../../findings/finding';
import { daysLeft } from './words';

export interface ExemptionRow {
  readonly finding: Finding;
  /** Null for an exemption without an end. */
  readonly daysLeft: number | null;
  readonly until: string | null;
  readonly reason: string | null;
  /** The source: `tag`, `exemptUserNames` or `exemptPaths`. */
  readonly source: string;
}

/** Every exempt user, those whose exemption ends first on top, those without an end last. */
export function exemptions(findings: readonly Finding[], now: string): readonly ExemptionRow[] {
  return findings
    .flatMap((finding): readonly ExemptionRow[] => {
      if (finding.exemption === undefined) return [];
      const { until, reason, source } = finding.exemption;
      return [{ finding, until, reason, source, daysLeft: until === null ? null : daysLeft(until, now) }];
    })
    .sort(
      (a, b) =>
        (a.daysLeft ?? Infinity) - (b.daysLeft ?? Infinity) ||
        a.finding.userName.localeCompare(b.finding.userName),
    );
}

/** "9 days left, until 2026-12-04: sealed envelope (tag)" */
export function exemptionText({ daysLeft: days, until, reason, source }: ExemptionRow): string {
  const why = reason === null ? '' : `: ${reason}`;
  if (until === null) return `without an end${why} (${source})`;
  return `${days === 1 ? '1 day' : `${String(days)} days`} left, through ${until}${why} (${source})`;
}
