import { describe, expect, test } from '@jest/globals';
import { ReadFailedError } from '../../rule/run/failures';
import { readOrganization } from '../../rule/organization/members';
import type { MemberAccount, Organizations, Unit } from '../../rule/organization/ports';
import { select, SelectionError } from '../../rule/organization/selection';

const unit = (id: string, name: string, parentId?: string): Unit => ({ id, name, parentId });
const units = [
  unit('r-root', 'Root'),
  unit('ou-root-workload', 'Workloads', 'r-root'),
  unit('ou-root-prod0000', 'Prod', 'ou-root-workload'),
  unit('ou-root-sandbox0', 'Sandbox', 'r-root'),
];
const account = (digit: string, closed = false): MemberAccount => ({
  accountId: digit.repeat(12),
  name: `account ${digit}`,
  closed,
});

/** By unit; `moved` is in the list of all accounts only. */
const inside: Readonly<Record<string, readonly MemberAccount[]>> = {
  'r-root': [account('1')],
  'ou-root-workload': [account('2')],
  'ou-root-prod0000': [account('3'), account('4', true)],
  'ou-root-sandbox0': [account('5')],
};
const moved = account('6');

const organizations: Organizations = {
  info: () => Promise.resolve({ id: 'o-test000000', managementAccountId: '111111111111', partition: 'aws' }),
  accounts: () => Promise.resolve([...Object.values(inside).flat().slice(1), moved]),
  roots: () => Promise.resolve(units.slice(0, 1)),
  unitsIn: ({ id }) => Promise.resolve(units.filter(({ parentId }) => parentId === id)),
  accountsIn: ({ id }) => Promise.resolve(inside[id] ?? []),
  unitsAbove: () => Promise.reject(new Error('not to be asked')),
};
const warnings: string[] = [];
const warn = (text: string): void => void warnings.push(text);
const refused = (api: string) => () => Promise.reject(new ReadFailedError({ api, error: 'AccessDenied' }));

describe('the accounts of an organization', () => {
  test('each has the path of names from the root', async () => {
    const { members } = await readOrganization(organizations, warn);
    expect(members.map(({ accountId: id, ou }) => [id[0], ou])).toEqual([
      ['1', 'Root'],
      ['2', 'Root/Workloads'],
      ['3', 'Root/Workloads/Prod'],
      ['4', 'Root/Workloads/Prod'],
      ['5', 'Root/Sandbox'],
      ['6', null],
    ]);
  });

  test('an account that only the list or only the tree knows is not lost', async () => {
    const { members } = await readOrganization(organizations, warn);
    expect(members.map(({ accountId: id }) => id)).toEqual(
      expect.arrayContaining(['111111111111', moved.accountId]),
    );
  });

  test('a list of accounts that cannot be read fails the whole: a shorter one would hide accounts', async () => {
    const failing = { ...organizations, accounts: refused('organizations:ListAccounts') };
    await expect(readOrganization(failing, warn)).rejects.toThrow(
      'AccessDenied on organizations:ListAccounts',
    );
  });

  test('where the tree is refused, each account is asked for its place, and one warning says so', async () => {
    warnings.length = 0;
    const chain = [unit('r-root', 'Root'), unit('ou-root-sandbox0', 'Sandbox', 'r-root')];
    const treeless = {
      ...organizations,
      accountsIn: refused('organizations:ListAccountsForParent'),
      unitsAbove: () => Promise.resolve(chain),
    };
    const { members } = await readOrganization(treeless, warn);
    expect(new Set(members.map(({ ou }) => ou))).toEqual(new Set(['Root/Sandbox']));
    expect(warnings).toEqual([
      'AccessDenied on organizations:ListAccountsForParent: each account is asked for its place instead.',
    ]);
  });

  test('where no place is known, the accounts are there without one', async () => {
    const placeless = {
      ...organizations,
      roots: refused('organizations:ListRoots'),
      unitsAbove: refused('organizations:ListParents'),
    };
    const { members } = await readOrganization(placeless, warn);
    expect(members.map(({ ou }) => ou)).toEqual([null, null, null, null, null]);
  });

  test("where DescribeOrganization is refused, an account's ARN names the organization", async () => {
    const arn = 'arn:aws-us-gov:organizations::111111111111:account/o-abc1234567/222222222222';
    const untold = {
      ...organizations,
      info: refused('organizations:DescribeOrganization'),
      accounts: () => Promise.resolve([{ ...account('2'), arn }]),
    };
    expect(await readOrganization(untold, warn)).toMatchObject({
      id: 'o-abc1234567',
      managementAccountId: '111111111111',
      partition: 'aws-us-gov',
    });
  });
});

describe('where AWS says in which units each account is', () => {
  const paths: Readonly<Record<string, readonly string[]>> = {
    '1': ['r-root'],
    '3': ['r-root', 'ou-root-workload', 'ou-root-prod0000'],
  };
  const withPaths: Organizations = {
    ...organizations,
    accounts: () =>
      Promise.resolve(Object.entries(paths).map(([digit, unitIds]) => ({ ...account(digit), unitIds }))),
    accountsIn: () => Promise.reject(new Error('not to be asked')),
  };

  test('no unit is asked for its accounts, and the tree has the names', async () => {
    const { members } = await readOrganization(withPaths, warn);
    expect(members.map(({ ou, unitIds }) => [ou, unitIds.at(-1)])).toEqual([
      ['Root', 'r-root'],
      ['Root/Workloads/Prod', 'ou-root-prod0000'],
    ]);
  });

  test('and the tree is refused, the units are shown and chosen by their ids', async () => {
    warnings.length = 0;
    const nameless = { ...withPaths, roots: refused('organizations:ListRoots') };
    const organization = await readOrganization(nameless, warn);
    expect(organization.members.map(({ ou }) => ou)).toEqual([
      'r-root',
      'r-root/ou-root-workload/ou-root-prod0000',
    ]);
    expect(select(organization, [], ['ou-root-workload'])).toHaveLength(1);
    expect(warnings).toEqual(['AccessDenied on organizations:ListRoots: OUs are shown by their ids.']);
  });

  test('but not of one of them, the tree is asked for the accounts as before', async () => {
    const mixed = { ...organizations, accounts: () => Promise.resolve([account('2'), moved]) };
    const { members } = await readOrganization(mixed, warn);
    expect(members.find(({ accountId: id }) => id.startsWith('2'))?.ou).toBe('Root/Workloads');
  });
});

describe('a selection', () => {
  const selected = async (accounts: readonly string[], ous: readonly string[]): Promise<readonly string[]> =>
    select(await readOrganization(organizations, warn), accounts, ous).map(
      ({ accountId: id }) => id[0] ?? '',
    );

  test('is everybody without an account and an OU', async () => {
    expect(await selected([], [])).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('of an OU holds the accounts of the OUs below it', async () => {
    expect(await selected([], ['ou-root-workload'])).toEqual(['2', '3', '4']);
  });

  test('of accounts and OUs holds both', async () => {
    expect(await selected(['555555555555'], ['ou-root-prod0000'])).toEqual(['3', '4', '5']);
  });

  test('of what is not in the organization is refused in one line that names all of it', async () => {
    await expect(selected(['777777777777', '111111111111'], ['ou-root-nowhere0'])).rejects.toEqual(
      new SelectionError('Not in the organization o-test000000: 777777777777, ou-root-nowhere0.'),
    );
  });
});
