import { Aws } from 'aws-cdk-lib';
import { CfnGroup, CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Exemptions, ExemptTag, Strength } from '../../rule/enforcement/options';
import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import { meta } from '../../rule/meta';
import { retain } from '../options/retain';
import { type When, valueOf } from '../options/when';
import { acknowledge } from '../options/validations';

// `rule/enforcement` is pure and is shared with the command line: the one part of the rule's code that a stack needs to
// write a policy down.

export interface MfaEnforcementPolicyProps {
  /**
   * `all` denies access keys without MFA, too; with `console-only` the workloads that use a user's access keys go on.
   * @default 'console-only'
   */
  readonly strength?: Strength | undefined;
  /**
   * Users whose password must be reset at the first sign-in may do so before they have MFA; so may a thief who has it. A condition
   * where a template's parameter decides.
   * @default false
   */
  readonly allowFirstPasswordChange?: When | undefined;
  /**
   * The tag that exempts a user from the rule, and the one principal who may change it. It binds the members of the
   * groups only; `MfaEnforcementScp` binds all users.
   * @default - the tag is not protected
   */
  readonly exemptTag?: ExemptTag | undefined;
  /**
   * The tag, the paths and the names that exempt users from the rule, and the one principal who may change them; `exemptTag` is the
   * short form for a tag alone.
   * @default - anyone who may change users can exempt them
   */
  readonly exemptions?: Exemptions | undefined;
  /**
   * Names of groups that exist already and shall carry the policy, too.
   * @default - none
   */
  readonly attachToGroups?: readonly string[] | undefined;
}

/**
 * The MFA-enforcement policy and the group that carries it. Its partition is that of the deployment. IAM deletes no group
 * with members (DeleteConflict), so both outlive the stack; neither has a name, which the next stack would find taken. The
 * group is known by its path.
 */
export class MfaEnforcementPolicy extends Construct {
  /** CloudFormation makes it up. */
  readonly groupName: string;
  readonly groupArn: string;
  readonly policyArn: string;

  constructor(scope: Construct, id: string, props: MfaEnforcementPolicyProps = {}) {
    super(scope, id);
    const { attachToGroups = [], allowFirstPasswordChange = false } = props;
    const document = (allowed: boolean) =>
      mfaEnforcementPolicy({
        strength: props.strength ?? 'console-only',
        partition: Aws.PARTITION,
        allowFirstPasswordChange: allowed,
        exemptTag: props.exemptTag,
        exemptions: props.exemptions,
      });
    const policy = new CfnManagedPolicy(this, 'Policy', {
      // As 0.1.0 has it: IAM changes no description, so another one makes another policy.
      description: 'Lets users enrol their own MFA device and denies all else until the session has MFA',
      policyDocument: valueOf(allowFirstPasswordChange, document(true), document(false)),
      ...(attachToGroups.length > 0 ? { groups: [...attachToGroups] } : {}),
    });
    // cfn-lint's list of actions is older than signin:Authenticate.
    policy.addMetadata('cfn-lint', { config: { ignore_checks: ['W3037'] } });
    const group = new CfnGroup(this, 'Group', {
      path: meta.requiredGroupPath,
      managedPolicyArns: [policy.ref],
    });
    for (const resource of [policy, group]) retain(resource);
    this.groupName = group.ref;
    this.groupArn = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:group${meta.requiredGroupPath}${group.ref}`;
    this.policyArn = policy.ref;
    acknowledgeWildcards(policy);
  }
}

const everyWildcard: Readonly<Record<string, string>> = {
  '*': 'The two actions on it, both of them reads, take no resource; the other statements on it deny.',
  'arn:<AWS::Partition>:iam::*:mfa/*':
    "A user chooses the device's name; a new device gives no access before it is assigned to a user.",
  'arn:<AWS::Partition>:iam::*:mfa/<aws:username>':
    "The wildcard is the account, which can only be the user's own.",
  'arn:<AWS::Partition>:iam::*:user/<aws:username>':
    "The wildcard is the account, which can only be the user's own.",
  'arn:<AWS::Partition>:iam::*:user/*/<aws:username>':
    'The wildcards are the account and the path: user names are unique in an account and have no slash, so no other user fits.',
};

function acknowledgeWildcards(policy: CfnManagedPolicy): void {
  for (const [resource, reason] of Object.entries(everyWildcard)) {
    acknowledge(policy, { id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }
}
