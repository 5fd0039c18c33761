import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import type { PolicyDocument } from '../../rule/enforcement/document';

export interface ScpProps {
  /**
   * Roots (`r-…`), organizational units (`ou-…`) and accounts that the policy is attached to. It has no effect on the
   * management account.
   */
  readonly targetIds: readonly string[];
}

/** A service control policy, for the management account or a delegated administrator. */
export abstract class Scp extends Construct {
  readonly policyId: string;

  protected constructor(
    scope: Construct,
    id: string,
    { targetIds }: ScpProps,
    policy: { readonly name: string; readonly description: string; readonly content: PolicyDocument },
  ) {
    super(scope, id);
    const type = 'SERVICE_CONTROL_POLICY';
    this.policyId = new CfnPolicy(this, 'Policy', { ...policy, type, targetIds: [...targetIds] }).ref;
  }
}
