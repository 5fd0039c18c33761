import { meta } from '../meta';
import { failed } from './failed';
import { goneText, nothing, type Plan } from './planned';
import type { Group, RemediationPorts, RemediationSettings } from './ports';
import type { RemediationRequest } from './request';
import { orFailed } from './require-mfa';
import { actionTexts } from './texts';

/**
 * The reverse step asks neither the rule nor the verdict: it is meant for users who have enrolled, and a broken rule must lock
 * no user in. All it can do is end memberships of require-mfa. @throws RemediationError
 */
export async function planUndo(
  request: RemediationRequest,
  ports: RemediationPorts,
  settings: RemediationSettings,
): Promise<Plan> {
  const list = await ports.directory.listUsers();
  const user = list.users.find(({ userId }) => userId === request.resourceId);
  if (user === undefined) {
    if (list.failure !== undefined) throw failed(list.failure, request.resourceId);
    return nothing(request, `no IAM user has the id ${request.resourceId}`);
  }
  const groups = await orFailed(() => ports.groups.ofUser(user.userName), user.userName);
  if (groups === 'user-gone') return nothing(request, goneText(user), user);
  const required = groups.filter(isRequired(settings)).map(({ groupName }) => groupName);
  return required.length > 0
    ? { kind: 'act', request, user, groups: required }
    : nothing(request, actionTexts['undo-require-mfa'].already(user.userName, wanted(settings)), user);
}

/** Groups of earlier stacks keep their path; one that was made before there was a path, or by hand, has the old name. */
function isRequired({ undoGroup, group }: RemediationSettings): (group: Group) => boolean {
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
  if (undoGroup !== undefined) return ({ groupName }) => same(groupName, undoGroup);
  return ({ groupName, path }) =>
    path.startsWith(meta.requiredGroupPath) ||
    same(groupName, meta.requiredGroupName) ||
    ('name' in group && same(groupName, group.name));
}

const wanted = ({ undoGroup }: RemediationSettings): readonly string[] =>
  undoGroup === undefined ? [] : [undoGroup];
