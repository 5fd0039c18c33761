import { checked, missing, ok, plural, warning, type Check } from '../check';
import type { OrganizationPlace } from '../place';
import type { AggregatorFacts, AggregatorsFacts } from './facts';

/** Accounts that AWS Config lets all aggregators add or delete in a week. */
const aggregatorAccountsPerWeek = 1000;

export function checkAggregator(facts: AggregatorsFacts & OrganizationPlace): readonly Check[] {
  const { region, accounts } = facts;
  return checked('aggregator', 'The aggregator', facts.aggregators, (aggregators) => {
    const covers = ({ organization, allRegions, regions }: AggregatorFacts): boolean =>
      organization && (allRegions || regions.includes(region));
    const found = aggregators.find(covers);
    const reports = 'value' in facts.reportAggregators ? facts.reportAggregators.value : [];
    const lost = reports.find((name) => !aggregators.some((one) => one.name === name && covers(one)));
    if (lost !== undefined)
      return [
        missing(
          'aggregator',
          `The delivered report reads the aggregator ${lost}, and no aggregator of that name sees ${region} of the whole organization: the report knows nothing. Set aggregatorName${found === undefined ? '' : ` to ${found.name}`}.`,
          `npx cdk deploy IamUserMfaReport -c aggregatorName=${found?.name ?? 'NAME'}`,
        ),
      ];
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
