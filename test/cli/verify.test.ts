// `verify` as a process in an account of the stand-in: what it refuses, what it finds, and that it leaves nothing behind.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Fault, SeedInput, Standin } from '../../rule/standin';
import { policyOfStory } from '../../rule/verification/grants';
import { CommandLine } from './command-line';
import {
  account,
  afterWrites,
  hurried,
  inSandbox,
  judge,
  named,
  run,
  stateOf,
  writes,
  type WorldOptions,
} from './verify-world';

jest.setTimeout(90_000);

let cli: CommandLine;
beforeAll(() => {
  cli = new CommandLine();
});

const patient = [...named, '--wait', '5', '--every', '0.05'];
describe('before anything is made', () => {
  const many = { users: Array.from({ length: 51 }, (_, n) => ({ userName: `user-${n}` })) };
  test.each<[string, WorldOptions, readonly string[], RegExp]>([
    ['without a terminal and --account', {}, ['verify'], /name the sandbox account with --account/],
    [
      'with the id of another account',
      {},
      ['verify', '--account', '111122223333'],
      /the account is 123456789012/,
    ],
    ['with an id that is none', {}, ['verify', '--account', 'mine'], /--account is 'mine'|12 digits/],
    ['in a management account', { seed: { organization: {} } }, named, /is the management account/],
    [
      'where the organization may not be asked',
      { faults: [{ action: 'organizations:DescribeOrganization', error: 'AccessDenied' }] },
      named,
      /could not be asked \(AccessDenied on organizations:DescribeOrganization\)/,
    ],
    [
      'in an account of 51 users',
      { seed: many },
      named,
      /has 51 users, so it hardly is a sandbox: add --yes/,
    ],
    ['without a rule', { seed: { configRules: [] } }, named, /npx cdk deploy IamUserMfa/],
    [
      'without the right to delete',
      { denied: ['iam:DeleteUser'] },
      named,
      /may not take back .*: allow iam:DeleteUser/,
    ],
    [
      'where the own rights may not be asked',
      { faults: [{ action: 'iam:SimulatePrincipalPolicy', error: 'AccessDenied' }] },
      named,
      /could not be asked \(AccessDenied on iam:SimulatePrincipalPolicy\): add --yes/,
    ],
    ['with --policy and --cleanup', {}, [...named, '--policy', '--cleanup'], /give one of them/],
  ])('%s it ends with 2, and nothing is changed', async (_, options, args, sentence) => {
    await inSandbox(options, async (world) => {
      const { code, stdout, stderr } = await run(cli, world, args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(sentence);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(writes(world.standin)).toEqual([]);
      if (args.length === 1) expect(world.standin.calls).toHaveLength(0);
    });
  });
});

describe('the story', () => {
  test('where the rule does what it says, all is as expected, and the account is as before', async () => {
    await inSandbox({}, async (world) => {
      const before = stateOf(world.standin);
      const { code, stdout, stderr } = await run(cli, world, patient);

      expect(stdout).toMatch(/0 otherwise, 0 without an answer/);
      expect(code).toBe(0);
      expect(stderr).toMatch(/What stays behind: results in Config/);
      expect(stateOf(world.standin)).toEqual(before);
      const file = path.join(world.folder, 'verify-result.json');
      const text = readFileSync(file, 'utf8');
      expect(text).not.toMatch(/\d{12}|arn:aws|AIDA|iam-user-mfa-verify|alice/);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(existsSync(path.join(world.folder, 'verify-journal.json'))).toBe(false);
      const allowed = new Set(JSON.stringify(policyOfStory('aws')).match(/[a-z]+:[A-Z]\w+/g));
      expect(
        world.standin.calls
          .map(({ service, action }) => `${service}:${action}`)
          .filter((api) => !allowed.has(api)),
      ).toEqual([]);
      const sent = JSON.stringify(world.standin.calls.map(({ input }) => input));
      for (const [, password = ''] of sent.matchAll(/"Password":"([^"]+)"/g))
        expect(stdout + stderr + text).not.toContain(password);
    });
  });

  /** What AWS is made to answer, and the one line that has to say so. */
  const planted: readonly (readonly [
    string,
    WorldOptions & { readonly plant?: (standin: Standin) => void },
    string,
    number,
  ])[] = [
    [
      'a device that does not count',
      { rule: withHeld('COMPLIANT', 'NON_COMPLIANT') },
      '  otherwise    password-and-device; expected COMPLIANT; AWS says NON_COMPLIANT',
      1,
    ],
    [
      'a result that never goes',
      { rule: withHeld('NOT_APPLICABLE', 'NON_COMPLIANT') },
      '  otherwise    password-removed; expected no result; AWS says NON_COMPLIANT',
      1,
    ],
    [
      'no result at all',
      { rule: () => undefined },
      '  otherwise    password-alone; expected NON_COMPLIANT; AWS says no result',
      1,
    ],
    [
      'a summary that is not shown',
      { rule: (standin) => judge(standin, 'never') },
      '  otherwise    account-result; expected kept and shown; AWS says not shown',
      1,
    ],
    [
      'another wording of NoSuchEntity',
      { faults: [{ action: 'iam:GetLoginProfile', error: 'NoSuchEntity', message: 'Not here.' }] },
      '  otherwise    wording-no-password; expected none; AWS says no-such-entity',
      1,
    ],
    [
      'a new date for a changed password',
      // Dates are whole seconds on the wire.
      {
        faults: [{ action: 'iam:UpdateLoginProfile', delayMilliseconds: 1100 }],
        plant: ({ store }) => void (store.iam.updatedPasswords = 'new-date'),
      },
      '  answered     date-of-a-changed-password; AWS says new',
      0,
    ],
    ['a kept date for a changed password', {}, '  answered     date-of-a-changed-password; AWS says kept', 0],
    [
      'names that have a case',
      { faults: [{ action: 'iam:GetUser', error: 'NoSuchEntity' }] },
      '  answered     user-in-another-case; AWS says not found',
      0,
    ],
    ['names without a case', {}, '  answered     user-in-another-case; AWS says found', 0],
    ['a summary that is recorded again', {}, '  answered     unchanged-summary; AWS says recorded again', 0],
    [
      'a summary that is recorded once',
      { rule: (standin) => judge(standin, 'once') },
      '  answered     unchanged-summary; AWS says not recorded again',
      0,
    ],
    [
      'a grace period',
      { seed: { configRules: [{ name: 'iam-user-mfa', inputParameters: { gracePeriodHours: '24' } }] } },
      '  not-asked    password-alone; the rule has a grace period of 24 hours',
      0,
    ],
  ];

  test('the planted answers are told apart: no two give one line', () => {
    expect(new Set(planted.map(([, , line]) => line)).size).toBe(planted.length);
  });

  test.each(planted)('%s is found and named', async (_, { plant, ...options }, line, expected) => {
    await inSandbox(options, async (world) => {
      const before = stateOf(world.standin);
      plant?.(world.standin);
      const { code, stdout } = await run(cli, world, [
        ...named,
        '--wait',
        '1.1',
        '--every',
        '0.05',
        '--quiet',
      ]);
      expect(stdout.split('\n').map((text) => text.replace(/; after \d+ s/, ''))).toContain(line);
      expect(code).toBe(expected);
      expect(stateOf(world.standin)).toEqual(before);
    });
  });
});

function withHeld(from: string, to: 'NON_COMPLIANT'): (standin: Standin) => void {
  return (standin) => {
    judge(standin);
    for (const result of standin.store.config.held('iam-user-mfa'))
      if (result.complianceType === from && result.resourceType === 'AWS::IAM::User')
        result.complianceType = to;
  };
}

describe('nothing is left', () => {
  const makings = [
    'CreateUser',
    'CreateLoginProfile',
    'CreateVirtualMFADevice',
    'EnableMFADevice',
    'UpdateLoginProfile',
    'UpdateUser',
    'TagUser',
  ];
  test.each<[string, Fault]>([
    ...makings.map((action): [string, Fault] => [
      `the first answer of ${action} is lost`,
      { action: `iam:${action}`, connection: 'reset', afterwards: true, times: 1 },
    ]),
    ['CreateUser is denied', { action: 'iam:CreateUser', error: 'AccessDenied' }],
    ['EnableMFADevice is denied', { action: 'iam:EnableMFADevice', error: 'AccessDenied' }],
  ])('where %s, it ends with 3', async (_, fault) => {
    await inSandbox({ faults: [fault] }, async (world) => {
      const before = stateOf(world.standin);
      const { code } = await run(cli, world, hurried);
      expect(code).toBe(3);
      expect(stateOf(world.standin)).toEqual(before);
    });
  });

  // Every k in one process: verify-killed.test.ts.
  test.each([1, 4, 7, 12, 19, 24, 33])(
    'killed at write %i, --cleanup leaves the account as it was',
    async (k) => {
      await inSandbox({}, async (world) => {
        const { standin, env, folder } = world;
        const before = stateOf(standin);
        const child = cli.start([...hurried, '--output', folder], env);
        const over = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
        afterWrites(standin, () => {
          if (writes(standin).length === k) child.kill('SIGKILL');
        });
        expect(await over).toBe('SIGKILL');
        const journal = path.join(folder, 'verify-journal.json');
        const byPath = ['--account', account, '--yes'];
        const { code, stderr } = await cli.run(
          ['verify', '--cleanup', ...(k % 2 === 0 ? [journal] : byPath)],
          env,
        );
        expect([code, stderr]).toEqual([0, '']);
        expect(stateOf(standin)).toEqual(before);
      });
    },
  );

  test('Ctrl-C takes everything back and ends with 130', async () => {
    await inSandbox({ rule: () => undefined }, async (world) => {
      const before = stateOf(world.standin);
      const child = cli.start(
        [...named, '--wait', '60', '--every', '0.05', '--output', world.folder],
        world.env,
      );
      const code = new Promise((resolve) => child.once('close', resolve));
      child.stdout?.resume();
      child.stderr?.resume();
      while (!world.standin.calls.some(({ action }) => action === 'GetComplianceDetailsByResource'))
        await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGINT');
      expect(await code).toBe(130);
      expect(stateOf(world.standin)).toEqual(before);
    });
  });

  test('what the remediation did to a user meanwhile is undone, too', async () => {
    const seed: SeedInput = { groups: [{ groupName: 'required', path: '/iam-user-mfa-required/' }] };
    const join = (standin: Standin): void => {
      for (const user of standin.store.iam.users)
        if (user.loginProfile !== undefined && user.path.startsWith('/iam-user-mfa-verify/'))
          user.groups.add(standin.store.iam.group('required'));
    };
    await inSandbox({ seed, rule: join }, async (world) => {
      const before = stateOf(world.standin);
      await run(cli, world, hurried);
      expect(world.standin.callCounts()['iam:RemoveUserFromGroup']).toBeGreaterThan(0);
      expect(stateOf(world.standin)).toEqual(before);
    });
  });

  test('a journal of another account deletes nothing, and a user outside of the path is never touched', async () => {
    await inSandbox({ seed: { users: [{ userName: 'alice', loginProfile: {} }] } }, async (world) => {
      const before = stateOf(world.standin);
      const journal = path.join(world.folder, 'journal.json');
      const write = (accountId: string): void =>
        writeFileSync(
          journal,
          JSON.stringify({
            schemaVersion: 1,
            accountId,
            path: '/iam-user-mfa-verify/00000000/',
            steps: [{ step: 'make user', userName: 'alice' }],
          }),
        );
      write('111122223333');
      expect((await cli.run(['verify', '--cleanup', journal], world.env)).code).toBe(2);
      write(account);
      expect((await cli.run(['verify', '--cleanup', journal], world.env)).code).toBe(0);
      expect(stateOf(world.standin)).toEqual(before);
    });
  });

  test('an earlier run that was not taken back is named before anything is made', async () => {
    await inSandbox({}, async (world) => {
      writeFileSync(path.join(world.folder, 'verify-journal.json'), '{}');
      const { code, stderr } = await run(cli, world, hurried);
      expect(code).toBe(2);
      expect(stderr).toMatch(/run "iam-user-mfa verify --cleanup /);
      expect(writes(world.standin)).toEqual([]);
    });
  });
});
