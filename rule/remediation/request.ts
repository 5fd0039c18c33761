import * as v from 'valibot';
import { RuleError } from '../core/errors';

export const remediationActions = ['require-mfa', 'undo-require-mfa', 'remove-console-access'] as const;
export type RemediationAction = (typeof remediationActions)[number];

/** One user, one action, as a runbook or the command line asks for it. */
export interface RemediationRequest {
  readonly action: RemediationAction;
  /** The resource of Config's result: a UserId (`AIDA…`), or the account's own id for the line of a scan. */
  readonly resourceId: string;
  readonly ruleName: string;
}

export class InvalidRequestError extends RuleError {}

const schema = v.strictObject({
  action: v.picklist(remediationActions, `one of ${remediationActions.join(', ')}`),
  resourceId: v.pipe(
    v.string("the id of Config's result, like AIDAEXAMPLE"),
    v.regex(/^\S{1,768}$/, "the id of Config's result, like AIDAEXAMPLE"),
  ),
  ruleName: v.pipe(
    v.string('a rule name of 1..128 characters'),
    v.regex(/^[\w.-]{1,128}$/, 'a rule name of 1..128 characters'),
  ),
});

/** @throws InvalidRequestError which lists every problem */
export function parseRequest(input: unknown): RemediationRequest {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
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
