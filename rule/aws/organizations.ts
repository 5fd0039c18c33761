import {
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListParents,
  paginateListRoots,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import type { MemberAccount, OrganizationInfo, Organizations, Unit } from '../organization/ports';
import { readFailed } from './read-failed';

/** The largest page of Organizations. */
const pageSize = 20;

const infoSchema = v.pipe(
  v.object({ Id: v.string(), Arn: v.string(), MasterAccountId: v.string() }),
  v.transform(({ Id, Arn, MasterAccountId }): OrganizationInfo => ({
    id: Id,
    managementAccountId: MasterAccountId,
    partition: Arn.split(':')[1] ?? 'aws',
  })),
);

/** `State` takes the place of `Status`; an older answer has the latter only. */
const accountSchema = v.pipe(
  v.object({
    Id: v.string(),
    Arn: v.optional(v.string()),
    Name: v.optional(v.string(), ''),
    State: v.optional(v.string()),
    Status: v.optional(v.string()),
  }),
  v.transform(({ Id, Arn, Name, State, Status }): MemberAccount => ({
    account: Id,
    arn: Arn,
    name: Name,
    closed: ['SUSPENDED', 'CLOSED'].includes(State ?? Status ?? ''),
  })),
);

const parentSchema = v.object({ Id: v.string(), Type: v.string() });
const unitSchema = v.object({ Id: v.string(), Name: v.optional(v.string(), '') });

/** AWS Organizations; every method throws ReadFailedError where a page could not be read. */
export class OrganizationsDirectory implements Organizations {
  constructor(
    private readonly client: OrganizationsClient,
    private readonly signal: AbortSignal,
  ) {}

  async info(): Promise<OrganizationInfo> {
    try {
      const output = await this.client.send(new DescribeOrganizationCommand({}), this.abort);
      return v.parse(infoSchema, output.Organization);
    } catch (error) {
      throw readFailed('organizations:DescribeOrganization', error, this.signal);
    }
  }

  accounts(): Promise<readonly MemberAccount[]> {
    const pages = paginateListAccounts(this.paging, {}, this.abort);
    return this.all('ListAccounts', pages, (page) => v.parse(v.array(accountSchema), page.Accounts ?? []));
  }

  roots(): Promise<readonly Unit[]> {
    const pages = paginateListRoots(this.paging, {}, this.abort);
    return this.all('ListRoots', pages, (page) => unitsOf(page.Roots, undefined));
  }

  unitsIn(parent: Unit): Promise<readonly Unit[]> {
    const input = { ParentId: parent.id };
    const pages = paginateListOrganizationalUnitsForParent(this.paging, input, this.abort);
    return this.all('ListOrganizationalUnitsForParent', pages, (page) =>
      unitsOf(page.OrganizationalUnits, parent.id),
    );
  }

  accountsIn(parent: Unit): Promise<readonly MemberAccount[]> {
    const pages = paginateListAccountsForParent(this.paging, { ParentId: parent.id }, this.abort);
    return this.all('ListAccountsForParent', pages, (page) =>
      v.parse(v.array(accountSchema), page.Accounts ?? []),
    );
  }

  async unitsAbove(id: string): Promise<readonly Unit[]> {
    const [parent] = await this.all(
      'ListParents',
      paginateListParents(this.paging, { ChildId: id }, this.abort),
      (page) => v.parse(v.array(parentSchema), page.Parents ?? []),
    );
    if (parent === undefined) return [];
    const known = this.above.get(parent.Id) ?? this.chainTo(parent);
    this.above.set(parent.Id, known);
    return known;
  }

  /** Kept for the account's neighbours: the units are few, the accounts many. */
  private readonly above = new Map<string, Promise<readonly Unit[]>>();

  private async chainTo({ Id, Type }: v.InferOutput<typeof parentSchema>): Promise<readonly Unit[]> {
    if (Type === 'ROOT') return [{ id: Id, name: 'Root', parentId: undefined }];
    const before = await this.unitsAbove(Id);
    try {
      const output = await this.client.send(
        new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: Id }),
        this.abort,
      );
      return [
        ...before,
        { id: Id, name: output.OrganizationalUnit?.Name ?? Id, parentId: before.at(-1)?.id },
      ];
    } catch (error) {
      throw readFailed('organizations:DescribeOrganizationalUnit', error, this.signal);
    }
  }

  private get paging(): { client: OrganizationsClient; pageSize: number } {
    return { client: this.client, pageSize };
  }

  private get abort(): { abortSignal: AbortSignal } {
    return { abortSignal: this.signal };
  }

  private async all<P, T>(
    action: string,
    pages: AsyncIterable<P>,
    read: (page: P) => readonly T[],
  ): Promise<readonly T[]> {
    const all: T[] = [];
    try {
      for await (const page of pages) all.push(...read(page));
      return all;
    } catch (error) {
      throw readFailed(`organizations:${action}`, error, this.signal);
    }
  }
}

const unitsOf = (units: unknown, parentId: string | undefined): readonly Unit[] =>
  v.parse(v.array(unitSchema), units ?? []).map(({ Id, Name }) => ({ id: Id, name: Name, parentId }));
