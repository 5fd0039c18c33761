import { partitionOfArn } from '../core/partition';
import {
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import type { MemberAccount, OrganizationInfo, Organizations, Unit } from '../organization/ports';
import { tokenList } from './lists';
import { answerTo, MalformedResponseError, readFailed } from './clients/read-failed';
import { paced, type Connection } from './clients/settings';

export const organizationsClient = (connection: Connection = {}): OrganizationsClient =>
  paced('organizations', (settings) => new OrganizationsClient(settings), connection);

/** The largest page of Organizations. */
const pageSize = 20;

const infoSchema = v.pipe(
  v.object({ Id: v.string(), Arn: v.string(), MasterAccountId: v.string() }),
  v.transform(({ Id, Arn, MasterAccountId }): OrganizationInfo => ({
    id: Id,
    managementAccountId: MasterAccountId,
    partition: partitionOfArn(Arn),
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
    Paths: v.optional(v.array(v.string())),
  }),
  v.transform(({ Id, Arn, Name, State, Status, Paths }): MemberAccount => ({
    accountId: Id,
    arn: Arn,
    name: Name,
    closed: ['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'].includes(State ?? Status ?? ''),
    unitIds: unitIdsOf(Paths?.[0]),
  })),
);

/** Of `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/111122223333/` what lies between the organization and the account. */
function unitIdsOf(path: string | undefined): readonly string[] | undefined {
  const ids = path?.split('/').filter((id) => /^(r|ou)-/.test(id));
  return ids === undefined || ids.length === 0 ? undefined : ids;
}

const parentSchema = v.object({ Id: v.string(), Type: v.string() });
const unitSchema = v.object({ Id: v.string(), Name: v.optional(v.string(), '') });

/** AWS Organizations; every method throws ReadFailedError where a page could not be read. */
export class OrganizationsDirectory implements Organizations {
  constructor(
    private readonly client: OrganizationsClient,
    private readonly signal: AbortSignal,
  ) {}

  async info(): Promise<OrganizationInfo> {
    return answerTo('organizations:DescribeOrganization', this.signal, async () => {
      const output = await this.client.send(new DescribeOrganizationCommand({}));
      return v.parse(infoSchema, output.Organization);
    });
  }

  accounts(): Promise<readonly MemberAccount[]> {
    return this.some(
      'ListAccounts',
      (page) => this.client.send(new ListAccountsCommand(page)),
      ({ Accounts }) => v.parse(v.array(accountSchema), Accounts),
    );
  }

  roots(): Promise<readonly Unit[]> {
    return this.some(
      'ListRoots',
      (page) => this.client.send(new ListRootsCommand(page)),
      ({ Roots }) => unitsOf(Roots, undefined),
    );
  }

  unitsIn(parent: Unit): Promise<readonly Unit[]> {
    return this.all(
      'ListOrganizationalUnitsForParent',
      (page) =>
        this.client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: parent.id, ...page })),
      ({ OrganizationalUnits }) => unitsOf(OrganizationalUnits, parent.id),
    );
  }

  accountsIn(parent: Unit): Promise<readonly MemberAccount[]> {
    return this.all(
      'ListAccountsForParent',
      (page) => this.client.send(new ListAccountsForParentCommand({ ParentId: parent.id, ...page })),
      ({ Accounts }) => v.parse(v.array(accountSchema), Accounts),
    );
  }

  async unitsAbove(id: string): Promise<readonly Unit[]> {
    const [parent] = await this.some(
      'ListParents',
      (page) => this.client.send(new ListParentsCommand({ ChildId: id, ...page })),
      ({ Parents }) => v.parse(v.array(parentSchema), Parents),
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
    const command = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: Id });
    const output = await answerTo('organizations:DescribeOrganizationalUnit', this.signal, () =>
      this.client.send(command),
    );
    return [...before, { id: Id, name: output.OrganizationalUnit?.Name ?? Id, parentId: before.at(-1)?.id }];
  }

  /** All of a list of which there is always one, as an organization's management account and root are: an empty one is no answer. */
  private async some<P extends { readonly NextToken?: string | undefined }, T extends Named>(
    action: string,
    send: (page: PageInput) => Promise<P>,
    read: (page: P) => readonly T[],
  ): Promise<readonly T[]> {
    const all = await this.all(action, send, read);
    if (all.length > 0) return all;
    const empty = new MalformedResponseError('an empty list of what there is always one of');
    throw readFailed(`organizations:${action}`, empty, this.signal);
  }

  /** Each once: a page that comes again, under a token of its own, makes no two accounts of one. */
  private async all<P extends { readonly NextToken?: string | undefined }, T extends Named>(
    action: string,
    send: (page: PageInput) => Promise<P>,
    read: (page: P) => readonly T[],
  ): Promise<readonly T[]> {
    const things = await tokenList(
      `organizations:${action}`,
      (token) => send({ MaxResults: pageSize, ...(token === undefined ? {} : { NextToken: token }) }),
      this.signal,
      read,
    );
    return [...new Map(things.map((thing) => [keyOf(thing), thing])).values()];
  }
}

type Named = { readonly accountId: string } | { readonly id: string } | { readonly Id: string };

function keyOf(thing: Named): string {
  if ('accountId' in thing) return thing.accountId;
  return 'id' in thing ? thing.id : thing.Id;
}

interface PageInput {
  readonly MaxResults: number;
  readonly NextToken?: string;
}

const unitsOf = (units: unknown, parentId: string | undefined): readonly Unit[] =>
  v.parse(v.array(unitSchema), units).map(({ Id, Name }) => ({ id: Id, name: Name, parentId }));
