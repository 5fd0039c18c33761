import type { LambdaEntry } from '../../infra/rule/bundle';
import type { Fault, SeedInput } from '../../rule/standin';
import { changeEvent, scheduledEvent } from '../builders';
import { batch, iamRecord } from '../entries/iam-events';
import { enforcing, functionArn, groupSeed, requiredGroup } from '../entries/required-group';
import {
  changedAnother,
  postedWrongly,
  reportedWrongly,
  startedNothing,
  tookNoStep,
  unfinishedScan,
} from './invariants';
import type { World } from './one-address';
import { alice, bob, password, reportedByTwo, virtual } from './worlds';

/** A door with an event for it, and all that it asks and changes on its way when nothing goes wrong. */
export interface DoorCase {
  readonly name: string;
  readonly door: LambdaEntry;
  readonly event: () => unknown;
  readonly env: Readonly<Record<string, string>>;
  readonly seed: SeedInput;
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** What is wrong in this world whatever the door has answered. */
  readonly harm: (world: World) => readonly string[];
  /** What is missing in this world where the door has answered with success. */
  readonly missing: (world: World, answer: unknown) => readonly string[];
}

export const withFaults = (seed: SeedInput, faults: readonly Fault[]): SeedInput => ({
  ...seed,
  faults: [...faults],
});

const now = (): string => new Date().toISOString();
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

/** Everybody whom the rule tells apart; Config holds what is no longer true of bob and dave, and of one who is gone. */
const people: SeedInput = {
  users: [
    { userName: 'alice', userId: 'AIDAALICE', loginProfile: password },
    { userName: 'bob', userId: 'AIDABOB', loginProfile: password, mfaDevices: virtual },
    {
      userName: 'carol',
      userId: 'AIDACAROL',
      loginProfile: password,
      mfaDevices: [{ kind: 'security-key' }],
    },
    { userName: 'dave', userId: 'AIDADAVE' },
    {
      userName: 'erin',
      userId: 'AIDAERIN',
      loginProfile: password,
      tags: { 'mfa-exempt': `${tomorrow} a break-glass account` },
    },
  ],
  pageSize: 2,
  securityHub: {},
  evaluationResults: ['AIDABOB', 'AIDADAVE', 'AIDAGONE'].map((resourceId) => ({
    resourceId,
    complianceType: 'NON_COMPLIANT' as const,
    annotation: 'From before.',
  })),
};
const ruleParameters = JSON.stringify({ exemptTagKey: 'mfa-exempt', rankPrivileges: 'true' });
const hub = { SECURITY_HUB_FINDINGS: 'true' };

const listsOfScan = [
  'config:GetComplianceDetailsByConfigRule',
  'iam:ListUsers',
  'iam:ListVirtualMFADevices',
  'iam:GetAccountAuthorizationDetails',
];
const ofUser = ['iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListUserTags'];

const change = (userName: string) => ({
  door: 'handler' as const,
  event: () =>
    changeEvent(
      { resourceId: `AIDA${userName.toUpperCase()}`, resourceName: userName },
      { ruleParameters },
      { notificationCreationTime: now() },
    ),
  env: hub,
  seed: people,
  harm: postedWrongly,
});

const remediation = (
  action: string,
  userId: string,
  writes: readonly string[],
  reads: readonly string[],
): DoorCase => {
  const isUndo = action === 'undo-require-mfa';
  return {
    name: `remediate ${action} of ${userId === 'AIDAALICE' ? 'a user without MFA' : 'a user with MFA'}`,
    door: 'remediate',
    event: () => ({ action, resourceId: userId, ruleName: 'iam-user-mfa' }),
    env: { RULE_FUNCTION_ARN: functionArn, REQUIRED_GROUP_NAME: requiredGroup },
    seed: {
      ...enforcing(),
      groups: [groupSeed()],
      users: [{ ...alice, ...(isUndo ? { groups: [requiredGroup] } : {}) }, bob],
    },
    writes,
    reads,
    harm: changedAnother(action),
    missing: (world, answer) => (userId === 'AIDAALICE' ? tookNoStep(action)(world, answer) : []),
  };
};

