import { Aws } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import type { Exemptions, ExemptTag, Strength } from '../../rule/enforcement/options';
import { mfaEnforcementScp } from '../../rule/enforcement/policy';

export interface MfaEnforcementScpProps {
  /**
   * Roots (`r-…`), organizational units (`ou-…`) and accounts that the policy is attached to. It has no effect on the
   * management account.
   */
  readonly targetIds: readonly string[];
  /**
   * The policy's name in the organization.
   * @default 'iam-user-mfa'
   */
  readonly policyName?: string | undefined;
  /**
   * `all` denies access keys without MFA, too; with `console-only` the workloads that use a user's access keys go on.
   * @default 'console-only'
   */
  readonly strength?: Strength | undefined;
  /**
   * Users whose password must be reset at the first sign-in may do so before they have MFA; so may a thief who has it.
   * @default false
   */
  readonly allowFirstPasswordChange?: boolean | undefined;
  /**
   * The tag that exempts a user from the rule, and the one principal who may change it.
   * @default - the tag is not protected
   */
  readonly exemptTag?: ExemptTag | undefined;
  /**
   * The tag, the paths and the names that exempt users from the rule, and the one principal who may change them; `exemptTag` is the
   * short form for a tag alone.
   * @default - anyone who may change users can exempt them
   */
  readonly exemptions?: Exemptions | undefined;
}

/** The MFA-enforcement SCP, for the management account or a delegated administrator. It speaks of IAM users only. */
export class MfaEnforcementScp extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, props: MfaEnforcementScpProps) {
    super(scope, id);
    const policy = new CfnPolicy(this, 'Policy', {
      name: props.policyName ?? 'iam-user-mfa',
      description: 'Lets IAM users do nothing but enrol an MFA device until their session has MFA.',
      type: 'SERVICE_CONTROL_POLICY',
      targetIds: [...props.targetIds],
      content: mfaEnforcementScp({
        strength: props.strength ?? 'console-only',
        partition: Aws.PARTITION,
        allowFirstPasswordChange: props.allowFirstPasswordChange,
        exemptTag: props.exemptTag,
        exemptions: props.exemptions,
      }),
    });
    this.policyId = policy.ref;
  }
}
