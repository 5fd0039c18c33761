import type { IamUserMfaRuleProps } from '../account/iam-user-mfa-rule-props';
import type { MemberProps } from './member-props';
import type { OrganizationOptions } from './options';

/** The texts are those of the options' table; a test holds them to it. */
export interface OrganizationProps extends MemberProps, Pick<IamUserMfaRuleProps, 'savedQuery'> {
  /**
   * The organizational units (ou-abcd-11111111) or the root (r-abcd) whose accounts get the member stack, comma-separated
   * in the context.
   */
  readonly organizationalUnitIds: readonly string[];
  /**
   * Where the stacks are deployed from: management-account, or delegated-administrator (then without IamUserMfaManagement).
   * @default 'management-account'
   */
  readonly deployFrom?: OrganizationOptions['deployFrom'] | undefined;
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
   * @default 'off'
   */
  readonly organizationReport?: OrganizationOptions['organizationReport'] | undefined;
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
   * An organization aggregator with its role, in a stack of its own, and a saved query over it.
   * @default true
   */
  readonly aggregator?: boolean | undefined;
}
