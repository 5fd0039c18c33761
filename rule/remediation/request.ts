import * as v from 'valibot';
import { RuleError } from '../core/errors';
import { meta, remediationActions, type RemediationAction } from '../meta';

/** One user, one action, as a runbook or the command line asks for it. */
export interface RemediationRequest {
  readonly action: RemediationAction;
  /** The resource of Config's result: the id of a user (`AIDA...`), or the account's own id for the scan summary. */
  readonly resourceId: string;
  /** The command line may leave it open: it then takes the one rule that fits. */
  readonly ruleName?: string | undefined;
}

class InvalidRequestError extends RuleError {}

/**
 * The `resourceId` that runbooks, function and command line accept. User names, ARNs and the ids of access keys,
 * roles and groups are none: a name can be reused, and must never be answered with "gone".
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
 */
export const resourceIdPattern = /^(AIDA[A-Z0-9]{1,124}|[0-9]{12})$/;
export const resourceIdAllowed =
  "the id of a user (AIDA...), as in Config's result and in the UserId of aws iam get-user, or this account's own id; no name, no ARN, no other id";

export const isAccountId = (resourceId: string): boolean => /^\d{12}$/.test(resourceId);

const ruleNameAllowed = `the name of a rule of ${meta.id}: ${meta.ruleNames}`;
const schema = v.strictObject({
  action: v.picklist(remediationActions, `one of ${remediationActions.join(', ')}`),
  resourceId: v.pipe(v.string(resourceIdAllowed), v.regex(resourceIdPattern, resourceIdAllowed)),
  ruleName: v.pipe(v.string(ruleNameAllowed), v.regex(/^[\w.-]{1,128}$/, ruleNameAllowed)),
});

/**
 * @param accountId the account's own id, where it is known
 * @throws InvalidRequestError which lists every problem
 */
export function parseRequest(input: unknown, accountId?: string): RemediationRequest {
  const result = v.safeParse(schema, input);
  if (result.success) return ofThisAccount(result.output, accountId);
  const problems = result.issues.map((issue) => {
    const key = v.getDotPath(issue) ?? 'the request';
    if (issue.type === 'strict_object' && issue.expected === 'never') {
      return `unknown key ${key}, allowed: ${Object.keys(schema.entries).join(', ')}`;
    }
    const got = issue.received === 'undefined' ? 'nothing' : issue.received;
    const allowed =
      issue.type === 'strict_object' ? 'an object with action, resourceId, ruleName' : issue.message;
    return `${key}: got ${got}, allowed: ${allowed}`;
  });
  throw new InvalidRequestError(`Invalid remediation request: ${problems.join('; ')}.`);
}

/** @throws InvalidRequestError for the id of another account */
export function ofThisAccount<T extends Pick<RemediationRequest, 'resourceId'>>(
  request: T,
  accountId: string | undefined,
): T {
  const { resourceId } = request;
  if (accountId === undefined || !isAccountId(resourceId) || resourceId === accountId) return request;
  throw new InvalidRequestError(
    `Invalid remediation request: resourceId: got ${resourceId}, which is not this account (${accountId}), allowed: ${resourceIdAllowed}.`,
  );
}
