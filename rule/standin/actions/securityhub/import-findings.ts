import * as v from 'valibot';
import { action } from '../action';
import type { Account } from '../../state/account';
import type { Finding } from '../../state/security-hub-store';
import { invalidFindings, subscribed } from './access';
import { findingInput } from './finding-input';

const mostFindings = 100;
const mostBytesOfFinding = 240 * 1024;
const mostBytesOfCall = 6 * 1024 * 1024;

interface Failed {
  readonly Id: string;
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

export const BatchImportFindings = action(
  v.object({ Findings: v.array(v.looseObject({})) }),
  (account, { Findings: findings }, { region, failResourceIds }) => {
    const hub = subscribed(account);
    if (findings.length === 0 || findings.length > mostFindings) {
      throw invalidFindings(`Findings has ${findings.length} members, allowed: 1 to ${mostFindings}.`);
    }
    if (sizeOf(findings) > mostBytesOfCall) throw invalidFindings('The request is larger than 6 MB.');
    const failed: Failed[] = [];
    for (const finding of findings) {
      const problem = problemOf(account, region, finding, failResourceIds);
      if (problem === undefined) hub.import(finding);
      else failed.push(problem);
    }
    return {
      FailedCount: failed.length,
      SuccessCount: findings.length - failed.length,
      FailedFindings: failed,
    };
  },
);

function problemOf(
  account: Account,
  region: string,
  finding: Finding,
  failResourceIds: readonly string[],
): Failed | undefined {
  const Id = String(finding['Id']);
  const invalid = (ErrorMessage: string): Failed => ({ Id, ErrorCode: 'InvalidInput', ErrorMessage });
  if (failResourceIds.includes(Id)) {
    return { Id, ErrorCode: 'InternalError', ErrorMessage: 'An internal error occurred.' };
  }
  const parsed = v.safeParse(findingInput, finding);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return invalid(`${v.getDotPath(issue) ?? 'Finding'}: ${issue.message}`);
  }
  if (sizeOf(finding) > mostBytesOfFinding) return invalid('Finding is larger than 240 KB.');
  if (parsed.output.AwsAccountId !== account.id) {
    return invalid(`Finding's AwsAccountId must be that of the caller, ${account.id}.`);
  }
  const product = `arn:${account.partition}:securityhub:${region}:${account.id}:product/${account.id}/default`;
  if (parsed.output.ProductArn !== product) {
    return invalid(`ProductArn is ${parsed.output.ProductArn}, the account may import for ${product}.`);
  }
  return undefined;
}

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
