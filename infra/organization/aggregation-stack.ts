import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { Aggregation } from './aggregation';
import { checkOrganizationRegion } from '../options/iam-region';
import { parseOptions, splitProps } from '../options/parse-options';
import type { OrganizationOptions } from '../options/props';

export interface AggregationStackProps extends StackProps, OrganizationOptions {}

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
    const { aggregator, savedQuery } = parsed.options;
    new Aggregation(this, 'Aggregation', { aggregator, savedQuery });
  }
}
