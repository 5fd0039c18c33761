import { forEachOf } from '../run/each-of';
import { meta } from '../meta';
import { failureWithDetail, ReadFailedError } from '../run/failures';
import type { ReadFailure } from '../run/ports';
import type { OrganizationView } from '../findings/organization-view';
import { assessAccount, type RuleResults } from './assess-account';
import { readOrganization } from './members';
import { packFailures, type PackQuestion } from './pack-failures';
import type { AggregatedRule, Aggregator, Organizations } from './ports';
import type { AccountStatus } from './account-status';
import { withVersions } from './versions';
import { viewOf, type MemberWithStatus } from './view';

/** Config publishes no rate for the aggregator's actions; the SDK slows down where it is throttled. */
const accountsAtOnce = 8;

export interface OrgReportOptions {
  readonly organizations: Organizations;
  readonly aggregator: Aggregator;
  readonly staleAfterHours: number;
  /** The rule's exact name, where it is not the one that our pack or stack gives it. */
  readonly ruleName: string | undefined;
  /** The conformance pack that brings the rule, and how to ask in which accounts it failed. */
  readonly pack?: PackQuestion | undefined;
  /** Of the program that asks. */
  readonly toolVersion: string;
  readonly now: Date;
  readonly warn: (text: string) => void;
  readonly progress?: { start(total: number): void; step(): void; stop(): void };
}

/** The organization as an aggregator shows it: every account of Organizations, whether the aggregator knows it or not. */
export async function orgReport(options: OrgReportOptions): Promise<OrganizationView> {
  const { aggregator, staleAfterHours, now, warn, progress } = options;
  const organization = await readOrganization(options.organizations, warn);
  const open = organization.members.filter(({ closed }) => !closed);
  const ours = (rules: readonly AggregatedRule[]) =>
    rules.filter(({ ruleName }) => isOurs(ruleName, options.ruleName));
  const listed = await listedRules(options, open.length);
  const functions = aggregator.ruleFunctions();
  const byAccount = groupBy(ours(listed.rules), ({ accountId }) => accountId);

  progress?.start(open.length);
  const statuses = new Map<string, AccountStatus>();
  await forEachOf(open, accountsAtOnce, async ({ accountId }) => {
    const asked =
      listed.complete || byAccount.has(accountId)
        ? { rules: byAccount.get(accountId) ?? [] }
        : await aggregator.rulesIn(accountId);
    if ('failure' in asked) {
      statuses.set(accountId, unreadable(asked.failure));
      return progress?.step();
    }
    const here = ours(asked.rules);
    if (here.length > 1) warn(`${accountId} has ${here.length} rules (${here.map(nameOf).join(', ')}).`);
    const results: RuleResults[] = [];
    for (const rule of here) results.push({ rule, ...(await aggregator.resultsOf(rule)) });
    statuses.set(accountId, assessAccount(accountId, results, now, staleAfterHours));
    progress?.step();
  });
  progress?.stop();

  const known = new Set(organization.members.map(({ accountId }) => accountId));
  const strangers = [...byAccount.keys()].filter((account) => !known.has(account));
  if (strangers.length > 0)
    warn(`Left out, in the aggregator but not in the organization: ${strangers.join(', ')}.`);
  const accounts: MemberWithStatus[] = organization.members.map((member) => ({
    member,
    status: statuses.get(member.accountId) ?? { kind: 'suspended' },
  }));
  const view = viewOf(organization, accounts, now, staleAfterHours);
  const packs = options.pack === undefined ? {} : await packFailures(options.pack, organization);
  return withVersions({ ...view, ...packs }, await functions, options.toolVersion);
}

/** A limit per account: with hundreds of other rules in each one, a list of all rules has as many pages as accounts. */
const rulesOfAnAccount = 5;

/**
 * The rules of all accounts in one list where that is short. Else those of our fixed name, as a member stack has it, and the accounts
 * that have none of it (a pack's rules have names of their own) are asked one by one, side by side.
 */
async function listedRules(
  { aggregator, ruleName }: OrgReportOptions,
  accounts: number,
): Promise<{ readonly rules: readonly AggregatedRule[]; readonly complete: boolean }> {
  try {
    const few = 1 + Math.ceil((accounts * rulesOfAnAccount) / 1000);
    const rules = await aggregator.rules(ruleName === undefined ? few : Infinity);
    if (rules !== undefined) return { rules, complete: true };
    return { rules: await aggregator.rulesNamed(meta.id), complete: false };
  } catch (error) {
    // Each account then says why it is unknown, and the report is still delivered.
    if (error instanceof ReadFailedError && error.failure.error === 'time ran out')
      return { rules: [], complete: false };
    throw error;
  }
}

const unreadable = (failure: ReadFailure): AccountStatus => ({
  kind: 'not-reporting',
  reason: 'unreadable',
  detail: failureWithDetail(failure),
  withoutMfa: [],
  lastScanAt: undefined,
});

const isOurs = (name: string, wanted: string | undefined): boolean =>
  wanted === undefined ? meta.ruleNamePattern.test(name) : name === wanted;

const nameOf = ({ ruleName, region }: AggregatedRule): string => `${ruleName} in ${region}`;

/** Node 20 has no Map.groupBy. */
function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group === undefined) groups.set(keyOf(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}
