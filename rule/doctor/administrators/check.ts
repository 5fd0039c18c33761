import { checked, missing, ok, type Check } from '../check';
import type { OrganizationPlace } from '../place';
import { deploymentServices, type AdministratorsFacts } from './facts';

type Facts = AdministratorsFacts & OrganizationPlace;

/** Trusted access first: AWS refuses a registration for a service that has none. */
export function checkAdministrators(facts: Facts): readonly Check[] {
  return [...serviceAccess(facts), ...administrators(facts)];
}

/** StackSets have trusted access of their own; a management account that deploys needs none of Config's. */
function serviceAccess(facts: Facts): readonly Check[] {
  const { callerAccountId, managementAccountId } = facts;
  if (callerAccountId === managementAccountId) return [];
  return checked('service-access', 'Trusted access of AWS Config', facts.serviceAccess, (enabled) => {
    const lacking = deploymentServices.filter(
      (service) => !service.startsWith('member.') && !enabled.includes(service),
    );
    if (lacking.length === 0)
      return [ok('service-access', 'AWS Config has trusted access in the organization.')];
    return lacking.map((service) =>
      missing(
        'service-access',
        `${service} has no trusted access in the organization, so no delegated administrator can be registered for it. Run this in the management account, before the registration.`,
        `aws organizations enable-aws-service-access --service-principal ${service}`,
      ),
    );
  });
}

function administrators(facts: Facts): readonly Check[] {
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
