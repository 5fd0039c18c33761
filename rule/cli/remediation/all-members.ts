import type { IamAccount } from '../../aws/iam/iam-account';
import { meta } from '../../meta';
import { failureText, ReadFailedError } from '../../run/failures';
import type { IamQuestions } from '../../run/ports';
import type { ChosenUser } from './remediate-users';

/** Everyone whom undo-require-mfa would let out: the members of every group of require-mfa, or of the one that is named. */
export async function allMembers(
  named: string | undefined,
  account: Pick<IamAccount, 'groups' | 'membersOf'>,
): Promise<readonly ChosenUser[]> {
  const members = new Map<string, ChosenUser>();
  for (const groupName of named === undefined ? await requiredGroups(account) : [named]) {
    for (const { userId, userName } of await account.membersOf(groupName))
      members.set(userId, { resourceId: userId, userName });
  }
  return [...members.values()];
}

async function requiredGroups(account: Pick<IamAccount, 'groups'>): Promise<readonly string[]> {
  const groups = await account.groups();
  return groups
    .filter(
      ({ path, groupName }) =>
        path.startsWith(meta.requiredGroupPath) ||
        groupName.toLowerCase() === meta.requiredGroupName.toLowerCase(),
    )
    .map(({ groupName }) => groupName);
}

/** How many of them have no MFA device yet, and so lose their protection. */
export async function membersText(
  members: readonly ChosenUser[],
  iam: Pick<IamQuestions, 'mfaDeviceKinds'>,
): Promise<string> {
  let without = 0;
  const unread: string[] = [];
  for (const { userName = '' } of members) {
    try {
      const kinds = await iam.mfaDeviceKinds(userName);
      if (kinds !== 'gone' && kinds.length === 0) without += 1;
    } catch (error) {
      if (!(error instanceof ReadFailedError)) throw error;
      unread.push(`${userName} (${failureText(error.failure)})`);
    }
  }
  const total = `${members.length} ${members.length === 1 ? 'member' : 'members'}`;
  const unknown = unread.length === 0 ? '' : ` Not known of ${unread.join(', ')}.`;
  return `${without} of ${total} have no MFA device yet and lose the protection of the group.${unknown}`;
}
