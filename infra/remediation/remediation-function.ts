import { Aws, Validations } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { EntryFunction, type FunctionSettings } from '../rule/entry-function';
import { everyUser, oneUserGrants } from '../rule/grants';
import type { When } from '../options/when';
import { stepTimeoutSeconds } from './runbook-content';

export interface RemediationFunctionProps extends FunctionSettings {
  readonly code: Code;
  /** Whether `exemptTagKey` is set: only then may tags be read. */
  readonly exemptTags: When;
  /** The one group that users may be put into and taken out of. */
  readonly groupArn: string;
  /** Whether login profiles may be deleted. */
  readonly removeConsoleAccess: When;
}

/** The function behind the runbooks. The rule's own function stays read-only; this one has a role of its own. */
export class RemediationFunction extends Construct {
  readonly functionArn: string;
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: RemediationFunctionProps) {
    super(scope, id);
    const { exemptTags, groupArn, removeConsoleAccess, ...settings } = props;
    const entry = new EntryFunction(this, 'Entry', {
      ...settings,
      description: 'Makes one user safe whom the rule iam-user-mfa finds NON_COMPLIANT, decided live',
      timeoutSeconds: stepTimeoutSeconds - 30,
      grants: [
        ...oneUserGrants(exemptTags),
        { actions: ['config:DescribeConfigRules'], resources: ['*'] },
        { actions: ['iam:ListGroupsForUser'], resources: [everyUser] },
        { actions: ['iam:AddUserToGroup', 'iam:RemoveUserFromGroup'], resources: [groupArn] },
        { actions: ['iam:DeleteLoginProfile'], resources: [everyUser], when: removeConsoleAccess },
      ],
    });
    this.functionArn = entry.functionArn;
    this.functionName = entry.functionName;
    Validations.of(entry).acknowledge({
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason:
        'Only a runbook invokes it, synchronously: the automation itself shows the failure and its message.',
    });
  }
}

/** The ARN of the group that `require-mfa` adds users to, in the account that is deployed to. */
export const groupArnOf = (groupName: string): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:group/${groupName}`;
