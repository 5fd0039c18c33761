import { RuleError } from '../core/errors';

/** An event that is not one of Config's, or that is about something which this rule does not evaluate. */
export class InvalidEventError extends RuleError {
  constructor(problem: string, options?: ErrorOptions) {
    super(`Invalid AWS Config event: ${problem}`, options);
  }
}
