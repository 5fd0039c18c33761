import { checked, missing, ok, type Check } from '../check';
import type { OrganizationPlace } from '../place';
import type { StackSetsFacts } from './facts';

export function checkStackSets({
  stackSetsAccess,
  region,
}: StackSetsFacts & OrganizationPlace): readonly Check[] {
  return checked('stacksets', 'Trusted access of StackSets', stackSetsAccess, (status) => [
    status === 'ENABLED'
      ? ok('stacksets', 'StackSets may reach the accounts of the organization.')
      : missing(
          'stacksets',
          `Trusted access of StackSets is ${status}: IamUserMfaMembers cannot be deployed. Trusted access in Organizations alone is not enough; run this in the management account.`,
          `aws cloudformation activate-organizations-access --region ${region}`,
        ),
  ]);
}
