import type { RuleParameters } from '../core/rule-parameters';
import type { User } from '../core/user';
import type { Directory, Reading } from './ports';

/**
 * Users who were listed and then answered "no such user": deleted, or renamed. A name proves nothing, so the list of users
 * is asked for their ids, once for all of them.
 */
export async function readAgainById(
  users: readonly User[],
  directory: Pick<Directory, 'listUsers' | 'readUser'>,
  ruleParameters: RuleParameters,
  now: Date,
): Promise<readonly Reading[]> {
  if (users.length === 0) return [];
  const list = await directory.listUsers();
  const present = new Map(list.users.map((user) => [user.userId, user]));
  const readings: Reading[] = [];
  for (const user of users) {
    const found = present.get(user.userId);
    if (found !== undefined)
      readings.push(await directory.readUser(found.userId, found.userName, ruleParameters, now));
    else if (list.failure !== undefined) readings.push({ kind: 'unreadable', user, failure: list.failure });
    else readings.push({ kind: 'facts', facts: { user, gone: true } });
  }
  return readings;
}
