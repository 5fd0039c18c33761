import { forEachOf } from '../run/each-of';
import { RuleError } from '../core/errors';
import type { MemberAccount, OrganizationInfo, Organizations, Unit } from './ports';

/** Organizations allows few calls a second; more at once would only be throttled. */
const unitsAtOnce = 4;

export interface Member {
  readonly accountId: string;
  readonly name: string;
  readonly closed: boolean;
  readonly arn?: string | undefined;
  /** Names from the root, like `Root/Workloads/Prod`; null where the account was moved while the tree was read. */
  readonly ou: string | null;
  /** The ids of the units that the account is in, the innermost last. */
  readonly unitIds: readonly string[];
}

export interface Organization extends OrganizationInfo {
  readonly members: readonly Member[];
  /** By id. */
  readonly units: ReadonlyMap<string, Unit>;
}

/**
 * The accounts come from ListAccounts; without it nothing is known. It also has the ids of each account's units, and the tree has
 * their names. Without these ids the tree is asked for the accounts, too, for a few calls a unit. ListParents costs a call for
 * every account, at some five a second, so it is asked only where the tree is refused.
 */
export async function readOrganization(
  organizations: Organizations,
  warn: (text: string) => void,
): Promise<Organization> {
  const accounts = await organizations.accounts();
  const info = await organizations.info().catch((error: unknown) => {
    const told = infoOf(accounts);
    if (!(error instanceof RuleError) || told === undefined) throw error;
    return told;
  });
  const units = new Map<string, Unit>();
  const members = accounts.every(({ unitIds }) => unitIds !== undefined)
    ? await placedByPaths(organizations, accounts, units, warn)
    : await placedByTree(organizations, accounts, units, warn);
  return { ...info, members: [...members].sort(byAccount), units };
}

async function placedByPaths(
  organizations: Organizations,
  accounts: readonly MemberAccount[],
  units: Map<string, Unit>,
  warn: (text: string) => void,
): Promise<readonly Member[]> {
  try {
    await readTree(organizations, units, () => Promise.resolve());
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    warn(`${error.message}: OUs are shown by their ids.`);
  }
  return accounts.map((account) => {
    const unitIds = account.unitIds ?? [];
    unitIds.forEach((id, index) => {
      if (!units.has(id)) units.set(id, { id, name: id, parentId: unitIds[index - 1] });
    });
    return { ...account, unitIds, ou: unitIds.map((id) => units.get(id)?.name ?? id).join('/') };
  });
}

async function placedByTree(
  organizations: Organizations,
  accounts: readonly MemberAccount[],
  units: Map<string, Unit>,
  warn: (text: string) => void,
): Promise<readonly Member[]> {
  const members = new Map<string, Member>(
    accounts.map((account) => [account.accountId, { ...account, ou: null, unitIds: [] }]),
  );
  try {
    // An account that is moved meanwhile may be missed; it is in the list of accounts all the same.
    await readTree(organizations, units, async (unit) => {
      const place = placeOf(chainOf(unit, units));
      for (const account of await organizations.accountsIn(unit))
        members.set(account.accountId, { ...account, ...place });
    });
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    warn(`${error.message}: each account is asked for its place instead.`);
    units.clear();
    await askEach(organizations, members, units, warn);
  }
  return [...members.values()];
}

/** An account's ARN names the organization and its management account. */
function infoOf(accounts: readonly MemberAccount[]): OrganizationInfo | undefined {
  for (const { arn } of accounts) {
    const [, partition, managementAccountId, id] =
      /^arn:([\w-]+):organizations::(\d{12}):account\/(o-[a-z0-9]+)\//.exec(arn ?? '') ?? [];
    if (partition !== undefined && managementAccountId !== undefined && id !== undefined)
      return { id, managementAccountId, partition };
  }
  return undefined;
}

/** Level by level; what else is asked of a unit goes side by side with the list of the units in it. */
async function readTree(
  organizations: Organizations,
  units: Map<string, Unit>,
  alsoOf: (unit: Unit) => Promise<void>,
): Promise<void> {
  let level = await organizations.roots();
  while (level.length > 0) {
    for (const unit of level) units.set(unit.id, unit);
    const below: Unit[] = [];
    await forEachOf(level, unitsAtOnce, async (unit) => {
      const [inside] = await Promise.all([organizations.unitsIn(unit), alsoOf(unit)]);
      below.push(...inside);
    });
    level = below;
  }
}

async function askEach(
  organizations: Organizations,
  members: Map<string, Member>,
  units: Map<string, Unit>,
  warn: (text: string) => void,
): Promise<void> {
  const refused = new Set<string>();
  await forEachOf([...members.values()], unitsAtOnce, async (member) => {
    try {
      const chain = await organizations.unitsAbove(member.accountId);
      for (const unit of chain) units.set(unit.id, unit);
      members.set(member.accountId, { ...member, ...placeOf(chain) });
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      members.set(member.accountId, { ...member, ou: null, unitIds: [] });
      refused.add(error.message);
    }
  });
  for (const text of refused) warn(`${text}: some accounts are shown without their OU.`);
}

const placeOf = (chain: readonly Unit[]): Pick<Member, 'ou' | 'unitIds'> => ({
  ou: chain.map(({ name }) => name).join('/'),
  unitIds: chain.map(({ id }) => id),
});

function chainOf(unit: Unit, units: ReadonlyMap<string, Unit>): readonly Unit[] {
  const parent = unit.parentId === undefined ? undefined : units.get(unit.parentId);
  return parent === undefined ? [unit] : [...chainOf(parent, units), unit];
}

const byAccount = (a: Member, b: Member): number => (a.accountId < b.accountId ? -1 : 1);
