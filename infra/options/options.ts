import {
  choice,
  flag,
  type Kind,
  list,
  oneOfNumbers,
  optional,
  text,
  wholeNumber,
} from '../../rule/core/kinds';
import type { ParameterKey } from '../../rule/core/parameters';
import { meta, ruleRemediations } from '../../rule/meta';

export type Frequency = keyof typeof meta.schedules;
export const frequencies = Object.keys(meta.schedules) as readonly Frequency[];
/** The time between two scans. */
export const secondsOf = (frequency: Frequency): number => meta.schedules[frequency] * 3600;

export const runtimes = ['nodejs22.x', 'nodejs24.x'] as const;
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The places that have an option; member stacks have those of both places, as parameters of their template. */
interface Scope {
  readonly only?: 'account' | 'organization';
  /** The message in the other place. */
  readonly instead?: string;
  readonly inMembers?: boolean;
  /** The values that an account may have, where they are fewer. */
  readonly inAccount?: Kind<unknown>;
  /** The default in words, where it is no plain value. */
  readonly shownDefault?: string;
}

const option = <T>(kind: Kind<T>, value: string, description: string, scope: Scope = {}) => ({
  ...kind,
  default: value,
  description,
  ...scope,
});
const accountOnly = (instead: string) => ({ only: 'account', instead }) as const;
const organizationOnly = { only: 'organization', instead: 'only with organizationalUnitIds' } as const;

const policyName = text(
  '(?:[A-Za-z0-9_+=.@-]+/)*[A-Za-z0-9_+=.@-]{1,128}',
  'the name of a managed policy, with its path, like company/Boundary',
);
/** With or without the slash that every path begins with; a slash alone is no policy, and not none either. */
const boundary: typeof policyName = {
  ...policyName,
  read: (name) => policyName.read(name.replace(/^\/(?=.)/, '')),
};

const accountId = '\\d{12}';
/** A region of a partition; an ARN that mixes them up is of no resource. */
const arnOf = (service: string, resource: string): string => {
  const regions = {
    aws: '(?:[abd-z][a-z]|c[a-mo-z])-(?:central|(?:north|south)(?:east|west)?|east|west)-[0-9]',
    'aws-cn': 'cn-[a-z]+-[0-9]',
    'aws-us-gov': 'us-gov-[a-z]+-[0-9]',
    'aws-eusc': 'eusc-[a-z]+-[a-z]+-[0-9]',
    'aws-iso(?:-[bef])?': '(?:us|eu)-iso[bef]?-[a-z]+-[0-9]',
  };
  const places = Object.entries(regions).map(([partition, region]) => `${partition}:${service}:${region}`);
  return `arn:(?:${places.join('|')}):${accountId}:${resource}`;
};
const accounts = list(accountId, 'at most 1000 comma-separated account ids of 12 digits', 1000);

/**
 * Every option but the rule's own parameters, a row each: how it is written, its default, its text, and where it is one. Parser,
 * props, template parameters, messages and docs/ are made of it; `npm run docs` writes what is written down.
 */
