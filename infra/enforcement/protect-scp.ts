import { Aws } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { protectScp } from '../../rule/enforcement/policy';
import { meta } from '../../rule/meta';

export interface ProtectScpProps {
  /**
   * Roots (`r-...`), organizational units (`ou-...`) and accounts that the policy is attached to. It has no effect on the
   * management account.
   */
  readonly targetIds: readonly string[];
  /**
   * ARNs, or ARN patterns, of the roles and users who may change what is protected, beside the role of StackSets. Name the role that
   * deploys in a delegated administrator's account.
   */
  readonly breakGlass: readonly string[];
  /**
   * The policy's name in the organization.
   * @default 'iam-user-mfa-protect'
   */
  readonly policyName?: string | undefined;
}

/** The SCP by which administrators of member accounts change nothing of the rule, its re-evaluation and its remediation. */
export class ProtectScp extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, { targetIds, breakGlass, policyName }: ProtectScpProps) {
    super(scope, id);
    const policy = new CfnPolicy(this, 'Policy', {
      name: policyName ?? meta.protectPolicyName,
      description: 'Only StackSets and named principals may change what iam-user-mfa consists of',
      type: 'SERVICE_CONTROL_POLICY',
      targetIds: [...targetIds],
      content: protectScp({ breakGlass, partition: Aws.PARTITION }),
    });
    this.policyId = policy.ref;
  }
}
