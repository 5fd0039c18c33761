import { RuleError } from '../../rule/core/errors';

/** Props or context keys that cannot be used; the message lists every problem on one line. */
export class InvalidOptionsError extends RuleError {
  constructor(readonly problems: readonly string[]) {
    super(`Invalid options: ${problems.join('; ')}.`);
  }
}
