/** What an option is for, as JSDoc, template parameters and docs/ say it; `default` only where it is no plain value. */
export interface OptionText {
  readonly description: string;
  readonly default?: string;
}

/** The rule parameters' own texts are in `rule/core/parameters.ts`. */
export const optionTexts = {
  maximumExecutionFrequency: {
    description:
      'How often all users are scanned: One_Hour, Three_Hours, Six_Hours, Twelve_Hours or TwentyFour_Hours.',
  },
  reevaluation: {
    description:
      'Starts the rule within minutes of IAM activity that would change a result. Needs a CloudTrail trail with management write events.',
  },
  alarms: {
    description:
      'Alarms for when the rule cannot do its work. In an organization, true means dead letters, failing functions and, where the rule is in the member stack, missing scans; all means every alarm of the account stack.',
  },
  dashboard: {
    description: 'A CloudWatch dashboard: console users without MFA over time, run time, calls and failures.',
  },
  savedQuery: {
    description:
      'A saved advanced query in the AWS Config console that lists the users without MFA; it finds them only where the recorder records AWS::Config::ResourceCompliance.',
    default: '`true`, in China `false`',
  },
  notificationEmail: {
    description:
      'An e-mail address that gets alarms and notices by a new, encrypted SNS topic; the owner has to confirm the subscription.',
  },
  notificationTopicArn: {
    description:
      'An existing SNS topic for alarms and notices instead; its policy and its key must allow CloudWatch and EventBridge to publish.',
  },
  complianceNotice: {
    description: 'Notices to the topic, in words, of users who become NON_COMPLIANT and who no longer are.',
  },
  securityHubFindings: {
    description:
      'The rule sends findings of its own to Security Hub CSPM, with severity, owner and control ids; it opens and closes them. Security Hub CSPM has to be on, or each run warns.',
  },
  securityHubInsight: {
    description:
      'A Security Hub insight that counts the users without MFA by account. The deployment fails where Security Hub CSPM is off.',
  },
  criticalFindingNotice: {
    description:
      'A notice to the topic when a finding about an administrator opens in Security Hub CSPM; needs securityHubFindings, rankPrivileges and a topic.',
  },
  remediation: {
    description:
      'off; manual: a person starts the remediation in the AWS Config console; automatic: Config starts it for every NON_COMPLIANT user. It evaluates the user again first and never touches exempt users or users in grace.',
  },
  remediationAction: {
    description:
      'What remediation does: require-mfa, which can be undone, or remove-console-access, which deletes the login profile and can only be manual.',
  },
  removeConsoleAccess: {
    description: 'Makes the runbook that deletes login profiles, with the permission for it.',
  },
  allowFirstPasswordChange: {
    description:
      'Users in the group of require-mfa whose password must be reset may change it before they have MFA; so may a thief who has the password.',
  },
  auditRetentionDays: {
    description:
      'How many days the log of remediation is kept. It is the audit trail and stays when the stack is deleted.',
  },
  memoryMiB: { description: 'The memory of the functions in MiB, 128..10240.' },
  timeoutSeconds: {
    description:
      'How long one scan may take, 30..900 seconds; users not read by then are reported as unreadable.',
  },
  architecture: { description: 'The instruction set of the functions: arm64 or x86_64.' },
  runtime: {
    description:
      'The runtime of the functions: nodejs24.x or nodejs22.x. It brings the AWS SDK, which is not in the bundle.',
  },
  logRetentionDays: { description: 'How many days the logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, ... 3653.' },
  allowAnyRegion: {
    description:
      "Allows a deployment outside the partition's IAM region: scheduled scans only, as IAM's events are not seen there.",
  },
  organizationReport: {
    description:
      'A report of the whole organization, off, weekly (on Mondays) or daily, as HTML, CSV and JSON in a bucket of its own, with five lines to the topic.',
  },
  reportHour: { description: 'The hour of the report, 0..23, UTC.' },
  reportRetentionDays: { description: 'How many days reports are kept, 1..3653.' },
  organizationalUnitIds: {
    description:
      'The organizational units (ou-abcd-11111111) or the root (r-abcd) whose accounts get the member stack, comma-separated in the context.',
  },
  ruleIn: {
    description:
      "Where the rule is: in the organization's conformance pack, or in the member-stack, with the pack holding the root rules only.",
  },
  deployFrom: {
    description:
      'Where the stacks are deployed from: management-account, or delegated-administrator (then without IamUserMfaManagement).',
  },
  managementAccountId: {
    description:
      "The management account's id, which the pack's remediation names and Config replaces by each member's; a delegated administrator has to name it.",
    default: 'the account that is deployed to',
  },
  autoDeployment: {
    description: 'Accounts that join the organizational units later get the member stack by themselves.',
  },
  memberExcludedAccounts: {
    description:
      'Accounts below the organizational units that get no member stack; only with autoDeployment=false, as automatic deployment ignores it.',
  },
  memberDependsOn: {
    description:
      'ARNs of StackSets that have to be deployed in an account first, like the one that switches the recorder on; only with autoDeployment.',
  },
  excludedAccounts: { description: 'Accounts that the conformance pack leaves out, 1,000 at most.' },
  packName: { description: 'The name of the conformance pack.' },
  rootHardwareMfa: {
    description:
      "The pack also checks that the root user's MFA is a hardware device (root-account-hardware-mfa-enabled).",
  },
  aggregator: {
    description:
      'An organization aggregator with its role, in a stack of its own, and a saved query over it.',
  },
} as const satisfies Readonly<Record<string, OptionText>>;

export type TextedOption = keyof typeof optionTexts;
