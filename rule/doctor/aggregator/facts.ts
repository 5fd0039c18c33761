import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface AggregatorFacts {
  readonly name: string;
  readonly organization: boolean;
  readonly allRegions: boolean;
  readonly regions: readonly string[];
}

export interface AggregatorsFacts {
  readonly aggregators: Answer<readonly AggregatorFacts[]>;
  /** The aggregators that delivered reports of this account read. */
  readonly reportAggregators: Answer<readonly string[]>;
}

/** lambda:ListFunctions is asked of every account. */
export const aggregatorGrants: Grants = () => ({
  Aggregators: { actions: ['config:DescribeConfigurationAggregators'], resources: ['*'] },
});
