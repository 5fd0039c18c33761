import type { User } from '../core/user';
import { failureText, ReadFailedError } from '../run/failures';
import { rootPath, type Journal } from './journal';
import type { VerificationClock, VerificationIam } from './ports';

/** The things under a path: the users, and the serial numbers of the virtual devices. */
export interface Leftovers {
  readonly users: readonly User[];
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
  const users = new Map((await iam.usersUnder(path)).map((user) => [user.userId, user]));
  const known = new Set([...users.values()].map(({ userName }) => userName));
  for (const userName of new Set(steps.flatMap((step) => step.userName ?? []))) {
    const user = known.has(userName) ? 'gone' : await iam.user(userName);
    if (user !== 'gone') users.set(user.userId, user);
  }
  const serialNumbers = await iam.virtualSerialNumbers();
  const isOurs = (text: string): boolean => path.startsWith(rootPath) && text.startsWith(path);
  return {
    // Whatever a journal says: nothing outside of the path is touched.
    users: [...users.values()].filter((user) => isOurs(user.path)),
    serialNumbers: serialNumbers.filter((serial) => isOurs(serial.replace(/^arn:[^/]*:mfa/, ''))),
  };
}

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
  for (let pass = 1; ; pass += 1) {
    const found = await leftovers(iam, path, journal);
    if (isNothing(found)) return [];
    const failures: string[] = [];
    const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof ReadFailedError)) throw error;
        failures.push(`${what} is left: ${failureText(error.failure)}`);
      }
    };
    for (const user of found.users) await attempt(`user ${user.userName}`, () => removeUser(iam, user));
    for (const serial of found.serialNumbers)
      await attempt(`device ${serial}`, () => iam.deleteDevice(serial));
    if (pass === mostPasses) return failures.length > 0 ? failures : ['IAM still shows what was deleted'];
    if (failures.length > 0) await clock.pause(passMilliseconds);
  }
}

async function removeUser(iam: VerificationIam, { userName }: User): Promise<void> {
  // The password first: without one no remediation adds the user to its group again.
  await iam.removePassword(userName);
  await iam.leaveGroups(userName);
  for (const serial of await iam.serialNumbers(userName)) await iam.deactivateDevice(userName, serial);
  await iam.deleteUser(userName);
}