export const options = {
  maximumExecutionFrequency: option(
    choice(frequencies),
    'Six_Hours',
    'How often all users are scanned: One_Hour, Three_Hours, Six_Hours, Twelve_Hours or TwentyFour_Hours.',
  ),
  reevaluation: option(
    flag,
    'true',
    'Starts the rule within minutes of IAM activity that would change a result. Needs a CloudTrail trail with management write events.',
  ),
  notificationEmail: option(
    text('[^\\s@,]+@[^\\s@,]+', 'an e-mail address'),
    '',
    'An e-mail address that gets alarms and notices by a new, encrypted SNS topic; the owner has to confirm the subscription.',
    accountOnly('notificationTopicArn, one topic for all accounts'),
  ),
  notificationTopicArn: option(
    text(arnOf('sns', '[A-Za-z0-9_-]{1,256}'), 'the ARN of an SNS topic'),
    '',
    'An existing SNS topic for alarms and notices instead; its policy and its key must allow CloudWatch and EventBridge to publish.',
  ),
  complianceNotice: option(
    flag,
    'false',
    'Notices to the topic, in words, of users who become NON_COMPLIANT and who no longer are.',
    accountOnly('false in an organization: iam-user-mfa org-report and the aggregator show who has no MFA'),
  ),
  securityHubFindings: option(
    flag,
    'false',
    'The rule sends findings of its own to Security Hub CSPM, with severity, owner and control ids; it opens and closes them. Security Hub CSPM has to be on, or each run warns.',
  ),
  securityHubInsight: option(
    flag,
    'false',
    'A Security Hub insight that counts the users without MFA by account. The deployment fails where Security Hub CSPM is off.',
    accountOnly('not in an organization: an insight would fail where Security Hub is off'),
  ),
  criticalFindingNotice: option(
    flag,
    'false',
    'A notice to the topic when a finding about an administrator opens in Security Hub CSPM; needs securityHubFindings, rankPrivileges and a topic.',
    accountOnly('not in an organization: each account would need a topic of its own'),
  ),
  remediation: option(
    choice(['off', 'manual', 'automatic']),
    'off',
    'off; manual: a person starts the remediation in the AWS Config console; automatic: Config starts it for every NON_COMPLIANT user. It evaluates the user again first and never touches exempt users or users in grace.',
  ),
  remediationAction: option(
    choice(ruleRemediations),
    'require-mfa',
    'The action of remediation: require-mfa, which can be undone, or remove-console-access, which deletes the login profile and can only be manual.',
  ),
  removeConsoleAccess: option(
    flag,
    'false',
    'Makes the runbook that deletes login profiles, with the permission for it.',
  ),
  allowFirstPasswordChange: option(
    flag,
    'false',
    'Users in the group of require-mfa whose password must be reset may change it before they have MFA; so may a thief who has the password.',
  ),
  auditRetentionDays: option(
    oneOfNumbers(retentionDays),
    '400',
    'How many days the log of remediation is kept. It is the audit trail and stays when the stack is deleted.',
  ),
  alarms: option(
    choice(['true', 'false', 'all']),
    'true',
    'Alarms for when the rule cannot do its work. In an organization only where there is a topic: true means dead letters, failing functions and, where the rule is in the member stack, missing scans; all means every alarm of the account stack.',
    { inAccount: flag },
  ),
  metrics: option(
    choice(['scans', 'all', 'none']),
    'scans',
    'Custom metrics, which CloudWatch bills: scans, the one that the alarm on missing scans looks at, where there is that alarm; all, with people, calls and times; none.',
  ),
  dashboard: option(
    flag,
    'true',
    'A CloudWatch dashboard: run time, failures and dead letters; with metrics=all console users without MFA over time and calls, too.',
    accountOnly('not in an organization: its member stacks have no dashboard'),
  ),
  savedQuery: option(
    flag,
    'false',
    'A saved advanced query in the AWS Config console that lists the users without MFA; it finds them only where the recorder records AWS::Config::ResourceCompliance.',
    { inMembers: false },
  ),
  memoryMiB: option(
    wholeNumber({ min: 128, max: 10_240 }),
    '512',
    'The memory of the functions in MiB, 128..10240.',
  ),
  timeoutSeconds: option(
    wholeNumber({ min: 30, max: 900 }),
    '900',
    'How long one scan may take, 30..900 seconds; users not read by then are reported as unreadable.',
  ),
  reservedConcurrency: option(
    optional(wholeNumber({ min: 1, max: 1000 })),
    '',
    'How many runs of the rule there may be at a time, 1..1000, taken from what the account has; making the rule may start one for each recorded user.',
  ),
  permissionsBoundary: option(
    boundary,
    '',
    'The managed policy that bounds every role, by its name with path; each account has to have it.',
  ),
  rolePath: option(
    // IAM takes 512 characters.
    text(
      '/(?:[A-Za-z0-9_-]{1,50}/){0,10}',
      'a path of IAM that begins and ends with a slash, like /security/, with at most 10 parts of 50 characters',
    ),
    '/',
    'The path of every role.',
  ),
  kmsKeyArn: option(
    text(arnOf('kms', 'key/[A-Za-z0-9-]{1,64}'), 'the ARN of a KMS key, not of an alias'),
    '',
    'The key that encrypts logs, queues and reports; its policy has to let logs, events, sqs and cloudwatch of each account use it.',
  ),
  architecture: option(
    choice(['arm64', 'x86_64']),
    'arm64',
    'The instruction set of the functions: arm64 or x86_64.',
  ),
  runtime: option(
    choice(runtimes),
    'nodejs24.x',
    'The runtime of the functions: nodejs24.x or nodejs22.x. It brings the AWS SDK, which is not in the bundle.',
  ),
  logRetentionDays: option(
    oneOfNumbers(retentionDays),
    '90',
    'How many days the logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, ... 3653.',
  ),
  allowAnyRegion: option(
    flag,
    'false',
    "Allows a deployment outside the partition's IAM region: scheduled scans only, as IAM's events are not seen there.",
  ),
  ruleIn: option(
    choice(['conformance-pack', 'member-stack']),
    'conformance-pack',
    "The place of the rule: in the organization's conformance pack, or in the member-stack, with the pack holding the root rules only.",
    { ...organizationOnly, inMembers: true },
  ),
  organizationalUnitIds: option(
    list(
      '(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})',
      'comma-separated ids of organizational units (ou-abcd-11111111) or of the root (r-abcd)',
      1000,
    ),
    '',
    'The organizational units (ou-abcd-11111111) or the root (r-abcd) whose accounts get the member stack, comma-separated in the context.',
    organizationOnly,
  ),
  deployFrom: option(
    choice(['management-account', 'delegated-administrator']),
    'management-account',
    'The account that deploys the stacks: management-account, or delegated-administrator (then without IamUserMfaManagement).',
    organizationOnly,
  ),
  managementAccountId: option(
    text(accountId, 'an account id of 12 digits'),
    '',
    "The management account's id, which the pack's remediation names and Config replaces by each member's; a delegated administrator has to name it.",
    { ...organizationOnly, shownDefault: 'the account that is deployed to' },
  ),
  autoDeployment: option(
    flag,
    'true',
    'Accounts that join the organizational units later get the member stack by themselves.',
    organizationOnly,
  ),
  memberExcludedAccounts: option(
    accounts,
    '',
    'Accounts below the organizational units that get no member stack; only with autoDeployment=false, as automatic deployment ignores it.',
    organizationOnly,
  ),
  memberDependsOn: option(
    list(
      'arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:\\d{12}:stackset/[A-Za-z][A-Za-z0-9-]{0,127}:[A-Za-z0-9-]+',
      'at most 10 comma-separated ARNs of StackSets (arn:aws:cloudformation:us-east-1:111122223333:stackset/name:id)',
      10,
    ),
    '',
    'ARNs of StackSets that have to be deployed in an account first, like the one that switches the recorder on; only with autoDeployment.',
    organizationOnly,
  ),
  excludedAccounts: option(
    accounts,
    '',
    'Accounts that the conformance pack leaves out, 1,000 at most.',
    organizationOnly,
  ),
  packName: option(
    text('[a-zA-Z][-a-zA-Z0-9]{0,127}', 'a letter, then letters, digits and hyphens, at most 128 in all'),
    'iam-user-mfa',
    'The name of the conformance pack.',
    organizationOnly,
  ),
  rootHardwareMfa: option(
    flag,
    'false',
    "The pack also checks that the root user's MFA is a hardware device (root-account-hardware-mfa-enabled).",
    organizationOnly,
  ),
  organizationReport: option(
    optional(choice(['off', 'weekly', 'daily'])),
    '',
    'A report of the whole organization, off, weekly (on Mondays) or daily, as HTML, CSV and JSON in a bucket of its own, with five lines to the topic.',
    {
      ...organizationOnly,
      shownDefault: '`weekly` where there are an aggregator and a topic, else `off`',
    },
  ),
  reportHour: option(
    wholeNumber({ min: 0, max: 23 }),
    '6',
    'The hour of the report, 0..23, UTC.',
    organizationOnly,
  ),
  reportRetentionDays: option(
    wholeNumber({ min: 1, max: 3653 }),
    '400',
    'How many days reports are kept, 1..3653.',
    organizationOnly,
  ),
  aggregator: option(
    flag,
    'true',
    'An organization aggregator with its role, in a stack of its own.',
    organizationOnly,
  ),
  aggregatorName: option(
    text('[A-Za-z0-9_-]{1,256}', 'the name of an aggregator: letters, digits, _ and -'),
    '',
    'An aggregator that exists, of this account and region: the report reads it, and none is made.',
    organizationOnly,
  ),
  objectLockDays: option(
    optional(wholeNumber({ min: 1, max: 3653 })),
    '',
    'For how many days no report can be deleted or overwritten (S3 Object Lock, governance mode).',
    organizationOnly,
  ),
  tags: option(
    list(
      '(?![Aa][Ww][Ss]:)[^,=]{1,128}=[^,=]{0,256}',
      'at most 50 comma-separated tags like team=security,cost-center=42, with no key that begins with aws:',
      50,
    ),
    '',
    'The tags of the StackSet, which its instances put on what they make; in cdk.json an object, too.',
    organizationOnly,
  ),
};

