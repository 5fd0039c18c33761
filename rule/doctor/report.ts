import { checkAccount, type AccountFacts } from './account';
import type { Answer } from './answer';
import { statuses, unknown, warning, type Check, type Status } from './check';
import { checkOrganization, checkOrganizationIn, type OrganizationFacts } from './organization';
import { memberDeployment } from './stacksets/check';

/** An account of an organization and its lines. */
export interface AccountReport {
  readonly accountId: string;
  readonly accountName: string;
  readonly status: Status;
  readonly checks: readonly Check[];
}

export interface OrganizationReport {
  readonly checks: readonly Check[];
  /** Those with something missing first, then those that could not be looked at, then the others. */
  readonly accounts: readonly AccountReport[];
  /** The accounts in which a conformance pack fails, ready for the option of this name. */
  readonly excludedAccounts: readonly string[];
  /** The accounts whose region a policy of the organization closes to the role that asked. */
  readonly regionClosedAccounts: readonly string[];
}

export interface AccountAnswer {
  readonly accountId: string;
  readonly accountName: string;
  readonly facts: Answer<AccountFacts>;
}

/** The worst of some lines. */
export function statusOf(checks: readonly Check[]): Status {
  return statuses.find((status) => checks.some((check) => check.status === status)) ?? 'ok';
}

/** 3 where something could not be looked at, whatever the rest says; 1 where something is missing. */
export function exitCodeOf(checks: readonly Check[]): 0 | 1 | 3 {
  if (checks.some(({ status }) => status === 'unknown')) return 3;
  return checks.some(({ status }) => status === 'missing') ? 1 : 0;
}

/** The organization, and its accounts in the order in which they need attention. */
export function reportOrganization(
  organization: OrganizationFacts,
  answers: readonly AccountAnswer[],
): OrganizationReport {
  const deployed = answers.some(({ facts }) => 'value' in facts && hasRule(facts.value));
  const shared = sharedPolicies(answers);
  const accounts = answers.map((answer): AccountReport => {
    const checks = accountChecks(answer, organization, shared);
    const { accountId, accountName } = answer;
    return { accountId, accountName, status: statusOf(checks), checks };
  });
  const sorted = [...accounts].sort(
    (a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status) || (a.accountId < b.accountId ? -1 : 1),
  );
  const idsWhere = (is: (check: Check) => boolean): readonly string[] =>
    sorted.filter(({ checks }) => checks.some(is)).map(({ accountId }) => accountId);
  const excludedAccounts = idsWhere(({ blocks }) => blocks === true);
  return {
    checks: [
      ...checkOrganization(organization),
      ...(deployed ? [] : [notDeployed(organization)]),
      ...tooManyExcluded(excludedAccounts.length),
    ],
    accounts: sorted,
    excludedAccounts,
    regionClosedAccounts: idsWhere(isRegionClosed),
  };
}

const hasRule = ({ rules }: AccountFacts): boolean => 'value' in rules && rules.value.length > 0;
const isRegionClosed = ({ id, status }: Check): boolean => id === 'region-open' && status === 'missing';

/** Before the first deployment no account lacks the rule: it is the organization that lacks it. */
const notDeployed = ({ callerAccountId, managementAccountId }: OrganizationFacts): Check => ({
  id: 'rule',
  status: 'warning',
  text: 'No account has the rule yet. Fix what blocks below or exclude those accounts, then deploy.',
  // A delegated administrator has no stack for the management account.
  command: `npx cdk deploy IamUserMfaMembers${callerAccountId === managementAccountId ? ' IamUserMfaManagement' : ''}`,
});

/** AWS Config takes no more in a conformance pack. */
const mostExcluded = 1000;

const tooManyExcluded = (accounts: number): readonly Check[] =>
  accounts <= mostExcluded
    ? []
    : [
        warning(
          'excluded',
          `A conformance pack fails in ${accounts} accounts, and excludedAccounts takes ${mostExcluded} at most: repair them, or use ruleIn=member-stack.`,
        ),
      ];

type SharedPolicies = Pick<AccountFacts, 'keyPolicy' | 'topicPolicy'>;

/** AWS tells the policy of a key or a topic its own account, and it is about all of them. */
function sharedPolicies(answers: readonly AccountAnswer[]): SharedPolicies {
  const read = answers.flatMap(({ facts }) => ('value' in facts ? [facts.value] : []));
  const known = <T>(policies: readonly (Answer<T> | undefined)[]): Answer<T> | undefined =>
    policies.find((one) => one !== undefined && 'value' in one) ?? policies.find((one) => one !== undefined);
  return {
    keyPolicy: known(read.map(({ keyPolicy }) => keyPolicy)),
    topicPolicy: known(read.map(({ topicPolicy }) => topicPolicy)),
  };
}

const staysMissing = ['region-open', 'key-policy'];

/** A rollout waits for what blocks it alone: all else works, less well, and three thousand accounts never have it all. */
function accountChecks(
  { accountId, facts }: AccountAnswer,
  organization: OrganizationFacts,
  shared: SharedPolicies,
): readonly Check[] {
  const ofOrganization = checkOrganizationIn(accountId, organization);
  if ('failure' in facts) return [unknown('account', 'The account', facts.failure), ...ofOrganization];
  const checks = checkAccount({ ...facts.value, ...shared }, memberDeployment(accountId, organization)).map(
    (check) =>
      check.status === 'missing' && check.blocks !== true && !staysMissing.includes(check.id)
        ? warning(check.id, check.text, check.command)
        : check,
  );
  return [...checks, ...ofOrganization];
}

/** Every line of a report, for its exit code. */
export const allChecks = ({ checks, accounts }: OrganizationReport): readonly Check[] => [
  ...checks,
  ...accounts.flatMap((account) => account.checks),
];
