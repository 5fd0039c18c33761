// The reading loop over the six questions: what it asks, in which order, and what it makes of the answers.
import { describe, expect, test } from '@jest/globals';
import { Directory } from '../../rule/run/directory';
import { readAccount } from '../../rule/run/read-account';
import { readAgainById } from '../../rule/run/read-again-by-id';
import type { NamedReading } from '../../rule/run/ports';
import { aUser, hoursBefore, noon, policyOf } from '../builders';
import { denied, FakeIam, FakeLog, type Person } from '../fakes';

const person = (userName: string, overrides: Partial<Person> = {}): Person => ({
  user: aUser({ userName }),
  loginProfile: { createDate: hoursBefore(1000) },
  kinds: [],
  tags: [],
  ...overrides,
});
const alice = person('alice');

function world(...people: readonly Person[]) {
  const iam = new FakeIam(people);
  const log = new FakeLog();
  return { iam, log, directory: new Directory({ iam, log }) };
}

async function all<T>(things: AsyncIterable<T>): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const thing of things) taken.push(thing);
  return taken;
}

const verdictOf = (reading: NamedReading): string =>
  reading.kind === 'decided' ? reading.verdict.reason : reading.kind;

describe('one user by id', () => {
  const read = ({ directory }: ReturnType<typeof world>, userName?: string) =>
    directory.readUser('AIDAALICE', userName, policyOf(), noon);

  test('is read under the last known name without a list', async () => {
    const account = world(alice);

    expect(verdictOf(await read(account, 'alice'))).toBe('no-mfa');
    expect(account.iam.asked).toEqual([
      'iam:GetUser AIDAALICE',
      'iam:GetLoginProfile AIDAALICE',
      'iam:ListMFADevices AIDAALICE',
    ]);
  });

  test('is looked for in the list where no name is known', async () => {
    const account = world(alice);

    expect(verdictOf(await read(account))).toBe('no-mfa');
    expect(account.iam.asked[0]).toBe('iam:ListUsers');
  });

  test('is found on a later page, and no page after it is asked', async () => {
    const account = world(person('ann'), alice, person('zoe'));
    account.iam.pageSize = 1;

    expect(verdictOf(await read(account))).toBe('no-mfa');
    expect(account.iam.asked.filter((question) => question === 'iam:ListUsers')).toHaveLength(2);
  });

  test('is gone where no page of the list has the id', async () => {
    expect(await read(world(person('ann')), 'alice')).toEqual({
      kind: 'decided',
      facts: { user: { userId: 'AIDAALICE', userName: 'alice', path: '/', arn: '' }, gone: true },
      verdict: { compliance: 'NOT_APPLICABLE', reason: 'user-gone' },
    });
  });

  test('is named by the id where no name is known', async () => {
    expect(await read(world())).toMatchObject({ facts: { user: { userName: 'AIDAALICE' } } });
  });

  test('whose name another user has is found under the new name', async () => {
    const other = person('alice', {
      user: aUser({ userName: 'alice', userId: 'AIDAOTHER' }),
      kinds: ['virtual'],
    });
    const renamed = person('alicia', { user: aUser({ userName: 'alicia', userId: 'AIDAALICE' }) });

    expect(verdictOf(await read(world(other, renamed), 'alice'))).toBe('no-mfa');
  });

  test.each(['iam:GetUser', 'iam:GetLoginProfile', 'iam:ListMFADevices'])(
    'is unreadable where %s is denied',
    async (api) => {
      const account = world(alice);
      account.iam.refused.add(api);

      expect(await read(account, 'alice')).toMatchObject({ kind: 'unreadable', failure: denied(api) });
    },
  );

  test('without a password, where the answer does not say what is missing, is asked for once more', async () => {
    const account = world(person('alice', { loginProfile: 'none' }));
    account.iam.saysWhatIsMissing = false;

    expect(verdictOf(await read(account, 'alice'))).toBe('no-console-password');
    expect(account.iam.asked.filter((question) => question.startsWith('iam:GetUser'))).toHaveLength(2);
  });

  test('who is deleted during the reading is gone', async () => {
    const account = world(alice);
    account.iam.saysWhatIsMissing = false;
    account.iam.beforeUser = () => Promise.resolve(void (account.iam.people = []));

    expect(verdictOf(await read(account, 'alice'))).toBe('user-gone');
  });

  test.each([
    ['iam:GetLoginProfile', {}],
    ['iam:ListMFADevices', {}],
    ['iam:ListUserTags', { exemptTagKey: 'exempt' }],
    ['iam:ListUserTags', { ownerTagKey: 'owner' }],
  ])('who is deleted just before %s answers is gone', async (api, values) => {
    const account = world(alice);
    account.iam.before = (question) => {
      if (question.startsWith(api)) account.iam.people = [];
    };

    expect(verdictOf(await account.directory.readUser('AIDAALICE', 'alice', policyOf(values), noon))).toBe(
      'user-gone',
    );
  });

  test('whose name is taken by another user during the reading is gone', async () => {
    const account = world(person('alice', { loginProfile: 'none' }));
    const other = person('alice', { user: aUser({ userId: 'AIDAOTHER' }), loginProfile: 'none' });
    account.iam.saysWhatIsMissing = false;
    account.iam.beforeUser = () => Promise.resolve(void (account.iam.people = [other]));

    expect(verdictOf(await read(account, 'alice'))).toBe('user-gone');
  });

  const renamedInEachReading = (names: readonly string[]) => {
    const account = world(alice);
    const left = [...names];
    account.iam.beforeUser = () => {
      const userName = left.shift();
      if (userName !== undefined)
        account.iam.people = [person(userName, { user: aUser({ userName, userId: 'AIDAALICE' }) })];
      return Promise.resolve();
    };
    return account;
  };

  test('who is renamed again while the new name is read is not taken for deleted', async () => {
    expect(verdictOf(await read(renamedInEachReading(['alicia', 'alix']), 'alice'))).toBe('no-mfa');
  });

  test('who is renamed in every reading is unreadable', async () => {
    const names = ['alicia', 'alix', 'ali', 'al', 'a'];
    expect(verdictOf(await read(renamedInEachReading(names), 'alice'))).toBe('unreadable');
  });

  test('who is renamed during the reading is read under the new name', async () => {
    const account = world(alice);
    const renamed = person('alicia', { user: aUser({ userName: 'alicia', userId: 'AIDAALICE' }) });
    account.iam.beforeUser = () => Promise.resolve(void (account.iam.people = [renamed]));

    expect(await read(account, 'alice')).toMatchObject({
      facts: { user: { userName: 'alicia' } },
      verdict: { reason: 'no-mfa' },
    });
  });

  test('throws where a question throws anything but a failed read', async () => {
    const account = world(alice);
    account.iam.beforeUser = () => Promise.reject(new TypeError('a bug'));

    await expect(read(account, 'alice')).rejects.toThrow('a bug');
  });
});

