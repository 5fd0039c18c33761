import type { IamAccount } from '../../aws/iam/iam-account';
import { enforcementOf } from '../../enforcement/is-enforcement';
import { meta } from '../../meta';
import type { ConfigRule } from '../../protocol/config-rule';
import type { GroupQuestions, RemediationSettings } from '../../remediation/ports';
import { isAccountId, ofThisAccount, resourceIdAllowed, resourceIdPattern } from '../../remediation/request';
import { ReadFailedError, failureText } from '../../run/failures';
import type { UserList } from '../../run/ports';
import { unusable, UsageError } from '../terminal/io';
import type { ChosenUser } from './remediate-users';

/** Whose parameters decide, for a person to check: name, function and parameters. */
export const ruleFields = ({
  name,
  sourceIdentifier = '',
  inputParameters = '',
}: ConfigRule): readonly string[] => [
  'rule',
  name,
  `${sourceIdentifier} ${/^[\s{}]*$/.test(inputParameters) ? 'default parameters' : inputParameters}`,
];

/** @throws UsageError for what is no id, before anything is asked */
export function checkResourceIds(resourceIds: readonly string[]): void {
  const bad = resourceIds.filter((resourceId) => !resourceIdPattern.test(resourceId));
  if (bad.length === 0) return;
  throw unusable('--resource-id', bad.join(', '), `${resourceIdAllowed}. For names there is --user-name`);
}

/** Nothing is done before every name is known to be a user's. @throws RuleError */
export async function chosenUsers(
  { userName, resourceId }: { readonly userName: readonly string[]; readonly resourceId: readonly string[] },
  listUsers: () => Promise<UserList>,
  ownAccountId: () => Promise<string | undefined>,
): Promise<readonly ChosenUser[]> {
  const list = await listUsers();
  if (list.failure !== undefined) throw new ReadFailedError(list.failure);
  const byName = new Map(list.users.map((user) => [user.userName.toLowerCase(), user]));
  const unknown = userName.filter((name) => !byName.has(name.toLowerCase()));
  if (unknown.length > 0)
    throw new UsageError(`No IAM user is named ${unknown.join(', ')}: nothing was done.`);
  if (resourceId.some(isAccountId)) {
    const accountId = await ownAccountId();
    for (const id of resourceId) ofThisAccount({ resourceId: id }, accountId);
  }
  const all = userName.length + resourceId.length === 0;
  const wanted = all
    ? list.users.map(({ userId }) => userId)
    : [...userName.map((name) => byName.get(name.toLowerCase())?.userId ?? ''), ...resourceId];
  const names = new Map(list.users.map(({ userId, userName: name }) => [userId, name]));
  return [...new Set(wanted)].map((id) => ({ resourceId: id, userName: names.get(id) }));
}

/** The group of require-mfa: the one that is named, else the one under its path, else the one of the old name. */
export async function requiredGroup(
  named: string | undefined,
  account: Pick<IamAccount, 'groups'>,
): Promise<RemediationSettings['group']> {
  if (named !== undefined) return { name: named };
  const [group, another, ...more] = await account.groups(meta.requiredGroupPath);
  if (group === undefined) return { name: meta.requiredGroupName };
  if (another === undefined) return { name: group.groupName };
  const names = [group, another, ...more].map(({ groupName }) => groupName).join(', ');
  throw new UsageError(`Several groups are under ${meta.requiredGroupPath}: ${names}. Name one by --group.`);
}

/** Users whose password expired must change it at the next sign-in, which only the credential report says, hours late. */
export async function expiryWarning(
  groupName: string,
  account: Pick<IamAccount, 'passwordsExpireAfterDays'>,
  groups: Pick<GroupQuestions, 'policyDocuments'>,
): Promise<string | undefined> {
  try {
    const documents = await groups.policyDocuments(groupName);
    if (documents !== 'no-such-group' && enforcementOf(documents, {})?.allowsPasswordChange === true)
      return undefined;
    const days = await account.passwordsExpireAfterDays();
    if (days === 'never') return undefined;
    return `Warning: passwords of this account expire after ${days} days. A user whose password has expired must change it at the next sign-in, and the group ${groupName} does not allow that: deploy with allowFirstPasswordChange, or have those users change the password first.`;
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    return `Warning: whether passwords of this account expire could not be read (${failureText(error.failure)}); a user whose password has expired would be locked out by the group ${groupName}.`;
  }
}
