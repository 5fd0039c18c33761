import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import type { Options } from '../options/options';
import { settingsOf } from '../options/settings';
import { applyCompanySettings } from '../rule/company-settings';
import { Aggregation } from './aggregation';
import { checkOrganizationRegion } from '../options/iam-region';
import { type OfEveryStack, parseOptions, splitProps } from '../options/parse-options';
import type { OrganizationOptions } from '../options/props';

export interface AggregationStackProps extends OfEveryStack, OrganizationOptions {}

/** One that exists is used, and none is made. */
export const makesAggregator = ({ aggregator, aggregatorName }: Options): boolean =>
  aggregator && aggregatorName === undefined;

/** The view over all accounts. A stack of its own: a pack that fails in one account takes only itself back. */
export class AggregationStack extends Stack {
  constructor(scope: Construct, id: string, props: AggregationStackProps) {
    const { stack, values } = splitProps({ ...props });
    super(scope, id, {
      description: `Shows what ${meta.id} finds in all accounts of the organization in one place.`,
      ...stack,
    });
    const parsed = parseOptions('organization', values);
    checkOrganizationRegion(this, parsed);
    const { savedQuery } = parsed.options;
    new Aggregation(this, 'Aggregation', { aggregator: makesAggregator(parsed.options), savedQuery });
    applyCompanySettings(this, settingsOf(parsed));
  }
}
