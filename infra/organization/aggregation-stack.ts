import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { savedQueryWhen } from '../watch/saved-query';
import { Aggregation } from './aggregation';
import { iamRegionOnly } from './iam-region-only';
import { parseOrganizationOptions } from './options';
import type { OrganizationProps } from './organization-props';

export interface AggregationStackProps extends StackProps, OrganizationProps {}

/** The view over all accounts. A stack of its own: a pack that fails in one account takes only itself back. */
export class AggregationStack extends Stack {
  constructor(scope: Construct, id: string, props: AggregationStackProps) {
    super(scope, id, {
      description: `Shows what ${meta.id} finds in all accounts of the organization in one place.`,
      ...props,
    });
    iamRegionOnly(this);
    const { organization, options } = parseOrganizationOptions({ ...props });
    new Aggregation(this, 'Aggregation', {
      aggregator: organization.aggregator,
      savedQuery: savedQueryWhen(this, options.savedQuery),
    });
  }
}
