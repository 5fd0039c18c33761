import { forEachOf } from '../aws/for-each-of';
import type { OrganizationInfo, Organizations, Unit } from './ports';

/** Organizations allows few calls a second; more at once would only be throttled. */
const unitsAtOnce = 4;

export interface Member {
  readonly account: string;
  readonly name: string;
  readonly closed: boolean;
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
 * The accounts come from ListAccounts and from the tree: an account that is moved while the tree is read may be missed by the
 * latter. The tree costs a few calls a unit; ListParents would cost one for every account, at five a second or so.
 */
export async function readOrganization(organizations: Organizations): Promise<Organization> {
  const info = await organizations.info();
  const members = new Map<string, Member>();
  for (const account of await organizations.accounts())
    members.set(account.account, { ...account, ou: null, unitIds: [] });

  const units = new Map<string, Unit>();
  let level = await organizations.roots();
  while (level.length > 0) {
    for (const unit of level) units.set(unit.id, unit);
    const below: Unit[] = [];
    await forEachOf(level, unitsAtOnce, async (unit) => {
      below.push(...(await organizations.unitsIn(unit)));
      const chain = chainOf(unit, units);
      const place = { ou: chain.map(({ name }) => name).join('/'), unitIds: chain.map(({ id }) => id) };
      for (const account of await organizations.accountsIn(unit))
        members.set(account.account, { ...account, ...place });
    });
    level = below;
  }
  return { ...info, members: [...members.values()].sort(byAccount), units };
}

function chainOf(unit: Unit, units: ReadonlyMap<string, Unit>): readonly Unit[] {
  const parent = unit.parentId === undefined ? undefined : units.get(unit.parentId);
  return parent === undefined ? [unit] : [...chainOf(parent, units), unit];
}

const byAccount = (a: Member, b: Member): number => (a.account < b.account ? -1 : 1);
