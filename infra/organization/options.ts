import * as v from 'valibot';
import { problem, quote } from '../../rule/core/problem';
import { InvalidOptionsError } from '../options/errors';
import type { IamUserMfaRuleProps } from '../account/iam-user-mfa-rule-props';
import type { ParsedOptions } from '../options/options';
import { parseOptions } from '../options/parse-options';
import { choice, flag, list, pattern, problemsOf, wholeNumber } from '../options/values';

/** Where the rule itself stands: everything else of it is in the member stack, always. */
export const rulePlaces = ['conformance-pack', 'member-stack'] as const;
export const reportSchedules = ['off', 'weekly', 'daily'] as const;
const deployers = ['management-account', 'delegated-administrator'] as const;

/** PutOrganizationConformancePack's own limits. */
const maxPackNameLength = 128;
const maxExcludedAccounts = 1000;

const stackSetArn =
  /^arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:\d{12}:stackset\/[A-Za-z][A-Za-z0-9-]{0,127}:[A-Za-z0-9-]+$/;
const accountId = /^\d{12}$/;
const accounts = (max: number) =>
  list(accountId, { max }, `at most ${max} comma-separated account ids of 12 digits`);

/** `true` are those that 5,000 accounts can pay for; `all` are those of the account stack. */
export const alarmSets = ['true', 'false', 'all'] as const;

const memberSchema = v.object({
  ruleIn: v.optional(choice(rulePlaces), 'conformance-pack'),
  alarms: v.optional(
    v.pipe(
      choice(alarmSets),
      v.transform((set) => (set === 'all' ? set : set === 'true')),
    ),
    'true',
  ),
});
const organizationSchema = v.object({
  ...memberSchema.entries,
  organizationalUnitIds: list(
    /^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/,
    { min: 1, max: 1000 },
    'comma-separated ids of organizational units (ou-abcd-11111111) or of the root (r-abcd)',
  ),
  deployFrom: v.optional(choice(deployers), 'management-account'),
  managementAccountId: v.optional(pattern(accountId, 'an account id of 12 digits')),
  autoDeployment: v.optional(flag(), true),
  memberExcludedAccounts: v.optional(accounts(1000)),
  memberDependsOn: v.optional(
    list(
      stackSetArn,
      { max: 10 },
      'at most 10 comma-separated ARNs of StackSets (arn:aws:cloudformation:us-east-1:111122223333:stackset/name:id)',
    ),
  ),
  excludedAccounts: v.optional(accounts(maxExcludedAccounts), []),
  packName: v.optional(
    pattern(
      new RegExp(`^[a-zA-Z][-a-zA-Z0-9]{0,${maxPackNameLength - 1}}$`),
      `a letter, then letters, digits and hyphens, at most ${maxPackNameLength} in all`,
    ),
    'iam-user-mfa',
  ),
  rootHardwareMfa: v.optional(flag(), false),
  organizationReport: v.optional(choice(reportSchedules), 'off'),
  reportHour: v.optional(wholeNumber({ min: 0, max: 23 }), 6),
  reportRetentionDays: v.optional(wholeNumber({ min: 1, max: 3653 }), 400),
  aggregator: v.optional(flag(), true),
});

export type MemberOptions = v.InferOutput<typeof memberSchema>;
export type OrganizationOptions = v.InferOutput<typeof organizationSchema>;
/** Of all that need not be set. */
export const organizationDefaults = v.parse(v.omit(organizationSchema, ['organizationalUnitIds']), {});
export const organizationKeys = Object.keys(
  organizationSchema.entries,
) as readonly (keyof OrganizationOptions)[];

/** What only makes sense in one account, or for one topic of its own. */
export const accountOnly = {
  notificationEmail: 'notificationTopicArn, one topic for all accounts',
  complianceNotice:
    'false in an organization: iam-user-mfa org-report and the aggregator show who has no MFA',
  allowAnyRegion: "false in an organization: its stacks belong in the partition's IAM region",
  dashboard: 'not in an organization: its member stacks have no dashboard',
  securityHubInsight: 'not in an organization: an insight would fail where Security Hub is off',
  criticalFindingNotice: 'not in an organization: each account would need a topic of its own',
} as const satisfies Partial<Record<keyof IamUserMfaRuleProps, string>>;

