import { DescribeConfigurationAggregatorsCommand } from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import { configClient } from '../../aws/clients/config-client';
import type { OrganizationPlace } from '../place';
import { allOf, type Reading } from '../reading';
import type { AggregatorFacts, AggregatorsFacts } from './facts';

const aggregatorSchema = v.pipe(
  v.object({
    ConfigurationAggregatorName: v.string(),
    OrganizationAggregationSource: v.optional(
      v.object({
        AllAwsRegions: v.optional(v.boolean(), false),
        AwsRegions: v.optional(v.array(v.string()), []),
      }),
    ),
  }),
  v.transform(
    ({ ConfigurationAggregatorName: name, OrganizationAggregationSource: source }): AggregatorFacts => ({
      name,
      organization: source !== undefined,
      allRegions: source?.AllAwsRegions ?? false,
      regions: source?.AwsRegions ?? [],
    }),
  ),
);

export async function readAggregators(reading: Reading<OrganizationPlace>): Promise<AggregatorsFacts> {
  const client = reading.client(configClient);
  const aggregators = await reading.ask('config:DescribeConfigurationAggregators', () =>
    allOf(
      (NextToken) => client.send(new DescribeConfigurationAggregatorsCommand({ NextToken })),
      (page) => v.parse(v.array(aggregatorSchema), page.ConfigurationAggregators ?? []),
    ),
  );
  return { aggregators };
}
