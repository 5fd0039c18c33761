import { problem } from '../core/problem';
import type { User } from '../core/user';
import { InvalidEventError } from '../protocol/event-schema';
import type { Invocation } from '../protocol/trigger';

/**
 * A rule of another account may name this function, and its results would be those of our users under its account's id.
 * @throws InvalidEventError where the event's account is not the one that is read
 */
export function checkAccount({ accountId }: Invocation, own: string | undefined): void {
  if (own === undefined || own === '' || own === accountId) return;
  throw new InvalidEventError([
    problem(
      'accountId',
      accountId,
      `${own}, the account whose users this function reads; deploy it in the rule's own account`,
    ),
  ]);
}

/** An ARN names its account; a user who is gone has none. */
export const checkUsers = (invocation: Invocation, users: readonly User[]): void =>
  users.forEach(({ arn }) => checkAccount(invocation, arn.split(':')[4]));
