import { meta } from '../meta';
import type { Evaluation, HeldResult } from './evaluation';
import { withoutLabels } from './labels';
import { isDeniedOnly, parseScanSummary } from './scan-summary';

/** Config's results for the rule, by resource. `undefined`: "could not be read"; an empty one: "nothing". */
export class HeldResults {
  private readonly byResource: ReadonlyMap<string, HeldResult>;

  constructor(results: readonly HeldResult[]) {
    this.byResource = new Map(results.map((held) => [keyOf(held), held]));
  }

  of(resource: Pick<Evaluation, 'resourceType' | 'resourceId'>): HeldResult | undefined {
    return this.byResource.get(keyOf(resource));
  }

  /**
   * The results that nothing else would ever take away: those of a periodic rule stay until the rule itself clears them. Only what
   * was recorded before the run's event may go; a change run that came in between knows better.
   */
  stale(presentUserIds: ReadonlySet<string>, accountId: string, recordedBefore: Date): readonly HeldResult[] {
    return [...this.byResource.values()].filter((held) => {
      const scanSummary = held.resourceType === meta.scanResourceType && held.resourceId === accountId;
      const present = held.resourceType === meta.resourceType && presentUserIds.has(held.resourceId);
      return !scanSummary && !present && held.recordedTime < recordedBefore;
    });
  }
}

/** Labels that a run asked for and could not read. */
export interface UnreadLabels {
  readonly owner?: boolean;
  readonly privilege?: boolean;
}

/** NON_COMPLIANT is posted once a day: its age shows that it still holds, and four scans a day are billed as one. */
const freshMilliseconds = 20 * 3_600_000;

/**
 * Whether a scan posts an evaluation: Config bills every one, so what would change nothing is left out. NON_COMPLIANT is
 * posted where Config holds something else or nothing fresh, COMPLIANT where it holds something else, NOT_APPLICABLE where a
 * held result must go. Where the held results are unknown, everything is posted.
 */
export function mustPost(
  evaluation: Evaluation,
  heldResults: HeldResults | undefined,
  unread: UnreadLabels = {},
): boolean {
  if (heldResults === undefined) return true;
  const held = heldResults.of(evaluation);
  if (evaluation.compliance === 'NOT_APPLICABLE') return held !== undefined;
  if (held?.compliance !== evaluation.compliance) return true;
  if (evaluation.compliance === 'COMPLIANT') return held.annotation !== evaluation.annotation;
  const { recordedTime, invokedTime = recordedTime } = held;
  const last = Math.max(recordedTime.getTime(), invokedTime.getTime());
  if (evaluation.orderingTimestamp.getTime() - last > freshMilliseconds) return true;
  const shown = (text = ''): string => withoutLabels(text, unread);
  return shown(held.annotation) !== shown(evaluation.annotation);
}

/**
 * Whether this run is the second try of its event: the summary of the first one was recorded after the event, and all that it
 * lacked was denied. Lambda tries a failed run again a minute later, when what was denied is denied as before.
 */
export function isSecondTry(heldResults: HeldResults | undefined, accountId: string, event: Date): boolean {
  const held = heldResults?.of({ resourceType: meta.scanResourceType, resourceId: accountId });
  if (held === undefined || held.recordedTime <= event) return false;
  const summary = parseScanSummary(held.annotation ?? '');
  return summary?.complete === false && isDeniedOnly(summary.problem);
}

/**
 * Whether a verdict differs from what Config holds for the user: the question that decides whether a change run posts, and
 * whether IAM activity is worth a scan. An annotation that differs counts: it says until when, or what is wrong. Labels do not.
 */
export function differs(evaluation: Evaluation, held: HeldResult | undefined): boolean {
  if (evaluation.compliance === 'NOT_APPLICABLE') return held !== undefined;
  if (held?.compliance !== evaluation.compliance) return true;
  // Results of before the labels, or without a text, have none to take off.
  return held.compliance === 'NON_COMPLIANT'
    ? withoutLabels(held.annotation ?? '') !== withoutLabels(evaluation.annotation)
    : held.annotation !== evaluation.annotation;
}

function keyOf({ resourceType, resourceId }: { resourceType: string; resourceId: string }): string {
  return `${resourceType}/${resourceId}`;
}
