import type { Finding } from '../findings/finding';
import {
  asffOfFinding,
  asffOfScan,
  labelOf,
  type AsffContext,
  type AsffFinding,
  type Change,
  type SeverityLabel,
} from './asff';
import type { OpenFinding } from './ports';

/** `unknown` where Security Hub did not say what is open. */
export type Open = OpenFinding | 'none' | 'unknown';

/**
 * The finding to send for one user, if any.
 *
 * | now                          | is open | is sent                                                        |
 * | ---------------------------- | ------- | -------------------------------------------------------------- |
 * | NON_COMPLIANT                | no      | opened                                                         |
 * | NON_COMPLIANT                | yes     | changed, where text or severity differ; else refreshed once in 7 days |
 * | COMPLIANT                    | yes     | archived, PASSED                                               |
 * | exempt, in grace, gone, ...  | yes     | archived, NOT_AVAILABLE with the reason                        |
 * | any but NON_COMPLIANT        | no      | nothing                                                        |
 *
 * If it is unknown what is open, NON_COMPLIANT is sent as a refresh, and nothing is archived.
 */
export function toSend(finding: Finding, open: Open, context: AsffContext): AsffFinding | undefined {
  const createdAt = createdAtOf(open);
  if (finding.verdict === 'NON_COMPLIANT') {
    const change = changeOf(open, finding.annotation, labelOf(finding), context.now);
    return change && asffOfFinding(finding, context, { createdAt, change });
  }
  if (typeof open === 'string') return undefined;
  // Of a user who is gone IAM has no ARN; the open finding has it.
  const arn = finding.arn === '' ? open.resourceId : finding.arn;
  return asffOfFinding({ ...finding, arn }, context, { createdAt, change: 'closed' });
}

/** The finding about the scan itself: open while scans see less than everything. */
export function scanToSend(
  summary: string,
  complete: boolean,
  open: Open,
  context: AsffContext,
): AsffFinding | undefined {
  const createdAt = createdAtOf(open);
  const closed = createdAt === undefined ? undefined : 'closed';
  const change = complete ? closed : changeOf(open, summary, 'MEDIUM', context.now);
  return change && asffOfScan(summary, complete, context, { createdAt, change });
}

/** A finding whose user no complete read of IAM has: the user was deleted. */
export function goneFinding(open: OpenFinding, accountId: string, userId: string): Finding {
  const userName = open.userName ?? open.resourceId.slice(open.resourceId.lastIndexOf('/') + 1);
  return {
    account: accountId,
    accountName: null,
    userId,
    userName,
    arn: open.resourceId,
    verdict: 'NOT_APPLICABLE',
    reason: 'user-gone',
    annotation: `${userName}: no such IAM user any more.`,
    consolePassword: false,
    passwordCreatedAt: null,
    mfaKinds: [],
    mfaRead: 'not-asked',
  };
}

const createdAtOf = (open: Open): string | undefined =>
  typeof open === 'string' ? undefined : open.createdAt;

const refreshMilliseconds = 7 * 24 * 3_600_000;

function changeOf(open: Open, text: string, severity: SeverityLabel, now: Date): Change | undefined {
  if (open === 'unknown') return 'refreshed';
  if (open === 'none') return 'opened';
  if (open.description !== text || open.severity !== severity) return 'changed';
  // Active findings are kept for 90 days after their last update, and each update sends an event.
  return now.getTime() - Date.parse(open.updatedAt) >= refreshMilliseconds ? 'refreshed' : undefined;
}
