import { forEachOf } from '../run/each-of';
import { meta } from '../meta';
import type { OrganizationView } from '../findings/organization-view';
import { assessAccount, type RuleResults } from './assess-account';
import { readOrganization } from './members';
import { packFailures, type PackQuestion } from './pack-failures';
import type { AggregatedRule, Aggregator, Organizations } from './ports';
import type { AccountStatus } from './account-status';
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
  readonly now: Date;
  readonly warn: (text: string) => void;
  readonly progress?: { start(total: number): void; step(): void; stop(): void };
}

/** The organization as an aggregator shows it: every account of Organizations, whether the aggregator knows it or not. */
export async function orgReport(options: OrgReportOptions): Promise<OrganizationView> {
  const { aggregator, staleAfterHours, now, warn, progress } = options;
  const organization = await readOrganization(options.organizations, warn);
  const rules = await aggregator.rules();
  const byAccount = groupBy(
    rules.filter(({ ruleName }) => isOurs(ruleName, options.ruleName)),
    ({ accountId }) => accountId,
  );

  const open = organization.members.filter(({ closed }) => !closed);
  progress?.start(open.length);
  const statuses = new Map<string, AccountStatus>();
  await forEachOf(open, accountsAtOnce, async ({ accountId }) => {
    const here = byAccount.get(accountId) ?? [];
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
  return options.pack === undefined ? view : { ...view, ...(await packFailures(options.pack, organization)) };
}

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
