import { RuleError } from '../../core/errors';
import { isValiError } from 'valibot';
import { ReadFailedError } from '../../run/failures';
import { ask, TimeIsOverError } from './call-scope';
import { CredentialsError } from './credentials-error';
import { statusOf } from './call-meter';

/**
 * Turns what the SDK throws into the API and the error's code as AWS documents it: services say `AccessDenied` or
 * `AccessDeniedException` for one thing. An abort is the end of the time.
 */
export function readFailed(api: string, error: unknown, signal: AbortSignal): ReadFailedError {
  if (endedBy(signal, error)) return new ReadFailedError({ api, error: 'time ran out' }, { cause: error });
  const detail = detailOf(error);
  const endpoint = endpointOf(error);
  const failure = {
    api,
    error: errorCode(error),
    ...(detail === undefined ? {} : { detail }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
  return new ReadFailedError(failure, { cause: error });
}

/** The answer to one question, with all its tries. @throws ReadFailedError */
export async function answerTo<T>(api: string, signal: AbortSignal, send: () => Promise<T>): Promise<T> {
  try {
    return await ask(signal, send);
  } catch (error) {
    throw readFailed(api, error, signal);
  }
}

const endedBy = (signal: AbortSignal, error: unknown): boolean =>
  error instanceof TimeIsOverError ||
  (signal.aborted && error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name));

/** Names that say nothing about what went wrong. */
const nameless = /^(Error|TypeError|SyntaxError|AggregateError|Unknown|UnknownError)$/;

export function errorCode(error: unknown): string {
  if (isValiError(error) || error instanceof MalformedResponseError) return 'MalformedResponse';
  if (!(error instanceof Error)) return 'UnknownError';
  if (/^Region (is missing|not accepted)/.test(error.message)) return 'RegionInvalid';
  const transport = transportCode(error);
  // A file or a program of the credentials has codes like ENOENT, too.
  if (error instanceof CredentialsError && (transport === undefined || !isOfTheNetwork.test(transport)))
    return isClockSkew(error.cause) ? 'ClockSkew' : 'CredentialsProviderError';
  if (transport !== undefined) return transport;
  if (isClockSkew(error)) return 'ClockSkew';
  if (!nameless.test(error.name)) return error.name.replace(/Exception$/, '');
  const status = statusOf(error);
  if (status === undefined) return 'NoAnswer';
  return status < 400 ? 'MalformedResponse' : `HTTP${status}`;
}

/** ENOTFOUND, ECONNREFUSED, CERT_HAS_EXPIRED: of the error, of what caused it, or of one of several attempts. */
export function transportCode(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 5) return undefined;
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(error.code))
    return error.code;
  const several: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  for (const one of [error.cause, ...several]) {
    const code = transportCode(one, depth + 1);
    if (code !== undefined) return code;
  }
  return undefined;
}

const isOfTheNetwork = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|ERR_TLS|ERR_SSL)|CERT|VERIFY|TLS/;

/** "127.0.0.1:9" or "iam.example.com", where a connection could not be made. */
function endpointOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 5) return undefined;
  const { address, port, hostname, host }: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.entries(error),
  );
  const name = [address, hostname, host].find((one) => typeof one === 'string' && one !== '');
  if (typeof name === 'string' && transportCode(error) !== undefined)
    return typeof port === 'number' ? `${name}:${port}` : name;
  const several: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  for (const one of [error.cause, ...several]) {
    const endpoint = endpointOf(one, depth + 1);
    if (endpoint !== undefined) return endpoint;
  }
  return undefined;
}

function detailOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof CredentialsError) return error.message;
  // Only the SDK knows what is wrong: not signed in, no such profile, a program that failed, a clock that is wrong.
  const own = /^(CredentialsProviderError|TokenProviderError|ExpiredToken)/.test(error.name);
  // What has to go first is in the message alone.
  if (own || isClockSkew(error) || error.name.startsWith('DeleteConflict'))
    return error.message.replace(/\s+/g, ' ').trim();
  return denialDetail(error);
}

const isClockSkew = (error: unknown): boolean => error instanceof Error && isSkewed(error);

const isSkewed = ({ name, message }: Error): boolean =>
  /^(RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)/.test(name) ||
  /^Signature (expired|not yet current)/.test(message);

/**
 * Which policy denies, where it is another than the caller's own lack of an Allow: what would fix that does not fix this.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function denialDetail(error: unknown): string | undefined {
  if (!(error instanceof Error) || !/^AccessDenied/.test(error.name)) return undefined;
  const [, denying] =
    /\bwith an explicit deny in (an? [\w -]*(?:policy|boundary))/i.exec(error.message) ?? [];
  if (denying !== undefined) return `denied by an explicit deny in ${denying}`;
  if (/\bwith an explicit deny\b/i.test(error.message)) return 'denied by an explicit deny';
  const [, missing] =
    /\bbecause no ((?:service control|resource control|session|VPC endpoint) policy|permissions boundary) allows\b/i.exec(
      error.message,
    ) ?? [];
  return missing === undefined ? undefined : `allowed by no ${missing}`;
}

/** An answer that AWS's documentation rules out; an incomplete list must never pass for a complete one. */
export class MalformedResponseError extends RuleError {}

/** No answer came back, or none that says whether the call was carried out. */
export function isLost(error: unknown): boolean {
  const neverSent =
    error instanceof CredentialsError || /^(ECONNREFUSED|ENOTFOUND)$/.test(transportCode(error) ?? '');
  if (neverSent) return false;
  const status = statusOf(error);
  return status === undefined || status < 300 || status >= 500;
}
