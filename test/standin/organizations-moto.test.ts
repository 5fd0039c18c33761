// The stand-in held against moto: an organization that is made in moto by API calls is seeded as moto tells of it; then the
// same reads of the real SDK get the same answers.
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  paginateListAccounts,
  type Account,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createStandin, type Standin } from '../../rule/standin';
import { describeWithMoto } from '../moto';

jest.setTimeout(60_000); // moto shares two cores with the other tests

const clientOf = (endpoint: string): OrganizationsClient =>
  new OrganizationsClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  });

interface World {
  readonly root: string;
  readonly workloads: string;
  readonly prod: string;
  readonly moved: string;
}

/** 24 accounts, so that there is a second page; one of them two OUs deep. */
async function make(client: OrganizationsClient): Promise<World> {
  await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const root = (await client.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? '';
  const unit = async (ParentId: string, Name: string): Promise<string> =>
    (await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name }))).OrganizationalUnit?.Id ?? '';
  const workloads = await unit(root, 'Workloads');
  const prod = await unit(workloads, 'Prod & Co');
  let moved = '';
  for (let n = 1; n < 24; n += 1) {
    const { CreateAccountStatus: made } = await client.send(
      new CreateAccountCommand({ AccountName: `account ${n}`, Email: `aws+${n}@example.com` }),
    );
    moved = made?.AccountId ?? '';
  }
  const move = { AccountId: moved, SourceParentId: root, DestinationParentId: prod };
  await client.send(new MoveAccountCommand(move));
  return { root, workloads, prod, moved };
}

async function accountsOf(client: OrganizationsClient): Promise<readonly Account[]> {
  const all: Account[] = [];
  const pages = paginateListAccounts({ client, pageSize: 20 }, {});
  for await (const page of pages) all.push(...(page.Accounts ?? []));
  return all;
}

async function seedLike(
  moto: OrganizationsClient,
  { root, workloads, prod, moved }: World,
): Promise<Standin> {
  const { Organization } = await moto.send(new DescribeOrganizationCommand({}));
  return createStandin({
    organization: {
      id: Organization?.Id ?? '',
      managementAccountId: Organization?.MasterAccountId ?? '',
      roots: [
        {
          id: root,
          name: 'Root',
          ous: [{ id: workloads, name: 'Workloads', ous: [{ id: prod, name: 'Prod & Co' }] }],
        },
      ],
      accounts: (await accountsOf(moto)).map(({ Id, Name }) => ({
        accountId: Id ?? '',
        name: Name ?? '',
        ...(Id === moved ? { parent: prod } : {}),
      })),
    },
  });
}

describeWithMoto('the organization that moto holds', (motoUrl) => {
  let world: World;
  let moto: OrganizationsClient;
  let ours: OrganizationsClient;
  let standin: Standin;
  beforeAll(async () => {
    moto = clientOf(motoUrl());
    world = await make(moto);
    standin = await seedLike(moto, world);
    ours = clientOf(await standin.listen());
  }, 60_000);
  afterAll(async () => {
    for (const client of [moto, ours]) client.destroy();
    await standin.close();
  });

  const bare = ({ Id, Arn, Name, Status, State }: Account) => ({ Id, Arn, Name, Status, State });

  test('DescribeOrganization names id, ARN and management account alike', async () => {
    const [a, b] = await Promise.all(
      [ours, moto].map(
        async (client) => (await client.send(new DescribeOrganizationCommand({}))).Organization,
      ),
    );
    expect([a?.Id, a?.Arn, a?.MasterAccountId, a?.MasterAccountArn, a?.FeatureSet]).toEqual([
      b?.Id,
      b?.Arn,
      b?.MasterAccountId,
      b?.MasterAccountArn,
      b?.FeatureSet,
    ]);
  });

  test('ListAccounts gives the same accounts in two pages', async () => {
    expect((await accountsOf(ours)).map(bare)).toEqual((await accountsOf(moto)).map(bare));
  });

  test('the tree is the same: roots, OUs and accounts of each', async () => {
    const tree = async (client: OrganizationsClient): Promise<unknown> => {
      const { Roots } = await client.send(new ListRootsCommand({}));
      const parents = [world.root, world.workloads, world.prod];
      const below = parents.map(async (ParentId) => {
        const { OrganizationalUnits } = await client.send(
          new ListOrganizationalUnitsForParentCommand({ ParentId }),
        );
        const { Accounts } = await client.send(
          new ListAccountsForParentCommand({ ParentId, MaxResults: 20 }),
        );
        return {
          ous: OrganizationalUnits?.map(({ Id, Arn, Name }) => ({ Id, Arn, Name })),
          accounts: Accounts?.map(bare),
        };
      });
      return [Roots?.map(({ Id, Arn, Name }) => ({ Id, Arn, Name })), ...(await Promise.all(below))];
    };
    expect(await tree(ours)).toEqual(await tree(moto));
  });

  test('ListParents and DescribeOrganizationalUnit lead from an account to its OU', async () => {
    const up = async (client: OrganizationsClient): Promise<unknown> => {
      const { Parents } = await client.send(new ListParentsCommand({ ChildId: world.moved }));
      const { OrganizationalUnit: ou } = await client.send(
        new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: Parents?.[0]?.Id }),
      );
      return [Parents, ou?.Id, ou?.Arn, ou?.Name];
    };
    expect(await up(ours)).toEqual(await up(moto));
  });

  test.each([
    [
      'an OU that is not there',
      () => new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: 'ou-abcd-abcdefgh' }),
    ],
    ['a parent that is not there', () => new ListAccountsForParentCommand({ ParentId: 'ou-abcd-abcdefgh' })],
  ])('%s is the same error', async (_, command) => {
    const name = async (client: OrganizationsClient): Promise<unknown> =>
      client
        .send(command() as DescribeOrganizationalUnitCommand)
        .catch((error: unknown) => (error as Error).name);
    expect(await name(ours)).toBe(await name(moto));
  });
});
