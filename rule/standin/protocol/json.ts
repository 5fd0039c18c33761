import { ServiceError } from '../service-error';
import type { Protocol } from './protocol';

/** The JSON 1.1 protocol: `X-Amz-Target: StarlingDoveService.PutEvaluations`, times as seconds since 1970. */
export const targets: Readonly<Record<string, string>> = {
  StarlingDoveService: 'config',
  AWSOrganizationsV20161128: 'organizations',
  AmazonSSM: 'ssm',
  CloudTrail_20131101: 'cloudtrail',
  AWSEvents: 'events',
  AmazonSQS: 'sqs',
  Logs_20140328: 'logs',
  TrentService: 'kms',
};

const headers = { 'content-type': 'application/x-amz-json-1.1' };

export const json: Protocol = {
  named: namedInJson,
  reply: (_request, output) => ({ status: 200, headers, body: JSON.stringify(withSeconds(output ?? {})) }),
  hollow: () => ({ status: 200, headers, body: '{}' }),
  errorReply: (_request, error) => ({
    status: error.httpStatus,
    headers,
    body: JSON.stringify({ __type: error.code, message: error.message }),
  }),
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

export function namedInJson(error: ServiceError): ServiceError {
  const code = jsonCodes[error.code];
  if (code === undefined) return error;
  return new ServiceError(code, error.message, error.httpStatus === 403 ? 400 : error.httpStatus);
}

export function parseJson(body: string): unknown {
  try {
    return body === '' ? {} : (JSON.parse(body) as unknown);
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON.');
  }
}

function withSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(withSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withSeconds(member)]));
}
