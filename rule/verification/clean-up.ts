import type { User } from '../core/user';
import { failureWithDetail, ReadFailedError } from '../run/failures';
import { rootPath, type Journal } from './journal';
import type { VerificationClock, VerificationIam } from './ports';

/** The things under a path: the users, and the serial numbers of the virtual devices. */
export interface Leftovers {
  readonly users: readonly User[];
  /** The run's own, whom somebody else has moved out of the path since. */
  readonly moved: readonly User[];
  readonly serialNumbers: readonly string[];
}

export const isNothing = ({ users, serialNumbers }: Leftovers): boolean =>
  users.length + serialNumbers.length === 0;

/** IAM shows a change seconds later: what a journal names is asked for by its name, too. @throws ReadFailedError */
export async function leftovers(
  iam: VerificationIam,
  path: string,
  { steps }: Pick<Journal, 'steps'> = { steps: [] },
): Promise<Leftovers> {
  const made = new Set(steps.flatMap(({ userId }) => userId ?? []));
  const listed = await iam.usersUnder(made.size === 0 ? path : '/');
  const users = new Map(listed.map((user) => [user.userId, user]));
  const known = new Set([...users.values()].map(({ userName }) => userName));
  for (const userName of new Set(steps.flatMap((step) => step.userName ?? []))) {
    const user = known.has(userName) ? 'gone' : await iam.user(userName);
    if (user !== 'gone') users.set(user.userId, user);
  }
  const serialNumbers = await iam.virtualSerialNumbers();
  return {
    // Whatever a journal says: nothing outside of the path is touched.
    users: [...users.values()].filter((user) => isUnder(path, user.path)),
    moved: [...users.values()].filter((user) => made.has(user.userId) && !isUnder(path, user.path)),
    serialNumbers: serialNumbers.filter((serial) => isDeviceUnder(path, serial)),
  };
}

const isUnder = (path: string, text: string): boolean => path.startsWith(rootPath) && text.startsWith(path);
const isDeviceUnder = (path: string, serialNumber: string): boolean =>
  isUnder(path, serialNumber.replace(/^arn:[^/]*:mfa/, ''));

const mostPasses = 5;
const passMilliseconds = 1000;

/**
 * Removes whatever lies under the path, until nothing is seen any more: a removal that IAM does not show yet stops the next one
 * with DeleteConflict, so there are several passes.
 * @returns what is left, and why; empty where the account is as it was
 */
export async function cleanUp(
  iam: VerificationIam,
  clock: VerificationClock,
  path: string,
  journal?: Pick<Journal, 'steps'>,
): Promise<readonly string[]> {
  // A device has no call that asks for it by its name: the first pass deletes whatever the journal names.
  const named = (journal?.steps ?? []).flatMap(({ serialNumber = '' }) =>
    isDeviceUnder(path, serialNumber) ? [serialNumber] : [],
  );
  for (let pass = 1; ; pass += 1) {
    const found = await leftovers(iam, path, journal);
    const serialNumbers = new Set([...found.serialNumbers, ...(pass === 1 ? named : [])]);
    const moved = found.moved.map(
      ({ userName, path: to }) =>
        `user ${userName} was moved to ${to} and is not touched there: move them back, or delete them`,
    );
    if (found.users.length + serialNumbers.size === 0) return moved;
    const failures: string[] = [];
    const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof ReadFailedError)) throw error;
        failures.push(`${what} is left: ${failureWithDetail(error.failure)}`);
      }
    };
    for (const user of found.users) await attempt(`user ${user.userName}`, () => removeUser(iam, user));
    for (const serial of serialNumbers) await attempt(`device ${serial}`, () => iam.deleteDevice(serial));
    if (pass === mostPasses)
      return [...moved, ...(failures.length > 0 ? failures : ['IAM still shows what was deleted'])];
    if (failures.length > 0 || pass > 1) await clock.pause(pass * passMilliseconds);
  }
}

async function removeUser(iam: VerificationIam, { userName }: User): Promise<void> {
  // The password first: without one no remediation adds the user to its group again.
  await iam.removePassword(userName);
  for (const { groupName } of await iam.groupsOf(userName)) await iam.leaveGroup(userName, groupName);
  for (const serial of await iam.serialNumbers(userName)) await iam.deactivateDevice(userName, serial);
  await iam.deleteUser(userName);
}
