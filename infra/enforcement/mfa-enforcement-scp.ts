import { Aws } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Exemptions, ExemptTag, Strength } from '../../rule/enforcement/options';
import { mfaEnforcementScp } from '../../rule/enforcement/policy';
import { Scp, type ScpProps } from './scp';

export interface MfaEnforcementScpProps extends ScpProps {
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

/** The MFA-enforcement SCP. It speaks of IAM users only. */
export class MfaEnforcementScp extends Scp {
  constructor(scope: Construct, id: string, props: MfaEnforcementScpProps) {
    const { strength = 'console-only', allowFirstPasswordChange, exemptTag, exemptions } = props;
    const partition = Aws.PARTITION;
    super(scope, id, props, {
      name: props.policyName ?? 'iam-user-mfa',
      description: 'Lets IAM users do nothing but enrol an MFA device until their session has MFA.',
      content: mfaEnforcementScp({ strength, partition, allowFirstPasswordChange, exemptTag, exemptions }),
    });
  }
}
