import type { IamUserMfaRuleProps } from '../account/iam-user-mfa-rule';
import type { MemberProps } from './member-stack';
import type { OrganizationOptions } from './options';

export interface OrganizationProps extends MemberProps, Pick<IamUserMfaRuleProps, 'savedQuery'> {
  /** The organizational units (`ou-abcd-11111111`) or the root (`r-abcd`) whose accounts get the member stack. */
  readonly organizationalUnitIds: readonly string[];
  /**
   * Where the organization's stacks are deployed from: `management-account` or `delegated-administrator`.
   * @default 'management-account'
   */
  readonly deployFrom?: OrganizationOptions['deployFrom'] | undefined;
  /**
   * The management account's id, which the pack's remediation names and Config replaces by each member's.
   * @default - the account that is deployed to; a delegated administrator has to say it
   */
  readonly managementAccountId?: string | undefined;
  /**
   * Whether accounts that join the organizational units later get the member stack by themselves.
   * @default true
   */
  readonly autoDeployment?: boolean | undefined;
  /**
   * Accounts below the organizational units that get no member stack; only without `autoDeployment`, which ignores them.
   * @default - none
   */
  readonly memberExcludedAccounts?: readonly string[] | undefined;
  /**
   * Accounts that the conformance pack leaves out, 1,000 at most.
   * @default - none: the pack reaches every account of the organization
   */
  readonly excludedAccounts?: readonly string[] | undefined;
  /**
   * The conformance pack's name.
   * @default 'iam-user-mfa'
   */
  readonly packName?: string | undefined;
  /**
   * Whether the root user's MFA has to be a hardware device.
   * @default false
   */
  readonly rootHardwareMfa?: boolean | undefined;
  /**
   * Whether an aggregator over the organization is made.
   * @default true
   */
  readonly aggregator?: boolean | undefined;
}
