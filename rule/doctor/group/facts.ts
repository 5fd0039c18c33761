import { meta } from '../../meta';
import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface RequiredGroup {
  readonly name: string;
  readonly arn: string;
  readonly members: number;
  /** Whether a policy of the group denies all but enrolling without MFA. */
  readonly enforces: Answer<boolean>;
  /** The stack that the group is part of; undefined where none is. */
  readonly stack: Answer<string | undefined>;
}

export interface GroupFacts {
  readonly groups: Answer<readonly RequiredGroup[]>;
}

export const groupGrants: Grants = ({ partition }) => ({
  GroupList: { actions: ['iam:ListGroups'], resources: [`arn:${partition}:iam::*:group/*`] },
  Groups: {
    actions: ['iam:GetGroup', 'iam:ListAttachedGroupPolicies', 'iam:ListGroupPolicies', 'iam:GetGroupPolicy'],
    resources: [
      `arn:${partition}:iam::*:group${meta.requiredGroupPath}*`,
      `arn:${partition}:iam::*:group/${meta.requiredGroupName}`,
    ],
  },
  GroupPolicies: {
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    resources: [`arn:${partition}:iam::*:policy/*`],
  },
});
