import type { User } from '../core/user';
import type { Compliance, Verdict } from '../core/verdict';
import { meta } from '../meta';
import { annotation } from './annotation';
import { fitAnnotation } from './annotation-text';
import type { Labels } from './labels';
import { renderScanSummary, type ScanSummary } from './scan-summary';

/** One entry of PutEvaluations. INSUFFICIENT_DATA is not a compliance here: the API does not accept it. */
export interface Evaluation {
  readonly resourceType: string;
  /** The UserId (`AIDA…`), never the name: with a name the console's link is dead (awslabs/aws-config-rules#342). */
  readonly resourceId: string;
  /** The user or account that it is about, for our own messages; it is not sent. */
  readonly subject: string;
  readonly compliance: Compliance;
  readonly annotation: string;
  readonly orderingTimestamp: Date;
}

/** A result that Config holds for the rule: COMPLIANT and NON_COMPLIANT only, as GetComplianceDetailsByConfigRule answers. */
export interface HeldResult {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly annotation: string | undefined;
  readonly recordedTime: Date;
  /** When Config last ran the rule for it; an unchanged result may keep its `recordedTime`. */
  readonly invokedTime?: Date | undefined;
}

export function userEvaluation(
  user: Pick<User, 'userId' | 'userName'>,
  verdict: Verdict,
  orderingTimestamp: Date,
  labels: Labels = {},
): Evaluation {
  return {
    resourceType: meta.resourceType,
    resourceId: user.userId,
    subject: `${user.userName} (${user.userId})`,
    compliance: verdict.compliance,
    annotation: annotation(user.userName, verdict, labels),
    orderingTimestamp,
  };
}

/** The scan summary, on the account: the last evaluation of a scheduled run. */
export function scanEvaluation(accountId: string, summary: ScanSummary, orderingTimestamp: Date): Evaluation {
  return {
    resourceType: meta.scanResourceType,
    resourceId: accountId,
    subject: `the scan of ${accountId}`,
    compliance: summary.problems.length === 0 ? 'COMPLIANT' : 'NON_COMPLIANT',
    annotation: renderScanSummary(summary),
    orderingTimestamp,
  };
}

/** Takes a held result away: its user is in no page of ListUsers any more, or it is of a type that the rule never evaluates. */
export function clearingEvaluation(held: HeldResult, orderingTimestamp: Date): Evaluation {
  const { resourceType, resourceId } = held;
  const text =
    resourceType === meta.resourceType
      ? annotation(resourceId, { compliance: 'NOT_APPLICABLE', reason: 'user-gone' })
      : fitAnnotation(`${resourceId}: ${meta.id} does not evaluate ${resourceType}.`);
  return {
    resourceType,
    resourceId,
    subject: resourceId,
    compliance: 'NOT_APPLICABLE',
    annotation: text,
    orderingTimestamp,
  };
}
