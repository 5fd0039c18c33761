import type { SeedInput } from '../../rule/standin';
import { enforcing, groupSeed, requiredGroup } from '../entries/required-group';
import { changedAnother, tookNoStep } from './invariants';
import type { World } from './one-address';
import { alice, bob, reportedByTwo } from './worlds';

/** A command, and the calls of it that are met: all its writes and some of its reads. */
export interface CommandCase {
  readonly name: string;
  /** `folder` is one that is not there yet. */
  readonly args: (folder: string) => readonly string[];
  readonly seed: SeedInput;
  readonly calls: readonly string[];
  /** Calls for a line that is shown, and decides nothing. */
  readonly mayDoWithout?: readonly string[];
  /** How it ends when nothing goes wrong. */
  readonly code: number;
  readonly harm?: (world: World) => readonly string[];
  readonly missing?: (world: World) => readonly string[];
}

const people: SeedInput = { users: [alice, bob], pageSize: 1 };

const remediation = (action: string, write: string): CommandCase => ({
  name: `remediate --action ${action} --apply`,
  args: () => ['remediate', '--action', action, '--user-name', 'alice', '--apply'],
  seed: {
    ...enforcing(),
    groups: [groupSeed()],
    users: [{ ...alice, ...(action === 'undo-require-mfa' ? { groups: [requiredGroup] } : {}) }, bob],
  },
  calls: [write, 'sts:GetCallerIdentity'],
  mayDoWithout: ['sts:GetCallerIdentity'],
  code: 0,
  harm: changedAnother(action),
  missing: (world) => tookNoStep(action)(world, 'exit 0'),
});

const member = '111122223333';
const organization: SeedInput = {
  ...reportedByTwo,
  accounts: [{ accountId: member, users: [bob] }],
};

export const commandCases: readonly CommandCase[] = [
  {
    name: 'scan',
    args: () => ['scan', '--format', 'json'],
    seed: people,
    calls: ['iam:ListUsers', 'iam:GetLoginProfile', 'sts:GetCallerIdentity'],
    code: 1,
  },
  {
    name: 'evidence',
    args: (folder) => ['evidence', '--output', folder],
    seed: people,
    calls: ['iam:ListUsers', 'iam:GetLoginProfile'],
    code: 1,
  },
  {
    name: 'org-scan',
    args: () => ['org-scan', '--role-name', 'audit', '--format', 'json'],
    seed: organization,
    calls: ['organizations:ListAccounts', 'sts:AssumeRole', 'iam:ListUsers'],
    code: 1,
  },
  {
    name: 'org-report',
    args: () => ['org-report', '--format', 'json'],
    seed: reportedByTwo,
    calls: [
      'organizations:ListAccounts',
      'config:DescribeAggregateComplianceByConfigRules',
      'config:GetAggregateComplianceDetailsByConfigRule',
    ],
    code: 1,
  },
  {
    name: 'doctor',
    args: () => ['doctor'],
    seed: people,
    calls: ['config:DescribeConfigurationRecorders', 'config:DescribeConfigRules'],
    code: 1,
  },
  {
    name: 'doctor --organization',
    args: () => ['doctor', '--organization', '--role-name', 'audit'],
    seed: organization,
    calls: ['organizations:ListAccounts', 'organizations:DescribeOrganization'],
    code: 0,
  },
  {
    name: 'remediate, the plan',
    args: () => ['remediate', '--action', 'remove-console-access'],
    seed: people,
    calls: ['config:DescribeConfigRules', 'iam:ListUsers'],
    code: 1,
  },
  remediation('require-mfa', 'iam:AddUserToGroup'),
  remediation('undo-require-mfa', 'iam:RemoveUserFromGroup'),
  remediation('remove-console-access', 'iam:DeleteLoginProfile'),
];
