// An account that does whatever it can to a run: the answers that it leaves are true, and the account is as before.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { SeedInput, Standin } from '../../rule/standin';
import { cleanUp } from '../../rule/verification/clean-up';
import { CommandLine } from './command-line';
import { telling } from './verify-told';
import { hurried, inSandbox, judge, run, stateOf } from './verify-world';

jest.setTimeout(90_000);

const path = '/iam-user-mfa-verify/0123abcd/';
const name = 'iam-user-mfa-verify-0123abcd-';

describe('what is there before a run is there after it:', () => {
  test.each<[string, SeedInput, string | undefined]>([
    [
      'a user named like the first of the run',
      { users: [{ userName: `${name}newcomer`, loginProfile: {} }] },
      'EntityAlreadyExists on iam:CreateUser',
    ],
    [
      'a user of the name that a rename wants',
      { users: [{ userName: `${name}RENAMED`, mfaDevices: [{ kind: 'virtual' }] }] },
      'EntityAlreadyExists on iam:UpdateUser',
    ],
    [
      "a user and a device under another run's path",
      { users: [{ userName: 'mallory', path: '/iam-user-mfa-verify/89abcdef/', loginProfile: {} }] },
      undefined,
    ],
    ['a group named like a user of the run', { groups: [{ groupName: `${name}newcomer` }] }, undefined],
  ])('%s', async (_, seed, why) => {
    let before: unknown;
    const rule = (standin: Parameters<typeof judge>[0]): void => judge(standin);
    await telling(
      { seed, rule, plant: (standin) => void (before = stateOf(standin)) },
      async ({ answers, standin, iam, clock, steps }) => {
        expect(await cleanUp(iam, clock, path, { steps })).toEqual([]);
        expect(stateOf(standin)).toEqual(before);
        const open = answers.filter((answer) => answer.outcome === 'incomplete');
        expect([...new Set(open.map((answer) => answer.why))].filter((one) => one === why)).toEqual(
          why === undefined ? [] : [why],
        );
      },
    );
  });
});

test('a service control policy that denies DeleteUser half way leaves names to be told, and a later clean-up succeeds', async () => {
  let before: unknown;
  await telling(
    { plant: (standin) => void (before = stateOf(standin)) },
    async ({ standin, iam, clock, steps }) => {
      standin.faults.push({ action: 'iam:DeleteUser', error: 'AccessDenied', skip: 2 });
      const left = await cleanUp(iam, clock, path, { steps });
      expect(left.length).toBeGreaterThan(1);
      for (const line of left)
        expect(line).toMatch(
          /^user iam-user-mfa-verify-0123abcd-\w+ is left: AccessDenied on iam:DeleteUser$/,
        );
      // Whoever is left cannot sign in.
      for (const user of standin.store.iam.users)
        if (user.path === path) expect([user.loginProfile, user.devices]).toEqual([undefined, []]);
      standin.faults.length = 0;
      expect(await cleanUp(iam, clock, path, { steps })).toEqual([]);
      expect(stateOf(standin)).toEqual(before);
    },
  );
});

describe('automation of the account changes a user of the run meanwhile:', () => {
  const ofTheRun = (standin: Standin, end: string) => standin.store.iam.user(`${name}${end}`);

  test('one who was moved and renamed is not touched, and never passes for taken back', async () => {
    await telling({ waitMilliseconds: 0 }, async ({ standin, iam, clock, steps }) => {
      const user = ofTheRun(standin, 'second');
      user.path = '/quarantine/';
      standin.store.iam.renameUser(user.userName, 'olga');
      const said = [
        'user olga was moved to /quarantine/ and is not touched there: move them back, or delete them',
      ];
      expect(await cleanUp(iam, clock, path, { steps })).toEqual(said);
      expect(await cleanUp(iam, clock, path, { steps })).toEqual(said);
      expect(standin.store.iam.user('olga').userId).toBe(user.userId);
      expect(await iam.usersUnder(path)).toEqual([]);
      user.path = path;
      expect(await cleanUp(iam, clock, path, { steps })).toEqual([]);
    });
  });

  test('one who was given a policy is left, and is said to need it taken off first', async () => {
    await telling({ waitMilliseconds: 0 }, async ({ standin, iam, clock, steps }) => {
      ofTheRun(standin, 'second').inlinePolicies.set('added', { Version: '2012-10-17', Statement: [] });
      expect(await cleanUp(iam, clock, path, { steps })).toEqual([
        `user ${name}second is left: DeleteConflict on iam:DeleteUser (Cannot delete entity, must delete policies first.)`,
      ]);
    });
  });
});

test('a rule of a conformance pack answers as one of a stack', async () => {
  const rule = (standin: Parameters<typeof judge>[0]): void =>
    judge(standin, { findings: 'opened and archived' });
  await telling({ ruleName: 'iam-user-mfa-conformance-pack-abc1', rule }, ({ answers }) => {
    expect(answers.filter(({ outcome }) => /otherwise|incomplete|not-asked/.test(outcome))).toEqual([]);
  });
});

describe('as a process', () => {
  let cli: CommandLine;
  beforeAll(() => {
    cli = new CommandLine();
  });

  test('where this clock is four minutes behind, the codes of the devices are taken', async () => {
    await inSandbox({ now: () => new Date(Date.now() + 240_000) }, async (world) => {
      const before = stateOf(world.standin);
      await run(cli, world, [...hurried, '--quiet']);
      const outcomes = world.standin.calls
        .filter(({ action }) => action === 'EnableMFADevice')
        .map(({ outcome }) => outcome);
      expect(outcomes).toEqual(['ok', 'ok']);
      expect(stateOf(world.standin)).toEqual(before);
    });
  });

  test('throttled all along, the story is told all the same', async () => {
    await inSandbox({}, async (world) => {
      world.standin.rateLimits.push({
        action: 'iam:*',
        callsPerSecond: 25,
        burst: 2,
        per: 'account',
        error: 'Throttling',
      });
      const before = stateOf(world.standin);
      const { stdout } = await run(cli, world, [...hurried, '--quiet']);
      expect(world.standin.calls.some(({ outcome }) => outcome === 'Throttling')).toBe(true);
      expect(stdout).toMatch(/, 0 without an answer/);
      expect(stateOf(world.standin)).toEqual(before);
    });
  });
});