export type OptionKey = keyof typeof options;
/** A row, whichever it is. */
export type Option = Kind<unknown> & Scope & { readonly default: string; readonly description: string };
export const optionRows: Readonly<Record<OptionKey, Option>> = options;
export const optionKeys = Object.keys(options) as readonly OptionKey[];

type ValueOf<K> = K extends Kind<infer T> ? T : never;
/** Every option as it was written; where it is none, it has its default. */
export type WrittenOptions = { readonly [K in OptionKey]: ValueOf<(typeof options)[K]> };
/** As code reads it, what the others decide included. */
export interface Options extends Omit<WrittenOptions, 'organizationReport'> {
  readonly organizationReport: 'off' | 'weekly' | 'daily';
}

/** The stack of one account, or those of an organization; of these the member stack, whose options are parameters, too. */
export type Place = 'account' | 'member' | 'organization';
/** How it is written there. */
export const kindIn = (key: OptionKey, place: Place): Kind<unknown> =>
  (place === 'account' ? optionRows[key].inAccount : undefined) ?? optionRows[key];
export const isIn = (key: OptionKey, place: Place): boolean => {
  const { only } = optionRows[key];
  return only === undefined || (only === 'account') === (place === 'account');
};
export const isInMembers = (key: OptionKey): boolean => {
  const { only, inMembers = only === undefined } = optionRows[key];
  return inMembers;
};

/** The rule parameters that were set, as the strings that Config hands to the function. */
export type SetParameters = Readonly<Partial<Record<ParameterKey, string>>>;
