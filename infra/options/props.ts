// Written by `npm run docs` from the tables of options and of rule parameters.

/** In one account and in an organization. */
export interface CommonOptions {
  /**
   * Which MFA devices are enough.
   * @default 'any'
   */
  readonly requiredMfa?: 'any' | 'has-phishing-resistant' | 'only-phishing-resistant' | undefined;
  /**
   * Hours after the console password was made in which a user without sufficient MFA is not flagged.
   * @default 0
   */
  readonly gracePeriodHours?: number | undefined;
  /**
   * The user tag whose value "YYYY-MM-DD reason" exempts the user through that day (UTC).
   * @default - none
   */
  readonly exemptTagKey?: string | undefined;
  /**
   * How many days ahead an exemption tag may reach; a later date exempts no user.
   * @default 366
   */
  readonly maxExemptDays?: number | undefined;
  /**
   * Users under these IAM paths are exempt; whole segments, with case.
   * @default - none
   */
  readonly exemptPaths?: readonly string[] | undefined;
  /**
   * These users are exempt; names compare with case.
   * @default - none
   */
  readonly exemptUserNames?: readonly string[] | undefined;
  /**
   * The user tag whose value names who is to act; it is shown and decides nothing.
   * @default - none
   */
  readonly ownerTagKey?: string | undefined;
  /**
   * Whether scans read what each user may do and show administrators; it decides nothing.
   * @default false
   */
  readonly rankPrivileges?: boolean | undefined;
  /**
   * How often all users are scanned: One_Hour, Three_Hours, Six_Hours, Twelve_Hours or TwentyFour_Hours.
   * @default 'Six_Hours'
   */
  readonly maximumExecutionFrequency?:
    'One_Hour' | 'Three_Hours' | 'Six_Hours' | 'Twelve_Hours' | 'TwentyFour_Hours' | undefined;
  /**
   * Starts the rule within minutes of IAM activity that would change a result. Needs a CloudTrail trail with management
   * write events.
   * @default true
   */
  readonly reevaluation?: boolean | undefined;
  /**
   * An existing SNS topic for alarms and notices instead; its policy and its key must allow CloudWatch and EventBridge to
   * publish.
   * @default - none
   */
  readonly notificationTopicArn?: string | undefined;
  /**
   * The rule sends findings of its own to Security Hub CSPM, with severity, owner and control ids; it opens and closes
   * them. Security Hub CSPM has to be on, or each run warns.
   * @default false
   */
  readonly securityHubFindings?: boolean | undefined;
  /**
   * off; manual: a person starts the remediation in the AWS Config console; automatic: Config starts it for every
   * NON_COMPLIANT user. It evaluates the user again first and never touches exempt users or users in grace.
   * @default 'off'
   */
  readonly remediation?: 'off' | 'manual' | 'automatic' | undefined;
  /**
   * The action of remediation: require-mfa, which can be undone, or remove-console-access, which deletes the login profile
   * and can only be manual.
   * @default 'require-mfa'
   */
  readonly remediationAction?: 'require-mfa' | 'remove-console-access' | undefined;
  /**
   * Makes the runbook that deletes login profiles, with the permission for it.
   * @default false
   */
  readonly removeConsoleAccess?: boolean | undefined;
  /**
   * Users in the group of require-mfa whose password must be reset may change it before they have MFA; so may a thief who
   * has the password.
   * @default false
   */
  readonly allowFirstPasswordChange?: boolean | undefined;
  /**
   * How many days the log of remediation is kept. It is the audit trail and stays when the stack is deleted.
   * @default 400
   */
  readonly auditRetentionDays?: number | undefined;
  /**
   * Alarms for when the rule cannot do its work. In an organization only where there is a topic: true means dead letters,
   * failing functions and, where the rule is in the member stack, missing scans; all means every alarm of the account
   * stack.
   * @default true
   */
  readonly alarms?: boolean | 'all' | undefined;
  /**
   * Custom metrics, which CloudWatch bills: scans, the one that the alarm on missing scans looks at, where there is that
   * alarm; all, with people, calls and times; none.
   * @default 'scans'
   */
  readonly metrics?: 'scans' | 'all' | 'none' | undefined;
  /**
   * A saved advanced query in the AWS Config console that lists the users without MFA; it finds them only where the
   * recorder records AWS::Config::ResourceCompliance.
   * @default false
   */
  readonly savedQuery?: boolean | undefined;
  /**
   * The memory of the functions in MiB, 128..10240.
   * @default 512
   */
  readonly memoryMiB?: number | undefined;
  /**
   * How long one scan may take, 30..900 seconds; users not read by then are reported as unreadable.
   * @default 900
   */
  readonly timeoutSeconds?: number | undefined;
  /**
   * How many runs of the rule there may be at a time, 1..1000, taken from what the account has; making the rule may start
   * one for each recorded user.
   * @default - none
   */
  readonly reservedConcurrency?: number | undefined;
  /**
   * The managed policy that bounds every role, by its name with path; each account has to have it.
   * @default - none
   */
  readonly permissionsBoundary?: string | undefined;
  /**
   * The path of every role.
   * @default '/'
   */
  readonly rolePath?: string | undefined;
  /**
   * The key that encrypts logs, queues and reports; its policy has to let logs, events, sqs and cloudwatch of each account
   * use it.
   * @default - none
   */
  readonly kmsKeyArn?: string | undefined;
  /**
   * The instruction set of the functions: arm64 or x86_64.
   * @default 'arm64'
   */
  readonly architecture?: 'arm64' | 'x86_64' | undefined;
  /**
   * The runtime of the functions: nodejs24.x or nodejs22.x. It brings the AWS SDK, which is not in the bundle.
   * @default 'nodejs24.x'
   */
  readonly runtime?: 'nodejs22.x' | 'nodejs24.x' | undefined;
  /**
   * How many days the logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, ... 3653.
   * @default 90
   */
  readonly logRetentionDays?: number | undefined;
  /**
   * Allows a deployment outside the partition's IAM region: scheduled scans only, as IAM's events are not seen there.
   * @default false
   */
  readonly allowAnyRegion?: boolean | undefined;
}

