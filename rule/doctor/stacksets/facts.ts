import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface StackInstance {
  readonly accountId: string;
  /** CURRENT, OUTDATED or INOPERABLE. */
  readonly status: string;
  /** SUCCEEDED, FAILED, RUNNING, SKIPPED_SUSPENDED_ACCOUNT, ... */
  readonly detailedStatus: string | undefined;
  readonly reason: string | undefined;
}

export interface StackSetsFacts {
  /** ENABLED, DISABLED or DISABLED_PERMANENTLY. */
  readonly stackSetsAccess: Answer<string>;
  /** The member stacks in the region; undefined without a StackSet of this project. */
  readonly stackInstances: Answer<readonly StackInstance[] | undefined>;
  /** The parameters that the StackSet was deployed with. */
  readonly memberParameters: Answer<Readonly<Record<string, string>>>;
}

export const stackSetsGrants: Grants = ({ partition }) => ({
  StackSetsAccess: { actions: ['cloudformation:DescribeOrganizationsAccess'], resources: ['*'] },
  StackSet: {
    actions: ['cloudformation:DescribeStackSet', 'cloudformation:ListStackInstances'],
    resources: [`arn:${partition}:cloudformation:*:*:stackset/*`],
  },
});
