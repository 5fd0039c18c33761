import type { RemediationAction } from '../meta';
import { meta } from '../meta';

/** The flags of a command as commander gives them. */
export type GivenFlags = Readonly<Record<string, unknown>>;

interface Need {
  readonly actions: readonly string[];
  /** Ends of ARNs after `arn:PARTITION:`; `*` where the action takes no resource, or is about any user. */
  readonly on?: (flags: GivenFlags) => readonly string[];
  /** With which flags; without it always. */
  readonly when?: (flags: GivenFlags) => boolean;
}

type Needs = Readonly<Record<string, Need>>;

const userActions: readonly string[] = ['iam:ListUsers', 'iam:GetLoginProfile', 'iam:ListMFADevices'];
const hasTags = ({ exemptTagKey, ownerTagKey }: GivenFlags): boolean =>
  [exemptTagKey, ownerTagKey].some((key) => key !== undefined && key !== '');
const isFetched = ({ credentialReport }: GivenFlags): boolean => credentialReport === 'fetch';
const isLive = (flags: GivenFlags): boolean => flags['credentialReport'] === undefined || isFetched(flags);

const users: Needs = {
  Users: { actions: userActions, when: isLive },
  VirtualDevices: {
    actions: ['iam:ListVirtualMFADevices'],
    when: (flags) => isLive(flags) && flags['requiredMfa'] !== 'has-phishing-resistant',
  },
  Tags: { actions: ['iam:ListUserTags'], when: (flags) => isLive(flags) && hasTags(flags) },
  Privileges: {
    actions: ['iam:GetAccountAuthorizationDetails', 'iam:GetPolicy', 'iam:GetPolicyVersion'],
    when: (flags) => isLive(flags) && flags['rankPrivileges'] === 'true',
  },
};
const account: Needs = {
  Account: { actions: ['iam:GetAccountSummary', 'iam:ListAccountAliases'], when: isLive },
};
const tree: Needs = {
  Organization: {
    actions: [
      'organizations:DescribeOrganization',
      'organizations:ListAccounts',
      'organizations:ListAccountsForParent',
      'organizations:ListOrganizationalUnitsForParent',
      'organizations:ListRoots',
    ],
  },
};

