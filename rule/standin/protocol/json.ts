import { AwsFault } from '../errors';
import type { Output } from '../actions/action';

/** The JSON 1.1 protocol: `X-Amz-Target: StarlingDoveService.PutEvaluations`, times as seconds since 1970. */
export const TARGETS: Readonly<Record<string, string>> = {
  StarlingDoveService: 'config',
  AWSOrganizationsV20161128: 'organizations',
  AmazonSSM: 'ssm',
};

/** The same causes have other codes in the JSON services. */
const CODES: Readonly<Record<string, string>> = {
  ValidationError: 'ValidationException',
  AccessDenied: 'AccessDeniedException',
  Throttling: 'ThrottlingException',
  ExpiredToken: 'ExpiredTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ServiceFailure: 'InternalFailure',
};

export const jsonFault = (fault: AwsFault): AwsFault =>
  new AwsFault(CODES[fault.code] ?? fault.code, fault.message);

export function parseJson(body: string): unknown {
  try {
    return body === '' ? {} : (JSON.parse(body) as unknown);
  } catch {
    throw new AwsFault('SerializationException', 'The body is not JSON.');
  }
}

export const renderJson = (output: Output): string => JSON.stringify(toJson(output ?? {}));

export const renderJsonError = (fault: AwsFault): string =>
  JSON.stringify({ __type: fault.code, message: fault.message });

function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
}
