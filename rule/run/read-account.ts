import { notRead, type Privileges } from '../core/privileges';
import type { RuleParameters } from '../core/rule-parameters';
import type { User } from '../core/user';
import { isGone, type Directory } from './directory';
import { ReadFailedError } from './failures';
import type { Log, Reading, UserList } from './ports';
import type { PrivilegesReader } from './privileges';
import { readAgainById } from './read-again-by-id';
import { timeLimit } from './time-limit';

export interface ReadAccountOptions {
  readonly directory: Pick<Directory, 'listUsers' | 'readUsers' | 'readUser'>;
  readonly ruleParameters: RuleParameters;
  readonly now: Date;
  readonly log: Pick<Log, 'warn'>;
  /** Whom to read first, beside those of whom IAM itself shows that they are likely to have a password. */
  readonly likely?: (user: User) => boolean;
  /** Which missing users are worth a second list of all users; without it, all of them. */
  readonly findAgain?: (user: User) => boolean;
  /** Asked where `rankPrivileges` is on. */
  readonly privileges?: PrivilegesReader | undefined;
  /** How long the privileges may still take when all users are read; without it, as long as it takes. */
  readonly optionalMilliseconds?: (() => number | undefined) | undefined;
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
  const ranks = options.ruleParameters.rankPrivileges ? ranked(options) : undefined;
  const list = await options.directory.listUsers();
  const readings = readAll(list.users, options);
  return { list, readings: ranks === undefined ? readings : withPrivileges(readings, ranks, options) };
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

type Ranks = (userId: string) => Privileges;

/** The users are read on while the privileges are; what is read waits for its label, and in the end for a limited time. */
async function* withPrivileges(
  readings: AsyncIterable<Reading>,
  ranks: Promise<Ranks>,
  { optionalMilliseconds, log }: ReadAccountOptions,
): AsyncGenerator<Reading> {
  let known: Ranks | undefined;
  const learnt = ranks.then((rank) => (known = rank));
  // It is thrown where it is awaited.
  learnt.catch(() => undefined);
  const waiting: Reading[] = [];
  for await (const reading of readings) {
    waiting.push(reading);
    if (known !== undefined) for (const one of waiting.splice(0)) yield labelled(one, known);
  }
  const limit = timeLimit(optionalMilliseconds?.());
  try {
    const last = await Promise.race([learnt, over(limit.signal)]);
    if (last === undefined)
      log.warn('Privileges were not read in half of the time that was left; no more users are labelled.', {});
    for (const one of waiting) yield labelled(one, last ?? (() => notRead));
  } finally {
    limit.end();
  }
}

const labelled = (reading: Reading, ranks: Ranks): Reading =>
  reading.kind === 'unreadable'
    ? reading
    : { ...reading, facts: { ...reading.facts, privileges: ranks(reading.facts.user.userId) } };

const over = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined));
  });

/** Privileges are shown and decide nothing: what could not be read is one warning, and no scan is incomplete for it. */
async function ranked({ privileges, log }: ReadAccountOptions): Promise<(userId: string) => Privileges> {
  if (privileges === undefined) return () => notRead;
  try {
    const reading = await privileges();
    const [first] = reading.failures;
    if (first !== undefined)
      log.warn('Not all privileges could be read; those users are not labelled.', { ...first });
    return (userId) => reading.of(userId);
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    log.warn('Privileges could not be read; no user is labelled.', { ...error.failure });
    return () => notRead;
  }
}
