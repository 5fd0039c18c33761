import { RuleError } from '../core/errors';
import { isValiError } from 'valibot';
import { ReadFailedError } from '../run/failures';

/**
 * Turns what the SDK throws into the API and the error's code as AWS documents it: services say `AccessDenied` or
 * `AccessDeniedException` for one thing. An abort of ours is the end of the time.
 */
export function readFailed(api: string, error: unknown, signal: AbortSignal): ReadFailedError {
  return new ReadFailedError(
    { api, error: signal.aborted ? 'time ran out' : errorCode(error) },
    { cause: error },
  );
}

export function errorCode(error: unknown): string {
  if (isValiError(error) || error instanceof MalformedResponseError) return 'MalformedResponse';
  if (!(error instanceof Error)) return 'UnknownError';
  if (/^Region (is missing|not accepted)/.test(error.message)) return 'RegionInvalid';
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return error.code;
  return error.name.replace(/Exception$/, '');
}

/** An answer that AWS's documentation rules out; an incomplete list must never pass for a complete one. */
export class MalformedResponseError extends RuleError {}
