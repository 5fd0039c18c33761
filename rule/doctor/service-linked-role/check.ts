import { checked, missing, ok, type Check } from '../check';
import type { Place } from '../place';
import { packRoleName, type ServiceLinkedRoleFacts } from './facts';

const id = 'service-linked-role';

/** Config makes the role in members by itself, but not in a management account that another account deploys to. */
export function checkServiceLinkedRole(facts: ServiceLinkedRoleFacts & Place): readonly Check[] {
  const { packRole, accountId, organization } = facts;
  const deploysItself = organization?.managementAccountId === organization?.callerAccountId;
  if (organization?.managementAccountId !== accountId || deploysItself) return [];
  return checked(id, `The role ${packRoleName}`, packRole, (there) => [
    there
      ? ok(id, `The role ${packRoleName} is there, so a delegated administrator's pack reaches this account.`)
      : missing(
          id,
          `The management account has no role ${packRoleName}: a pack that a delegated administrator deploys does not reach it.`,
          'aws iam create-service-linked-role --aws-service-name config-multiaccountsetup.amazonaws.com',
        ),
  ]);
}
