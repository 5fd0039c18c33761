/** HTTP status of each error code as AWS answers it; any other code is a 400. */
const httpStatuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ExpiredToken: 403,
  InvalidClientTokenId: 403,
  InvalidAuthenticationCode: 403,
  NoSuchEntity: 404,
  EntityAlreadyExists: 409,
  EntityTemporarilyUnmodifiable: 409,
  DeleteConflict: 409,
  LimitExceeded: 409,
  ConcurrentModification: 409,
  ServiceFailure: 500,
  InternalFailure: 500,
  InternalError: 500,
  ServiceUnavailable: 503,
  SlowDown: 503,
  TooManyRequestsException: 429,
};

/** Any error that a client sees. The code decides the HTTP status. */
export class ServiceError extends Error {
  readonly httpStatus: number;
  constructor(
    readonly code: string,
    message: string,
    httpStatus?: number,
  ) {
    super(message);
    this.name = 'ServiceError';
    this.httpStatus = httpStatus ?? httpStatuses[code] ?? 400;
  }
}

export const invalidInput = (message: string): ServiceError => new ServiceError('ValidationError', message);
export const invalidParameter = (message: string): ServiceError =>
  new ServiceError('InvalidParameterValueException', message);
export const noSuchEntity = (message: string): ServiceError => new ServiceError('NoSuchEntity', message);
export const alreadyExists = (message: string): ServiceError =>
  new ServiceError('EntityAlreadyExists', message);
export const deleteConflict = (what: string): ServiceError =>
  new ServiceError('DeleteConflict', `Cannot delete entity, must ${what} first.`);
export const overQuota = (quota: string, limit: number): ServiceError =>
  new ServiceError('LimitExceeded', `Cannot exceed quota for ${quota}: ${limit}`);
export const noSuchRule = (name: string): ServiceError =>
  new ServiceError(
    'NoSuchConfigRuleException',
    `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name`,
  );
export const invalidAction = (service: string, action: string): ServiceError =>
  new ServiceError('InvalidAction', `The stand-in has no action ${service}:${action}.`);

/** The words that AWS finds for an error that a test asks for by its code alone. */
export function requestedFault(code: string, call: FaultedCall, httpStatus?: number): ServiceError {
  return new ServiceError(
    code,
    messages[code]?.(call) ?? `${code} on ${call.action}, as the seed or the test asked for.`,
    httpStatus,
  );
}

export interface FaultedCall {
  /** `iam:GetUser` */
  readonly action: string;
  readonly callerArn: string;
  readonly resource: string | undefined;
}

const messages: Readonly<Record<string, (call: FaultedCall) => string>> = {
  AccessDenied: ({ action, callerArn, resource }) =>
    `User: ${callerArn} is not authorized to perform: ${action}` +
    (resource === undefined ? '' : ` on resource: ${resource}`) +
    ` because no identity-based policy allows the ${action} action`,
  Throttling: () => 'Rate exceeded',
  ThrottlingException: () => 'Rate exceeded',
  ServiceFailure: () =>
    'The request processing has failed because of an unknown error, exception or failure.',
  ExpiredToken: () => 'The security token included in the request is expired',
  InvalidClientTokenId: () => 'The security token included in the request is invalid.',
  EntityTemporarilyUnmodifiable: () =>
    'The entity cannot be modified at this time. It was created or changed a short while ago. Try again later.',
};