const bucketOf = ({ output }: GivenFlags): RegExpExecArray | null =>
  /^s3:\/\/([^/]+)(?:\/+(.*?))?\/*$/i.exec(typeof output === 'string' ? output : '');

const isAction =
  (...actions: readonly RemediationAction[]) =>
  ({ action }: GivenFlags): boolean =>
    actions.some((one) => one === action);
const isApplied = ({ apply }: GivenFlags): boolean => apply === true;
const groupsOf = ({ group }: GivenFlags): readonly string[] =>
  typeof group === 'string'
    ? [`iam::*:group/${group}`, `iam::*:group/*/${group}`]
    : [`iam::*:group${meta.requiredGroupPath}*`, `iam::*:group/${meta.requiredGroupName}`];

/**
 * The one table of what each command asks of AWS. sts:GetCallerIdentity needs no permission, so it is not in it; doctor's checks
 * name their own.
 */
export const needsOf: Readonly<Record<string, Needs>> = {
  scan: {
    ...users,
    ...account,
    CredentialReport: {
      actions: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport', 'iam:GetUser'],
      when: isFetched,
    },
    SignIns: { actions: ['cloudtrail:LookupEvents'], when: ({ signIns }) => signIns !== undefined },
  },
  evidence: { ...users, ...account },
  'org-scan': {
    ...tree,
    ...users,
    Accounts: {
      actions: ['sts:AssumeRole'],
      on: ({ roleName }) => [`iam::*:role/${String(roleName).replace(/^\//, '')}`],
    },
  },
  'org-report': {
    ...tree,
    Aggregator: {
      actions: [
        'config:DescribeAggregateComplianceByConfigRules',
        'config:GetAggregateComplianceDetailsByConfigRule',
        'config:SelectAggregateResourceConfig',
      ],
    },
    Pack: { actions: ['config:GetOrganizationConformancePackDetailedStatus'] },
    Reports: {
      actions: ['s3:GetObject', 's3:PutObject'],
      on: (flags) => {
        const [, bucket = '', folder = 'reports'] = bucketOf(flags) ?? [];
        return [`s3:::${bucket}/${folder === '' ? 'reports' : folder}/*`];
      },
      when: (flags) => bucketOf(flags) !== null,
    },
    Bucket: {
      actions: ['s3:ListBucket'],
      on: (flags) => [`s3:::${bucketOf(flags)?.[1] ?? ''}`],
      when: (flags) => bucketOf(flags) !== null,
    },
  },
  remediate: {
    Users: { actions: ['iam:ListUsers'] },
    Decision: {
      actions: ['config:DescribeConfigRules', 'iam:GetLoginProfile', 'iam:GetUser', 'iam:ListUserTags'],
      when: isAction('require-mfa', 'remove-console-access'),
    },
    Devices: {
      actions: ['iam:ListMFADevices'],
      when: (flags) => flags['allMembers'] === true || flags['action'] !== 'undo-require-mfa',
    },
    Groups: {
      actions: ['iam:ListGroups'],
      when: ({ action, allMembers, group }) =>
        group === undefined && (allMembers === true || action === 'require-mfa'),
    },
    Members: { actions: ['iam:GetGroup'], when: ({ allMembers }) => allMembers === true },
    GroupsOfUser: {
      actions: ['iam:ListGroupsForUser'],
      when: isAction('require-mfa', 'undo-require-mfa'),
    },
    GroupPolicies: {
      actions: [
        'iam:GetGroupPolicy',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
        'iam:ListAttachedGroupPolicies',
        'iam:ListGroupPolicies',
      ],
      when: isAction('require-mfa'),
    },
    PasswordPolicy: {
      actions: ['iam:GetAccountPasswordPolicy'],
      when: (flags) => isAction('require-mfa')(flags) && !isApplied(flags),
    },
    AddToGroup: {
      actions: ['iam:AddUserToGroup'],
      on: groupsOf,
      when: (flags) => isAction('require-mfa')(flags) && isApplied(flags),
    },
    RemoveFromGroup: {
      actions: ['iam:RemoveUserFromGroup'],
      on: groupsOf,
      when: (flags) => isAction('undo-require-mfa')(flags) && isApplied(flags),
    },
    DeletePassword: {
      actions: ['iam:DeleteLoginProfile'],
      on: () => ['iam::*:user/*'],
      when: (flags) => isAction('remove-console-access')(flags) && isApplied(flags),
    },
  },
  enrol: {
    User: {
      actions: [
        'config:DescribeConfigRules',
        'iam:GetLoginProfile',
        'iam:GetUser',
        'iam:ListMFADevices',
        'iam:ListUserTags',
        'iam:ListVirtualMFADevices',
      ],
    },
    MakeDevice: {
      actions: ['iam:CreateVirtualMFADevice', 'iam:DeleteVirtualMFADevice'],
      on: () => ['iam::*:mfa/*'],
    },
    AssignDevice: { actions: ['iam:EnableMFADevice'], on: () => ['iam::*:user/*'] },
  },
};

/** The least that a command needs with these flags. */
export function policyOf(command: string, flags: GivenFlags): object {
  const statements = Object.entries(needsOf[command] ?? {})
    .filter(([, { when }]) => when?.(flags) ?? true)
    .map(([Sid, { actions, on }]) => ({
      Sid,
      Effect: 'Allow',
      Action: [...actions].sort(),
      Resource: on === undefined ? ['*'] : on(flags).map((end) => `arn:${String(flags['partition'])}:${end}`),
    }));
  return { Version: '2012-10-17', Statement: statements };
}
