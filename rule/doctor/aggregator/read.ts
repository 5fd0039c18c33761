import { DescribeConfigurationAggregatorsCommand } from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { configClient } from '../../aws/clients/config-client';
import { pagesOf } from '../../aws/pages';
import { lambdaClient } from '../function/read';
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

/** The environment of a report's function, as design 12 names it. */
const functionSchema = v.object({
  Environment: v.optional(
    v.object({
      Variables: v.optional(
        v.object({ REPORT_BUCKET: v.optional(v.string()), AGGREGATOR_NAME: v.optional(v.string()) }),
        {},
      ),
    }),
  ),
});

export async function readAggregators(reading: Reading<OrganizationPlace>): Promise<AggregatorsFacts> {
  const client = reading.client(configClient);
  const aggregators = await reading.ask('config:DescribeConfigurationAggregators', () =>
    allOf(
      (NextToken) => client.send(new DescribeConfigurationAggregatorsCommand({ NextToken })),
      (page) => v.parse(v.array(aggregatorSchema), page.ConfigurationAggregators ?? []),
    ),
  );
  const reportAggregators = await reading.ask('lambda:ListFunctions', async () => {
    const lambda = reading.client(lambdaClient);
    const names: string[] = [];
    const page = (Marker: string | undefined) => lambda.send(new ListFunctionsCommand({ Marker }));
    for await (const { Functions } of pagesOf(page, ({ NextMarker }) => NextMarker || undefined))
      for (const { Environment } of v.parse(v.array(functionSchema), Functions ?? []))
        if (Environment?.Variables.REPORT_BUCKET !== undefined)
          names.push(Environment.Variables.AGGREGATOR_NAME ?? '');
    return names;
  });
  return { aggregators, reportAggregators };
}
