import {
  DescribeOrganizationCommand,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import type { MemberAccount, OrganizationInfo, Organizations, Unit } from '../organization/ports';
import { readFailed } from './read-failed-error';

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
    Name: v.optional(v.string(), ''),
    State: v.optional(v.string()),
    Status: v.optional(v.string()),
  }),
  v.transform(({ Id, Name, State, Status }): MemberAccount => ({
    account: Id,
    name: Name,
    closed: ['SUSPENDED', 'CLOSED'].includes(State ?? Status ?? ''),
  })),
);

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