/** In one account. */
export interface AccountOptions extends CommonOptions {
  /**
   * An e-mail address that gets alarms and notices by a new, encrypted SNS topic; the owner has to confirm the
   * subscription.
   * @default - none
   */
  readonly notificationEmail?: string | undefined;
  /**
   * Notices to the topic, in words, of users who become NON_COMPLIANT and who no longer are.
   * @default false
   */
  readonly complianceNotice?: boolean | undefined;
  /**
   * A Security Hub insight that counts the users without MFA by account. The deployment fails where Security Hub CSPM is
   * off.
   * @default false
   */
  readonly securityHubInsight?: boolean | undefined;
  /**
   * A notice to the topic when a finding about an administrator opens in Security Hub CSPM; needs securityHubFindings,
   * rankPrivileges and a topic.
   * @default false
   */
  readonly criticalFindingNotice?: boolean | undefined;
  /**
   * A CloudWatch dashboard: run time, failures and dead letters; with metrics=all console users without MFA over time and
   * calls, too.
   * @default true
   */
  readonly dashboard?: boolean | undefined;
}

/** In an organization. */
export interface OrganizationOptions extends CommonOptions {
  /**
   * The place of the rule: in the organization's conformance pack, or in the member-stack, with the pack holding the root
   * rules only.
   * @default 'conformance-pack'
   */
  readonly ruleIn?: 'conformance-pack' | 'member-stack' | undefined;
  /**
   * The organizational units (ou-abcd-11111111) or the root (r-abcd) whose accounts get the member stack, comma-separated
   * in the context.
   */
  readonly organizationalUnitIds: readonly string[];
  /**
   * The account that deploys the stacks: management-account, or delegated-administrator (then without
   * IamUserMfaManagement).
   * @default 'management-account'
   */
  readonly deployFrom?: 'management-account' | 'delegated-administrator' | undefined;
  /**
   * The management account's id, which the pack's remediation names and Config replaces by each member's; a delegated
   * administrator has to name it.
   * @default - the account that is deployed to
   */
  readonly managementAccountId?: string | undefined;
  /**
   * Accounts that join the organizational units later get the member stack by themselves.
   * @default true
   */
  readonly autoDeployment?: boolean | undefined;
  /**
   * Accounts below the organizational units that get no member stack; only with autoDeployment=false, as automatic
   * deployment ignores it.
   * @default - none
   */
  readonly memberExcludedAccounts?: readonly string[] | undefined;
  /**
   * ARNs of StackSets that have to be deployed in an account first, like the one that switches the recorder on; only with
   * autoDeployment.
   * @default - none
   */
  readonly memberDependsOn?: readonly string[] | undefined;
  /**
   * Accounts that the conformance pack leaves out, 1,000 at most.
   * @default - none
   */
  readonly excludedAccounts?: readonly string[] | undefined;
  /**
   * The name of the conformance pack.
   * @default 'iam-user-mfa'
   */
  readonly packName?: string | undefined;
  /**
   * The pack also checks that the root user's MFA is a hardware device (root-account-hardware-mfa-enabled).
   * @default false
   */
  readonly rootHardwareMfa?: boolean | undefined;
  /**
   * A report of the whole organization, off, weekly (on Mondays) or daily, as HTML, CSV and JSON in a bucket of its own,
   * with five lines to the topic.
   * @default - `weekly` where there are an aggregator and a topic, else `off`
   */
  readonly organizationReport?: 'off' | 'weekly' | 'daily' | undefined;
  /**
   * The hour of the report, 0..23, UTC.
   * @default 6
   */
  readonly reportHour?: number | undefined;
  /**
   * How many days reports are kept, 1..3653.
   * @default 400
   */
  readonly reportRetentionDays?: number | undefined;
  /**
   * An organization aggregator with its role, in a stack of its own.
   * @default true
   */
  readonly aggregator?: boolean | undefined;
  /**
   * An aggregator that exists, of this account and region: the report reads it, and none is made.
   * @default - none
   */
  readonly aggregatorName?: string | undefined;
  /**
   * For how many days no report can be deleted or overwritten (S3 Object Lock, governance mode).
   * @default - none
   */
  readonly objectLockDays?: number | undefined;
  /**
   * The tags of the StackSet, which its instances put on what they make; in cdk.json an object, too.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}
