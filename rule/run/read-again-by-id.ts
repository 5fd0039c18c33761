import type { RuleParameters } from '../core/rule-parameters';
import type { User } from '../core/user';
import { goneReading, type Directory } from './directory';
import type { Reading } from './ports';

/**
 * Users who were listed and then answered "no such user": deleted, or renamed. A name proves nothing, so the list of users
 * is asked for their ids, once for all of them.
 */
export async function* readAgainById(
  missing: readonly User[],
  directory: Pick<Directory, 'listUsers' | 'readUser'>,
  ruleParameters: RuleParameters,
  now: Date,
): AsyncGenerator<Reading> {
  if (missing.length === 0) return;
  const list = await directory.listUsers();
  const present = new Map(list.users.map((user) => [user.userId, user]));
  for (const user of missing) {
    const found = present.get(user.userId);
    if (found !== undefined)
      yield await directory.readUser(found.userId, found.userName, ruleParameters, now);
    else if (list.failure !== undefined) yield { kind: 'unreadable', user, failure: list.failure };
    else yield goneReading(user);
  }
}
