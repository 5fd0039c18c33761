import { RuleError } from '../../core/errors';

/**
 * No credentials, and why: in the SDK's own sentence, or the refusal of the call that was to bring them. In a file of its own,
 * as it is recognized where no credentials are looked for.
 */
export class CredentialsError extends RuleError {}
