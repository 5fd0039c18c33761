import { ServiceError } from '../service-error';
import type { ConformancePackSeed, OrganizationSeed, OuSeed } from './organization-seed';

export interface OuRecord {
  readonly id: string;
  readonly name: string;
  /** Undefined for a root. */
  readonly parent: OuRecord | undefined;
}

export interface MemberRecord {
  readonly accountId: string;
  readonly name: string;
  readonly status: string;
  parent: OuRecord;
}

export interface AggregatorRecord {
  readonly name: string;
  readonly accountId: string;
}

/** One organization: its tree, its accounts and the aggregators over all of them. */
export class OrganizationStore {
  readonly id: string;
  readonly managementAccountId: string;
  /** Roots and organizational units, parents before children. */
  readonly units = new Map<string, OuRecord>();
  readonly members = new Map<string, MemberRecord>();
  readonly delegatedAdministrators: ReadonlySet<string>;
  readonly aggregators: readonly AggregatorRecord[];
  readonly conformancePacks: readonly ConformancePackSeed[];
  readonly trustedServices: readonly string[];
  readonly policies: OrganizationSeed['policies'];
  readonly memberStackSet: OrganizationSeed['members'];
  /** Trusted access of StackSets, as CloudFormation knows it. */
  stackSetsAccess: OrganizationSeed['stackSetsAccess'];
  readonly featureSet: OrganizationSeed['featureSet'];
  /** `Account.Paths` and `OrganizationalUnit.Path`, which came in March 2026. */
  showsPaths: boolean;
  /** Before every page an empty one with a NextToken, as AWS may answer. */
  emptyPages: boolean;

  constructor(
    seed: OrganizationSeed,
    defaultAccountId: string,
    readonly partition: string,
  ) {
    this.id = seed.id;
    this.managementAccountId = seed.managementAccountId ?? defaultAccountId;
    this.delegatedAdministrators = new Set(seed.delegatedAdministrators);
    this.conformancePacks = seed.conformancePacks;
    this.trustedServices = seed.trustedServices;
    this.policies = seed.policies;
    this.memberStackSet = seed.members;
    this.featureSet = seed.featureSet;
    this.stackSetsAccess = seed.stackSetsAccess;
    this.emptyPages = seed.emptyPages;
    this.showsPaths = seed.paths;
    this.aggregators = seed.aggregators.map(({ name, accountId }) => ({
      name,
      accountId: accountId ?? this.managementAccountId,
    }));
    for (const root of seed.roots) this.grow(root, undefined);
    const root = [...this.units.values()][0];
    if (root === undefined) throw new RangeError('An organization has at least one root.');
    for (const { accountId, name, status, parent } of seed.accounts) {
      const unit = parent === undefined ? root : this.units.get(parent);
      if (unit === undefined) throw new RangeError(`The organization has no root or OU ${parent ?? ''}.`);
      this.members.set(accountId, { accountId, name, status, parent: unit });
    }
    if (this.members.has(this.managementAccountId)) return;
    const accountId = this.managementAccountId;
    this.members.set(accountId, { accountId, name: 'management', status: 'ACTIVE', parent: root });
  }

  unit(id: string, code: 'ParentNotFoundException' | 'OrganizationalUnitNotFoundException'): OuRecord {
    const unit = this.units.get(id);
    if (unit === undefined) throw new ServiceError(code, `You specified an ID that doesn't exist: ${id}.`);
    return unit;
  }

  private grow(seed: OuSeed, parent: OuRecord | undefined): void {
    const unit: OuRecord = { id: seed.id, name: seed.name, parent };
    this.units.set(unit.id, unit);
    for (const child of seed.ous ?? []) this.grow(child, unit);
  }
}
