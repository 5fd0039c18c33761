import type { RuleParameters } from '../core/rule-parameters';
import type { User } from '../core/user';
import { isGone, type Directory } from './directory';
import type { Reading, UserList } from './ports';
import { readAgainById } from './read-again-by-id';

export interface ReadAccountOptions {
  readonly directory: Pick<Directory, 'listUsers' | 'readUsers' | 'readUser'>;
  readonly ruleParameters: RuleParameters;
  readonly now: Date;
  /** Whom to read first, beside those of whom IAM itself shows that they are likely to have a password. */
  readonly likely?: (user: User) => boolean;
  /** Which missing users are worth a second list of all users; without it, all of them. */
  readonly findAgain?: (user: User) => boolean;
}

export interface AccountReading {
  readonly list: UserList;
  /** One reading for each user of the list. */
  readonly readings: AsyncGenerator<Reading>;
}

/**
 * Reads every user of the account: the likely console users first, each yielded as soon as it is known. Users who are
 * missing (listed, and then not found by name) come last, resolved by their id.
 */
export async function readAccount(options: ReadAccountOptions): Promise<AccountReading> {
  const list = await options.directory.listUsers();
  return { list, readings: readAll(list.users, options) };
}

async function* readAll(
  users: readonly User[],
  { directory, ruleParameters, now, likely, findAgain }: ReadAccountOptions,
): AsyncGenerator<Reading> {
  const missing: User[] = [];
  for await (const reading of directory.readUsers(users, ruleParameters, now, likely)) {
    const user = reading.kind === 'decided' ? reading.facts.user : reading.user;
    if (isGone(reading) && (findAgain?.(user) ?? true)) missing.push(user);
    else yield reading;
  }
  yield* readAgainById(missing, directory, ruleParameters, now);
}
