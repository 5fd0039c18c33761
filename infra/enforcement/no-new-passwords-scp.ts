import { Aws } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { noNewPasswordsScp } from '../../rule/enforcement/policy';

export interface NoNewPasswordsScpProps {
  /**
   * Roots (`r-...`), organizational units (`ou-...`) and accounts that the policy is attached to. It has no effect on the
   * management account.
   */
  readonly targetIds: readonly string[];
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
export class NoNewPasswordsScp extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, props: NoNewPasswordsScpProps) {
    super(scope, id);
    const { targetIds, principals, breakGlass, policyName } = props;
    const policy = new CfnPolicy(this, 'Policy', {
      name: policyName ?? 'iam-user-mfa-no-new-passwords',
      description: 'Only named principals may make or change the console password of an IAM user',
      type: 'SERVICE_CONTROL_POLICY',
      targetIds: [...targetIds],
      content: noNewPasswordsScp({
        principals,
        breakGlass,
        partition: principals.every((arn) => arn.startsWith('arn:*:')) ? Aws.PARTITION : undefined,
      }),
    });
    this.policyId = policy.ref;
  }
}
