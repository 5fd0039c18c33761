import { Aws } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { protectScp } from '../../rule/enforcement/policy';
import { meta } from '../../rule/meta';
import { Scp, type ScpProps } from './scp';

export interface ProtectScpProps extends ScpProps {
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
export class ProtectScp extends Scp {
  constructor(scope: Construct, id: string, props: ProtectScpProps) {
    const { breakGlass, policyName } = props;
    super(scope, id, props, {
      name: policyName ?? meta.protectPolicyName,
      description: 'Only StackSets and named principals may change what iam-user-mfa consists of',
      content: protectScp({ breakGlass, partition: Aws.PARTITION }),
    });
  }
}
