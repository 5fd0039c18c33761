import { Aws } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { EntryFunction, type FunctionSettings } from '../rule/entry-function';
import { oneUserGrants, onEverything, onUsers } from '../rule/grants';
import type { When } from '../options/when';
import { stepTimeoutSeconds } from './runbook-content';
import { acknowledge } from '../options/validations';

export interface RemediationFunctionProps extends FunctionSettings {
  readonly code: Code;
  /** Whether `exemptTagKey` is set: only then may tags be read. */
  readonly exemptTags: When;
  /** The rule's function, unqualified: the rule that runs it is the one whose parameters decide. */
  readonly ruleFunctionArn: string;
  /** The one group that users may be put into. */
  readonly group: { readonly groupName: string; readonly groupArn: string };
  /** Whether login profiles may be deleted. */
  readonly removeConsoleAccess: When;
}

const inAccount = (resource: string): string => `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:${resource}`;

/** The function behind the runbooks. The rule's own function stays read-only; this one has a role of its own. */
export class RemediationFunction extends Construct {
  readonly functionArn: string;
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: RemediationFunctionProps) {
    super(scope, id);
    const { exemptTags, ruleFunctionArn, group, removeConsoleAccess, ...settings } = props;
    const entry = new EntryFunction(this, 'Entry', {
      ...settings,
      description: 'Remediates one IAM user whom the rule iam-user-mfa finds NON_COMPLIANT, decided live.',
      timeoutSeconds: stepTimeoutSeconds - 30,
      // The SCP `protect` spares it by this name: it alone ends memberships.
      roleName: `${meta.remediationRoleName}-function`,
      // Its log is the audit trail of every change.
      keepLog: true,
      environment: { RULE_FUNCTION_ARN: ruleFunctionArn, REQUIRED_GROUP_NAME: group.groupName },
      grants: [
        ...oneUserGrants(exemptTags),
        onEverything('config:DescribeConfigRules'),
        onUsers(['iam:ListGroupsForUser']),
        {
          actions: ['iam:ListAttachedGroupPolicies', 'iam:ListGroupPolicies', 'iam:GetGroupPolicy'],
          resources: [group.groupArn],
        },
        {
          actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
          resources: [inAccount('policy/*')],
          why: "Which policies the group carries is decided by the account's administrators; the two actions only read.",
        },
        { actions: ['iam:AddUserToGroup'], resources: [group.groupArn] },
        {
          actions: ['iam:RemoveUserFromGroup'],
          resources: [
            inAccount(`group${meta.requiredGroupPath}*`),
            inAccount(`group/${meta.requiredGroupName}`),
          ],
          why: 'Groups of earlier stacks are retained with their members, under names that CloudFormation made up; all that is allowed on them is to end a membership.',
        },
        onUsers(['iam:DeleteLoginProfile'], removeConsoleAccess),
      ],
    });
    this.functionArn = entry.functionArn;
    this.functionName = entry.functionName;
    acknowledge(entry, {
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason:
        'Only a runbook invokes it, synchronously: the automation itself shows the failure and its message.',
    });
  }
}
