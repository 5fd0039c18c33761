import { Aws } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { noNewPasswordsScp } from '../../rule/enforcement/policy';
import { Scp, type ScpProps } from './scp';

export interface NoNewPasswordsScpProps extends ScpProps {
  /** ARNs, or ARN patterns, of the roles and users who alone may make or change console passwords. */
  readonly principals: readonly string[];
  /**
   * Principals who may change those, beside StackSets: without it no member account makes or re-trusts such a role.
   * @default - nobody
   */
  readonly breakGlass?: readonly string[] | undefined;
  /**
   * The policy's name in the organization.
   * @default 'iam-user-mfa-no-new-passwords'
   */
  readonly policyName?: string | undefined;
}

/**
 * The SCP by which console passwords are made only by named principals: by the console, the API or Terraform, in every region
 * of the member accounts.
 */
export class NoNewPasswordsScp extends Scp {
  constructor(scope: Construct, id: string, props: NoNewPasswordsScpProps) {
    const { principals, breakGlass, policyName } = props;
    const partition = principals.every((arn) => arn.startsWith('arn:*:')) ? Aws.PARTITION : undefined;
    super(scope, id, props, {
      name: policyName ?? 'iam-user-mfa-no-new-passwords',
      description: 'Only named principals may make or change the console password of an IAM user',
      content: noNewPasswordsScp({ principals, breakGlass, partition }),
    });
  }
}
