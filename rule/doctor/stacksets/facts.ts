import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface StackSetsFacts {
  /** ENABLED, DISABLED or DISABLED_PERMANENTLY. */
  readonly stackSetsAccess: Answer<string>;
}

export const stackSetsGrants: Grants = () => ({
  StackSets: { actions: ['cloudformation:DescribeOrganizationsAccess'], resources: ['*'] },
});