export type Values = Readonly<Record<string, unknown>>;
export interface ParsedMember extends ParsedOptions {
  readonly member: MemberOptions;
}
export interface ParsedOrganization extends ParsedMember {
  readonly organization: OrganizationOptions;
}

/** @throws InvalidOptionsError which lists every problem */
export function parseMemberOptions(values: Values): ParsedMember {
  const problems: string[] = [];
  const member = parse(memberSchema, values, problems);
  const parsed = parseCommon(values, problems);
  if (member === undefined || parsed === undefined || problems.length > 0)
    throw new InvalidOptionsError(problems);
  return { ...parsed, member };
}

/** @throws InvalidOptionsError which lists every problem */
export function parseOrganizationOptions(values: Values): ParsedOrganization {
  const problems: string[] = [];
  const organization = parse(organizationSchema, values, problems);
  const parsed = parseCommon(values, problems);
  if (organization !== undefined && parsed !== undefined)
    problems.push(...contradictions(organization, parsed));
  if (organization === undefined || parsed === undefined || problems.length > 0)
    throw new InvalidOptionsError(problems);
  return { ...parsed, member: organization, organization };
}

function parse<T extends typeof memberSchema | typeof organizationSchema>(
  schema: T,
  values: Values,
  problems: string[],
): v.InferOutput<T> | undefined {
  const parsed = v.safeParse(schema, values, { abortPipeEarly: true });
  problems.push(...problemsOf(parsed.issues, values));
  return parsed.success ? parsed.output : undefined;
}

function parseCommon(values: Values, problems: string[]): ParsedOptions | undefined {
  for (const [key, allowed] of Object.entries(accountOnly)) {
    const value = values[key];
    if (value === undefined || value === false || value === 'false') continue;
    problems.push(problem(key, value, allowed));
  }
  try {
    return parseOptions(values['alarms'] === 'all' ? { ...values, alarms: true } : values);
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function contradictions(options: OrganizationOptions, { options: { remediation } }: ParsedOptions): string[] {
  const problems: string[] = [];
  const { memberExcludedAccounts, autoDeployment, ruleIn, deployFrom, managementAccountId } = options;
  if (memberExcludedAccounts !== undefined && autoDeployment) {
    problems.push(
      problem(
        'memberExcludedAccounts',
        memberExcludedAccounts,
        'only with autoDeployment=false, because automatic deployment ignores it; leave accounts out by their OU (organizationalUnitIds)',
      ),
    );
  }
  if (options.memberDependsOn !== undefined && !autoDeployment) {
    problems.push(
      problem(
        'memberDependsOn',
        options.memberDependsOn,
        'only with autoDeployment, it has no effect otherwise',
      ),
    );
  }
  const namesIt =
    deployFrom === 'delegated-administrator' || (remediation !== 'off' && ruleIn === 'conformance-pack');
  if (managementAccountId !== undefined && !namesIt) {
    problems.push(
      `managementAccountId: got ${quote(managementAccountId)}, allowed: only with deployFrom=delegated-administrator, or with remediation in a conformance pack, it has no effect otherwise`,
    );
  }
  problems.push(...ofReport(options));
  const needsManagementId =
    remediation !== 'off' && ruleIn === 'conformance-pack' && deployFrom === 'delegated-administrator';
  if (needsManagementId && managementAccountId === undefined) {
    problems.push(
      problem(
        'managementAccountId',
        undefined,
        "the management account's id, which Config replaces by each member's in the remediation of a conformance pack",
      ),
    );
  }
  return problems;
}

function ofReport(options: OrganizationOptions): readonly string[] {
  if (options.organizationReport === 'off') {
    return (['reportHour', 'reportRetentionDays'] as const)
      .filter((key) => options[key] !== organizationDefaults[key])
      .map(
        (key) =>
          `${key}: got ${options[key]} beside organizationReport "off", allowed: only with organizationReport weekly or daily, it has no effect otherwise`,
      );
  }
  if (options.aggregator) return [];
  return [
    `organizationReport: got ${quote(options.organizationReport)} beside aggregator false, allowed: only with the aggregator, which the report reads`,
  ];
}