const verdictReads = [
  'config:DescribeConfigRules',
  'iam:ListUsers',
  'iam:GetLoginProfile',
  'iam:ListMFADevices',
];
const groupReads = [
  'iam:ListGroupsForUser',
  'iam:ListAttachedGroupPolicies',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListGroupPolicies',
];

export const doorCases: readonly DoorCase[] = [
  {
    name: 'handler, scheduled',
    door: 'handler',
    event: () => scheduledEvent({ ruleParameters }, { notificationCreationTime: now() }),
    env: hub,
    seed: people,
    writes: ['config:PutEvaluations', 'securityhub:BatchImportFindings'],
    reads: [...listsOfScan, ...ofUser, 'securityhub:GetFindings'],
    harm: postedWrongly,
    missing: unfinishedScan(['AIDAALICE', 'AIDABOB', 'AIDACAROL', 'AIDADAVE', 'AIDAERIN', 'AIDAGONE']),
  },
  {
    name: 'handler, change of a user without MFA',
    ...change('alice'),
    writes: ['config:PutEvaluations', 'securityhub:BatchImportFindings'],
    reads: ['iam:GetUser', ...ofUser, 'config:GetComplianceDetailsByResource', 'securityhub:GetFindings'],
    missing: unfinishedScan(['AIDAALICE']),
  },
  {
    name: 'handler, change of a user with MFA',
    ...change('bob'),
    writes: ['config:PutEvaluations'],
    reads: [
      'iam:GetUser',
      'iam:GetLoginProfile',
      'iam:ListMFADevices',
      'config:GetComplianceDetailsByResource',
      'securityhub:GetFindings',
    ],
    missing: unfinishedScan(['AIDABOB']),
  },
  {
    name: 'reevaluate, a device for a user whom Config holds without',
    door: 'reevaluate',
    event: () => batch(iamRecord('EnableMFADevice', { userName: 'bob' })),
    env: {},
    seed: people,
    writes: ['config:StartConfigRulesEvaluation'],
    reads: [
      'config:DescribeConfigRules',
      'iam:GetUser',
      'iam:GetLoginProfile',
      'iam:ListMFADevices',
      'config:GetComplianceDetailsByResource',
    ],
    harm: postedWrongly,
    missing: startedNothing,
  },
  remediation('require-mfa', 'AIDAALICE', ['iam:AddUserToGroup'], [...verdictReads, ...groupReads]),
  remediation(
    'undo-require-mfa',
    'AIDAALICE',
    ['iam:RemoveUserFromGroup'],
    ['iam:ListUsers', 'iam:ListGroupsForUser'],
  ),
  remediation('remove-console-access', 'AIDAALICE', ['iam:DeleteLoginProfile'], verdictReads),
  remediation('remove-console-access', 'AIDABOB', [], verdictReads),
  remediation('require-mfa', 'AIDABOB', [], verdictReads),
  {
    name: 'report',
    door: 'report',
    event: () => ({}),
    env: { REPORT_BUCKET: 'reports', REPORT_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:reports' },
    seed: reportedByTwo,
    writes: ['s3:PutObject', 'sns:Publish'],
    reads: [
      'organizations:ListAccounts',
      'organizations:DescribeOrganization',
      'organizations:ListRoots',
      'organizations:ListOrganizationalUnitsForParent',
      'config:DescribeAggregateComplianceByConfigRules',
      'config:GetAggregateComplianceDetailsByConfigRule',
      'config:GetOrganizationConformancePackDetailedStatus',
      'config:SelectAggregateResourceConfig',
      's3:GetObject',
    ],
    harm: reportedWrongly,
    missing: (world) => [
      ...reportedWrongly(world),
      ...(world.places.messages > 0 ? [] : ['the topic was told nothing']),
      ...(world.places.objects.has('/reports/reports/latest/report.json') ? [] : ['there is no report']),
    ],
  },
];
