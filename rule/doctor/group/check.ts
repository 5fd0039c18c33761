import { checked, missing, ok, plural, quoted, unknown, warning, type Check } from '../check';
import type { Deployment } from '../place';
import type { GroupFacts, RequiredGroup } from './facts';

/** Remediation's group with its policy and members, and groups that an earlier stack has left. */
export function checkGroups(facts: GroupFacts, deployment: Deployment): readonly Check[] {
  return checked('group', "Remediation's groups", facts.groups, (groups) => {
    if (groups.length === 0)
      return [ok('group', 'Remediation has no group here: it is off, or was never deployed.')];
    return groups.map((group) => checkOne(group, deployment));
  });
}

function checkOne(group: RequiredGroup, { functionsCommand }: Deployment): Check {
  const { name, members, enforces, stack } = group;
  const size = plural(members, 'member');
  if ('failure' in stack) return unknown('group', `Whether a stack owns the group ${name}`, stack.failure);
  if (stack.value === undefined) return leftBehind(group, size);
  if ('failure' in enforces)
    return unknown('group', `Whether the group ${name} enforces MFA`, enforces.failure);
  if (enforces.value)
    return ok('group', `The group ${name} of the stack ${stack.value} enforces MFA and has ${size}.`);
  return missing(
    'group',
    `The group ${name} of the stack ${stack.value} has no policy that enforces MFA, so its ${size} can do everything without a second factor.`,
    functionsCommand,
  );
}

/** The command empties the group and is told to apply by the reader: a member without MFA loses protection by it. */
function leftBehind({ name, members, enforces }: RequiredGroup, size: string): Check {
  if (members > 0) {
    const protects = 'value' in enforces && enforces.value ? 'still enforces MFA for' : 'still has';
    return warning(
      'group',
      `No stack owns the group ${name}, which ${protects} ${size}. Let members without MFA enrol first; the command shows who they are, and changes nothing.`,
      `npx --no -- iam-user-mfa remediate --action undo-require-mfa --all-members --group ${quoted(name)}`,
    );
  }
  return warning(
    'group',
    `No stack owns the group ${name}, and it is empty: an earlier deployment left it. Detach its policies, then delete it.`,
    `aws iam delete-group --group-name ${quoted(name)}`,
  );
}
