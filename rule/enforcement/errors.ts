import { RuleError } from '../core/errors';

/** Options that no policy can be built from; the message lists every problem, not just the first. */
export class InvalidEnforcementOptionsError extends RuleError {
  constructor(readonly problems: readonly string[]) {
    super(`Invalid options for the MFA-enforcement policy: ${problems.join('; ')}.`);
  }
}

/** A document that AWS would refuse for its size. */
export class PolicyTooLargeError extends RuleError {
  constructor(what: string, bytes: number, limit: number) {
    super(`The ${what} has ${bytes} bytes; AWS allows ${limit}. Shorten the ARNs of the principals.`);
  }
}
