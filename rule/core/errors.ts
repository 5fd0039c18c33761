/**
 * The base of every error that we throw on purpose: its message is one line for a person (what was wrong, what is allowed,
 * how to fix it), so an entry point prints it without a stack. Any other error is a bug.
 */
export abstract class RuleError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Rule parameters that cannot be used; the message lists every problem, not just the first. */
export class InvalidParametersError extends RuleError {
  constructor(readonly problems: readonly string[]) {
    super(`Invalid rule parameters: ${problems.join('; ')}.`);
  }
}
