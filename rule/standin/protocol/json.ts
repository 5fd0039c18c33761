import { ServiceError } from '../service-error';
import type { Output } from '../actions/action';

/** The JSON 1.1 protocol: `X-Amz-Target: StarlingDoveService.PutEvaluations`, times as seconds since 1970. */
export const targets: Readonly<Record<string, string>> = {
  StarlingDoveService: 'config',
  AWSOrganizationsV20161128: 'organizations',
  AmazonSSM: 'ssm',
};

/** The same causes have other codes in the JSON services. */
const jsonCodes: Readonly<Record<string, string>> = {
  ValidationError: 'ValidationException',
  AccessDenied: 'AccessDeniedException',
  Throttling: 'ThrottlingException',
  ExpiredToken: 'ExpiredTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ServiceFailure: 'InternalFailure',
};

export const jsonFault = (fault: ServiceError): ServiceError =>
  new ServiceError(jsonCodes[fault.code] ?? fault.code, fault.message);

export function parseJson(body: string): unknown {
  try {
    return body === '' ? {} : (JSON.parse(body) as unknown);
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON.');
  }
}

export const renderJson = (output: Output): string => JSON.stringify(toJson(output ?? {}));

export const renderJsonError = (fault: ServiceError): string =>
  JSON.stringify({ __type: fault.code, message: fault.message });

function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
}
