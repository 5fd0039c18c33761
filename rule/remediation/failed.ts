import { RuleError } from '../core/errors';
import { failureText, fixOfDenial } from '../run/failures';
import type { ReadFailure } from '../run/ports';

/** A step that could not be taken, or of which it is not known whether it should be; it names the API and the user. */
export class RemediationError extends RuleError {}

/** A step that would not do what it is for: it was not taken. */
export class RemediationRefusedError extends RemediationError {
  /** @param forAll the same without a name, for a list of users with one reason */
  constructor(
    message: string,
    readonly forAll = message,
  ) {
    super(message);
  }
}

const addToGroup = 'iam:AddUserToGroup';

/**
 * The fix of a failure, where that is known.
 * @param changed what was done before, if anything
 */
export function failed(failure: ReadFailure, who: string, changed = 'nothing was changed'): RemediationError {
  const text = `${failureText(failure)} for ${who}: ${changed}`;
  if (failure.error === 'AccessDenied') {
    return new RemediationError(`${text}; ${fixOfDenial(failure, 'the role that runs this')}.`);
  }
  if (failure.api === addToGroup && failure.error === 'LimitExceeded') {
    return new RemediationError(
      `${text}; the user is in ten groups, IAM's limit: end another membership, or remove the console access instead.`,
    );
  }
  if (failure.api === addToGroup && failure.error === 'NoSuchEntity') {
    return new RemediationRefusedError(`${text}; the group is not there: deploy the rule with remediation.`);
  }
  return new RemediationError(`${text}.`);
}