describe('users by name', () => {
  test('are each read, gone or unreadable', async () => {
    const account = world(alice, person('bob'));
    account.iam.refused.add('iam:GetLoginProfile AIDABOB');
    const readings = await all(account.directory.readNamed(['alice', 'bob', 'zoe'], policyOf(), noon));

    expect(readings.map(verdictOf).sort()).toEqual(['gone', 'no-mfa', 'unreadable']);
  });

  test('that cannot be looked up are unreadable under the name', async () => {
    const account = world(alice);
    account.iam.refused.add('iam:GetUser');
    const readings = await all(account.directory.readNamed(['alice'], policyOf(), noon));

    expect(readings).toEqual([
      {
        kind: 'unreadable',
        user: { userId: 'alice', userName: 'alice', path: '/', arn: '' },
        failure: denied('iam:GetUser'),
      },
    ]);
  });
});

describe('the list of virtual devices', () => {
  const scan = async (account: ReturnType<typeof world>, values = {}) =>
    all(account.directory.readUsers([alice.user], policyOf(values), noon));

  test('decides without another question', async () => {
    const account = world(person('alice', { kinds: ['virtual'] }));

    expect((await scan(account)).map(verdictOf)).toEqual(['mfa-enabled']);
    expect(account.iam.asked).toEqual(['iam:ListVirtualMFADevices', 'iam:GetLoginProfile AIDAALICE']);
  });

  test('is not asked where it decides no user', async () => {
    const account = world(alice);
    await scan(account, { requiredMfa: 'has-phishing-resistant' });

    expect(account.iam.asked).not.toContain('iam:ListVirtualMFADevices');
  });

  test('is not asked for no user', async () => {
    const account = world();
    await all(account.directory.readUsers([], policyOf(), noon));

    expect(account.iam.asked).toEqual([]);
  });

  test('that cannot be read is one warning, and each user is asked', async () => {
    const account = world(person('alice', { kinds: ['virtual'] }));
    account.iam.virtualListReadable = false;

    expect((await scan(account)).map(verdictOf)).toEqual(['mfa-enabled']);
    expect(account.log.warnings).toEqual([
      'The list of virtual MFA devices could not be read; every user is asked instead.',
    ]);
    expect(account.log.details).toEqual([denied('iam:ListVirtualMFADevices')]);
  });

  test('shows a virtual device and does not show that it is the only one', async () => {
    const account = world(person('alice', { kinds: ['virtual', 'security-key'] }));

    expect((await scan(account, { requiredMfa: 'any' }))[0]).toMatchObject({
      facts: { mfaDevices: { kinds: ['virtual'], complete: false } },
    });
  });

  test.each(['userPages', 'virtualMfaUserIds', 'tags'] as const)(
    'and every other question hand on what is no failed read: %s',
    async (question) => {
      const account = world(alice);
      account.iam[question] = () => {
        throw new TypeError('a bug');
      };
      const reading = async () => {
        const { users } = await account.directory.listUsers();
        return all(account.directory.readUsers(users, policyOf({ ownerTagKey: 'owner' }), noon));
      };

      await expect(reading()).rejects.toThrow('a bug');
    },
  );
});

