import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';
import type { SecurityHubStore } from '../../state/security-hub-store';

/** Every call is refused if Security Hub is off. */
export function subscribed({ id, securityHub }: Account): SecurityHubStore {
  if (securityHub.enabled) return securityHub;
  throw new ServiceError(
    'InvalidAccessException',
    `Account ${id} is not subscribed to AWS Security Hub`,
    401,
  );
}

export const invalidFindings = (message: string): ServiceError =>
  new ServiceError('InvalidInputException', message);
