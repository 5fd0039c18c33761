import { checked, missing, ok, type Check } from '../check';
import type { OrganizationPlace } from '../place';
import { deploymentServices, type AdministratorsFacts } from './facts';

export function checkAdministrators(facts: AdministratorsFacts & OrganizationPlace): readonly Check[] {
  const { callerAccountId, managementAccountId } = facts;
  return checked('administrators', 'The delegated administrators', facts.delegated, (delegated) => {
    if (callerAccountId === managementAccountId) {
      const named = delegated
        .filter(({ accountIds }) => accountIds.length > 0)
        .map(({ service, accountIds }) => `${service}: ${accountIds.join(', ')}`);
      const others = named.length === 0 ? 'There are no delegated administrators' : named.join('; ');
      return [ok('administrators', `This is the management account and may deploy. ${others}.`)];
    }
    const lacking = deploymentServices.filter(
      (service) =>
        !delegated.some((one) => one.service === service && one.accountIds.includes(callerAccountId)),
    );
    if (lacking.length === 0)
      return [ok('administrators', 'This account is a delegated administrator of StackSets and Config.')];
    return lacking.map((service) =>
      missing(
        'administrators',
        `This account (${callerAccountId}) is no delegated administrator of ${service}, so it cannot deploy to the organization. Run this in the management account.`,
        `aws organizations register-delegated-administrator --account-id ${callerAccountId} --service-principal ${service}`,
      ),
    );
  });
}