describe('users who are missing', () => {
  const again = ({ directory }: ReturnType<typeof world>, ...people: readonly Person[]) =>
    all(
      readAgainById(
        people.map(({ user }) => user),
        directory,
        policyOf(),
        noon,
      ),
    );

  test('cost no list where there are none', async () => {
    const account = world(alice);

    expect(await again(account)).toEqual([]);
    expect(account.iam.asked).toEqual([]);
  });

  test('are found by id under the new name, or gone', async () => {
    const renamed = person('alicia', { user: aUser({ userName: 'alicia', userId: 'AIDAALICE' }) });
    const readings = await again(world(renamed), alice, person('bob'));

    expect(readings.map(verdictOf)).toEqual(['no-mfa', 'user-gone']);
    expect(readings[0]).toMatchObject({ facts: { user: { userName: 'alicia' } } });
  });

  test('are unreadable where the list breaks off before them, and not gone', async () => {
    const account = world(person('ann'));
    account.iam.listStopsAfter = 1;

    expect(await again(account, alice)).toEqual([
      { kind: 'unreadable', user: alice.user, failure: denied('iam:ListUsers') },
    ]);
  });

  test('come last in the reading of an account, and only those worth it are looked for', async () => {
    const account = world(alice, person('bob'), person('cay'));
    const { list, readings } = await readAccount({
      ...account,
      ruleParameters: policyOf(),
      now: noon,
      findAgain: ({ userName }) => userName === 'alice',
    });
    account.iam.people = [
      person('alicia', { user: aUser({ userName: 'alicia', userId: 'AIDAALICE' }) }),
      person('bobby', { user: aUser({ userName: 'bobby', userId: 'AIDABOB' }) }),
      person('cay'),
    ];

    expect(list.users).toHaveLength(3);
    expect((await all(readings)).map(verdictOf)).toEqual(['user-gone', 'no-mfa', 'no-mfa']);
  });

  test('are all looked for where nothing says which are worth it', async () => {
    const account = world(alice, person('bob'));
    const { readings } = await readAccount({ ...account, ruleParameters: policyOf(), now: noon });
    account.iam.people = [
      person('alicia', { user: aUser({ userName: 'alicia', userId: 'AIDAALICE' }) }),
      person('bobby', { user: aUser({ userName: 'bobby', userId: 'AIDABOB' }) }),
    ];

    expect((await all(readings)).map(verdictOf)).toEqual(['no-mfa', 'no-mfa']);
  });
});

test('a list names a user who is on two pages once', async () => {
  const { directory, iam } = world(alice, alice);
  iam.pageSize = 1;

  expect((await directory.listUsers()).users).toHaveLength(1);
});

test('at most eight users are read at once, and a consumer that stops starts no more', async () => {
  const account = world(...Array.from({ length: 30 }, (_, place) => person(`user${place}`)));
  let underWay = 0;
  let most = 0;
  account.iam.beforeUser = async () => {
    most = Math.max(most, (underWay += 1));
    await new Promise(setImmediate);
    underWay -= 1;
  };
  const users = account.iam.people.map(({ user }) => user);
  for await (const reading of account.directory.readUsers(users, policyOf(), noon)) {
    expect(verdictOf(reading)).toBe('no-mfa');
    break;
  }
  await new Promise(setImmediate);

  expect(most).toBe(8);
  expect(account.iam.asked.filter((question) => question.startsWith('iam:GetLoginProfile'))).toHaveLength(8);
});
