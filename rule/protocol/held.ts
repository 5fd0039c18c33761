import { meta } from '../meta';
import type { Evaluation, HeldResult } from './evaluation';
import { withoutLabels } from './labels';

/** What Config holds for the rule, by resource. `undefined` means "could not be read", an empty one "nothing". */
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

/**
 * Whether a scan posts an evaluation: Config bills every one, so what would change nothing is left out. NON_COMPLIANT is
 * posted always (it keeps a finding fresh), COMPLIANT where Config holds something else, NOT_APPLICABLE where a held result
 * must go. Where the held results are unknown, everything is posted.
 */
export function mustPost(evaluation: Evaluation, heldResults: HeldResults | undefined): boolean {
  if (heldResults === undefined) return true;
  const held = heldResults.of(evaluation);
  switch (evaluation.compliance) {
    case 'NON_COMPLIANT':
      return true;
    case 'COMPLIANT':
      return held?.compliance !== 'COMPLIANT' || held.annotation !== evaluation.annotation;
    case 'NOT_APPLICABLE':
      return held !== undefined;
  }
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
