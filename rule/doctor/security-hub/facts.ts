import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface SecurityHubFacts {
  readonly securityHub: Answer<boolean>;
  /** Whether a policy of the organization decides where it is on. */
  readonly securityHubPolicy: Answer<boolean>;
}

export const securityHubGrants: Grants = ({ partition }) => ({
  SecurityHub: {
    actions: ['securityhub:DescribeHub'],
    resources: [`arn:${partition}:securityhub:*:*:hub/default`],
  },
  SecurityHubPolicy: { actions: ['organizations:DescribeEffectivePolicy'], resources: ['*'] },
});
