import { RuleError } from '../core/errors';

/** A file that no gate can read; the message names the file, what it holds and what is allowed. */
export class InvalidDocumentError extends RuleError {
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}.`, options);
  }
}
