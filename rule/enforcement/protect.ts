import { meta } from '../meta';
import type { Statement } from './document';
import { allBut, stackSetsRole } from './exceptions';

const roleActions = [
  'iam:AttachRolePolicy',
  'iam:DeleteRole*',
  'iam:DetachRolePolicy',
  'iam:PutRole*',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole*',
];
/** InvokeFunction stays free: Config, the queue, the runbooks and other principals call. */
const functionActions = [
  'lambda:Add*',
  'lambda:Create*',
  'lambda:Delete*',
  'lambda:Put*',
  'lambda:Remove*',
  'lambda:Update*',
];
const policyActions = ['iam:CreatePolicyVersion', 'iam:DeletePolicy*', 'iam:SetDefaultPolicyVersion'];
const bucketActions = [
  's3:BypassGovernanceRetention',
  's3:DeleteBucket*',
  's3:DeleteObject*',
  's3:PutBucket*',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
];

interface Named {
  /** Without the partition. */
  readonly resources: readonly string[];
  readonly actions: readonly string[];
}

/**
 * Found by a name that is fixed, or by its path. Alarms, dashboards, SSM documents and the rule of a member stack are found by nothing,
 * and not protected; remediation's roles are spared below, so they are named exceptions, which nobody forges.
 */
const named: readonly Named[] = [
  {
    // The rule's function.
    resources: [`lambda:*:*:function:${meta.functionName}`, `lambda:*:*:function:${meta.functionName}:*`],
    actions: functionActions,
  },
  {
    // The group of require-mfa and the attachment of its policy.
    resources: [`iam::*:group${meta.requiredGroupPath}*`],
    actions: [
      'iam:AttachGroupPolicy',
      'iam:DeleteGroup*',
      'iam:DetachGroupPolicy',
      'iam:PutGroupPolicy',
      'iam:UpdateGroup',
    ],
  },
  {
    // CloudFormation tags no managed policy, and a path would make another one: its name ends in the logical id.
    resources: ['iam::*:policy/*RemediationEnforcementPolicy*'],
    actions: policyActions,
  },
  {
    // Streams and events are made freely, as functions do; taking away a stream would take away the trail.
    resources: ['logs:*:*:log-group:*RemediationFunctionEntryLogGroup*'],
    actions: ['logs:DeleteLogStream'],
  },
  {
    // The report's bucket.
    resources: ['s3:::iamusermfareport-*'],
    actions: bucketActions,
  },
];

/** Of whatever carries the tag: functions, their roles, queues, event rules, policies and logs. */
const taggedActions: readonly string[] = [
  ...functionActions,
  ...roleActions,
  'sqs:AddPermission',
  'sqs:DeleteQueue',
  'sqs:PurgeQueue',
  'sqs:RemovePermission',
  'sqs:SetQueueAttributes',
  'events:DeleteRule',
  'events:DisableRule',
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
  ...policyActions,
  'logs:AssociateKmsKey',
  'logs:DeleteLogGroup',
  'logs:DeleteRetentionPolicy',
  'logs:DisassociateKmsKey',
  'logs:PutRetentionPolicy',
];

/**
 * Taking the tag off, and putting it on: a way in of one's own would be out of the others' reach under it. Whoever creates something
 * with tags is asked for these, too; in IAM by the name of the creation.
 */
const tagging = [
  'events:*agResource',
  'iam:*agPolicy',
  'iam:*agRole',
  'iam:CreatePolicy',
  'iam:CreateRole',
  'lambda:*agResource',
  'logs:*agLogGroup',
  'logs:*agResource',
  'sqs:*agQueue',
];

/** Memberships are ended by remediation's roles and break-glass alone; that a user is put in stays free. */
export const remediationRoles = (partition: string): readonly string[] => [
  `arn:${partition}:iam::*:role/${meta.remediationRoleName}*`,
  `arn:${partition}:iam::*:role/*/${meta.remediationRoleName}*`,
];

/** All that is found by a name or the tag is changed by StackSets' role and break-glass alone. */
export function denyChangingWhatIsProtected(partition: string, breakGlass: readonly string[]): Statement[] {
  const spared = allBut([stackSetsRole(partition), ...breakGlass]);
  return [
    {
      // In one statement, as each repeats who is spared: no action takes a resource of another one's kind.
      Sid: 'ProtectNamed',
      Effect: 'Deny',
      Action: named.flatMap(({ actions }) => actions),
      Resource: named.flatMap(({ resources }) => resources).map((arn) => `arn:${partition}:${arn}`),
      Condition: spared,
    },
    {
      Sid: 'ProtectTagged',
      Effect: 'Deny',
      Action: taggedActions,
      Resource: ['*'],
      Condition: { Null: { [`aws:ResourceTag/${meta.id}`]: 'false' }, ...spared },
    },
    {
      Sid: 'ProtectTag',
      Effect: 'Deny',
      Action: tagging,
      Resource: ['*'],
      Condition: { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': meta.id }, ...spared },
    },
    {
      Sid: 'ProtectMembership',
      Effect: 'Deny',
      Action: ['iam:RemoveUserFromGroup'],
      Resource: [`arn:${partition}:iam::*:group${meta.requiredGroupPath}*`],
      Condition: allBut([...remediationRoles(partition), ...breakGlass]),
    },
  ];
}
