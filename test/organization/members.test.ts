import { describe, expect, test } from '@jest/globals';
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
  account: digit.repeat(12),
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
};

describe('the accounts of an organization', () => {
  test('each has the path of names from the root', async () => {
    const { members } = await readOrganization(organizations);
    expect(members.map(({ account: id, ou }) => [id[0], ou])).toEqual([
      ['1', 'Root'],
      ['2', 'Root/Workloads'],
      ['3', 'Root/Workloads/Prod'],
      ['4', 'Root/Workloads/Prod'],
      ['5', 'Root/Sandbox'],
      ['6', null],
    ]);
  });

  test('an account that only the list or only the tree knows is not lost', async () => {
    const { members } = await readOrganization(organizations);
    expect(members.map(({ account: id }) => id)).toEqual(
      expect.arrayContaining(['111111111111', moved.account]),
    );
  });

  test('one failing page fails the whole: a shorter list would hide accounts', async () => {
    const failing = { ...organizations, accountsIn: () => Promise.reject(new Error('throttled')) };
    await expect(readOrganization(failing)).rejects.toThrow('throttled');
  });
});

describe('a selection', () => {
  const selected = async (accounts: readonly string[], ous: readonly string[]): Promise<readonly string[]> =>
    select(await readOrganization(organizations), accounts, ous).map(({ account: id }) => id[0] ?? '');

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
