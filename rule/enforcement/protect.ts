import { meta } from '../meta';
import type { Statement } from './document';
import { allBut, stackSetsRole } from './exceptions';

/** How an SCP finds what a stack made: by a name that is fixed, by its path, or by the tag that all of it carries. */
export interface ProtectedThing {
  readonly thing: string;
  readonly foundBy: 'name' | 'path' | 'tag';
  /** Without the partition. */
  readonly resources: readonly string[];
  readonly actions: readonly string[];
}

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

/** A row for each thing; what no row finds (alarms, dashboards, SSM documents, the rule of a member stack) is not protected. */
export const protectedThings: readonly ProtectedThing[] = [
  {
    thing: "the rule's function",
    foundBy: 'name',
    resources: [`lambda:*:*:function:${meta.functionName}`, `lambda:*:*:function:${meta.functionName}:*`],
    actions: functionActions,
  },
  { thing: 'the other functions', foundBy: 'tag', resources: ['*'], actions: functionActions },
  {
    thing: "remediation's roles",
    foundBy: 'name',
    resources: [`iam::*:role/${meta.remediationRoleName}*`, `iam::*:role/*/${meta.remediationRoleName}*`],
    // They are spared below, so they are named exceptions, which nobody forges.
    actions: [],
  },
  { thing: "the functions' roles", foundBy: 'tag', resources: ['*'], actions: roleActions },
  {
    thing: 'the queues',
    foundBy: 'tag',
    resources: ['*'],
    actions: [
      'sqs:AddPermission',
      'sqs:DeleteQueue',
      'sqs:PurgeQueue',
      'sqs:RemovePermission',
      'sqs:SetQueueAttributes',
    ],
  },
  {
    thing: 'the event rules',
    foundBy: 'tag',
    resources: ['*'],
    actions: [
      'events:DeleteRule',
      'events:DisableRule',
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
    ],
  },
  {
    thing: 'the group of require-mfa and the attachment of its policy',
    foundBy: 'path',
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
    thing: "the group's policy",
    foundBy: 'name',
    resources: ['iam::*:policy/*RemediationEnforcementPolicy*'],
    actions: policyActions,
  },
  { thing: 'policies that carry the tag', foundBy: 'tag', resources: ['*'], actions: policyActions },
  {
    // Streams and events are made freely, as functions do; taking away a stream would take away the trail.
    thing: 'the streams of the audit log',
    foundBy: 'name',
    resources: ['logs:*:*:log-group:*RemediationFunctionEntryLogGroup*'],
    actions: ['logs:DeleteLogStream'],
  },
  {
    thing: 'the audit log and the other logs',
    foundBy: 'tag',
    resources: ['*'],
    actions: [
      'logs:AssociateKmsKey',
      'logs:DeleteLogGroup',
      'logs:DeleteRetentionPolicy',
      'logs:DisassociateKmsKey',
      'logs:PutRetentionPolicy',
    ],
  },
  {
    thing: "the report's bucket",
    foundBy: 'name',
    resources: ['s3:::iamusermfareport-*'],
    actions: bucketActions,
  },
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

/** All that the table finds is changed by StackSets' role and break-glass alone. */
export function denyChangingWhatIsProtected(partition: string, breakGlass: readonly string[]): Statement[] {
  const spared = allBut([stackSetsRole(partition), ...breakGlass]);
  const tagged = protectedThings.filter(({ foundBy }) => foundBy === 'tag');
  const named = protectedThings.filter(({ foundBy, actions }) => foundBy !== 'tag' && actions.length > 0);
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
      Action: [...new Set(tagged.flatMap(({ actions }) => actions))],
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
