import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface ProtectPolicy {
  readonly name: string;
  /** How many roots, units and accounts it is attached to. */
  readonly targets: number;
}

export interface ProtectFacts {
  /** The SCPs of the organization that protect what the rule consists of. */
  readonly protectPolicies: Answer<readonly ProtectPolicy[]>;
}

export const protectGrants: Grants = ({ partition }) => ({
  PolicyList: { actions: ['organizations:ListPolicies'], resources: ['*'] },
  Policies: {
    actions: ['organizations:DescribePolicy', 'organizations:ListTargetsForPolicy'],
    resources: [`arn:${partition}:organizations::*:policy/o-*/service_control_policy/p-*`],
  },
});
