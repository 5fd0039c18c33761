import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface FeaturesFacts {
  readonly featureSet: Answer<string>;
}

export const featuresGrants: Grants = () => ({
  Organization: { actions: ['organizations:DescribeOrganization'], resources: ['*'] },
});
