import { checked, missing, ok, plural, warning, type Check } from './check';
import { checkPacks } from './pack';
import type { AggregatorFacts, OrganizationFacts } from './ports';

/** What a delegated administrator has to be registered for. */
export const deploymentServices = [
  'member.org.stacksets.cloudformation.amazonaws.com',
  'config-multiaccountsetup.amazonaws.com',
  'config.amazonaws.com',
] as const;

/** Accounts that AWS Config lets all aggregators add or delete in a week. */
const aggregatorAccountsPerWeek = 1000;

/** Every line about the organization itself. */
export function checkOrganization(facts: OrganizationFacts): readonly Check[] {
  return [
    ...features(facts),
    ...stackSets(facts),
    ...administrators(facts),
    ...aggregator(facts),
    ...checkPacks(facts),
  ];
}

function features({ featureSet }: OrganizationFacts): readonly Check[] {
  return checked('features', "The organization's features", featureSet, (set) => [
    set === 'ALL'
      ? ok('features', 'All features of the organization are on.')
      : missing(
          'features',
          `The organization has ${set} only: StackSets, packs and SCPs need all features. Every member has to accept.`,
          'aws organizations enable-all-features',
        ),
  ]);
}

function stackSets({ stackSetsAccess, region }: OrganizationFacts): readonly Check[] {
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

function administrators(facts: OrganizationFacts): readonly Check[] {
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

function aggregator(facts: OrganizationFacts): readonly Check[] {
  const { region, accounts } = facts;
  return checked('aggregator', 'The aggregator', facts.aggregators, (aggregators) => {
    const covers = ({ organization, allRegions, regions }: AggregatorFacts): boolean =>
      organization && (allRegions || regions.includes(region));
    const found = aggregators.find(covers);
    if (found !== undefined)
      return [ok('aggregator', `The aggregator ${found.name} sees ${region} of the whole organization.`)];
    const quota =
      accounts > aggregatorAccountsPerWeek
        ? [
            warning(
              'aggregator-quota',
              `The organization has ${plural(accounts, 'account')}, and AWS Config lets all aggregators together add ${aggregatorAccountsPerWeek} a week. Ask for an increase first.`,
              `aws service-quotas list-service-quotas --region ${region} --service-code config`,
            ),
          ]
        : [];
    return [
      missing(
        'aggregator',
        `No aggregator sees ${region} of the whole organization, so org-report has nothing to read. org-scan needs none.`,
        'npx cdk deploy IamUserMfaAggregation',
      ),
      ...quota,
    ];
  });
}
