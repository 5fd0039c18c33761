// `verify` as a process in an account of the stand-in: what it refuses, what it finds, and that it leaves nothing behind.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Fault, SeedInput, Standin } from '../../rule/standin';
import { policyOfCleanUp, policyOfStory } from '../../rule/verification/grants';
import { CreateVirtualMFADeviceCommand, IAMClient } from '@aws-sdk/client-iam';
import { CommandLine } from './command-line';
import { connectionTo } from './verify-told';
import {
  account,
  afterWrites,
  everything,
  hurried,
  inSandbox,
  isWrite,
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
    [
      'where notices mail people',
      { seed: { deployment: { notices: true } } },
      named,
      /notices are on \(IamUserMfa-Notice\), so people get mails about test users: add --yes/,
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
  test('where the rule does what it says, all is as expected, and nothing but the result is left', async () => {
    const journals: string[] = [];
    const rule = (standin: Standin): void => {
      judge(standin, { findings: 'opened and archived' });
      // As automatic remediation does.
      for (const user of standin.store.iam.users)
        if (user.userName.endsWith('-newcomer')) user.groups.add(standin.store.iam.group('Required-1'));
    };
    await inSandbox({ seed: everything, rule }, async (world) => {
      const { standin, folder } = world;
      const before = stateOf(standin);
      const secrets = new Set<string>();
      const journal = path.join(folder, 'verify-journal.json');
      afterWrites(standin, () => {
        journals.push(readFileSync(journal, 'utf8'));
        expect(statSync(journal).mode & 0o777).toBe(0o600);
        for (const { authenticator } of standin.store.iam.virtualDevices)
          if (authenticator !== undefined) secrets.add(authenticator.base32);
      });
      const { code, stdout, stderr } = await run(cli, world, patient);

      expect(stdout).toMatch(/^24 of \d+ questions as expected, 0 otherwise, 0 without an answer/);
      expect(code).toBe(0);
      expect(stderr).toMatch(/What stays behind: results in Config/);
      expect(stateOf(standin)).toEqual(before);
      expect(existsSync(journal)).toBe(false);
      const file = path.join(folder, 'verify-result.json');
      const text = readFileSync(file, 'utf8');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(text).not.toMatch(/\d{12}|arn:aws|AIDA|iam-user-mfa-verify|alice/);
      expect(text).toContain('"annotation": "<newcomer> is judged."');

      const sent = JSON.stringify(standin.calls.map(({ input }) => input));
      for (const [, password = ''] of sent.matchAll(/"Password":"([^"]+)"/g)) secrets.add(password);
      expect(secrets.size).toBe(8);
      for (const secret of secrets)
        expect([stdout, stderr, text, ...journals].some((one) => one.includes(secret))).toBe(false);
      expect(calledIn(standin)).toEqual(allowedBy(policyOfStory('aws')));
      expect(writesElsewhere(standin)).toEqual([]);
    });
  });

  test('without --output the result is written here, and an earlier one stays', async () => {
    await inSandbox({}, async ({ env, folder }) => {
      for (const file of ['verify-result.json', 'verify-result-2.json']) {
        const { stderr } = await cli.run(['verify', '--policy'], env, `cd ${folder}`);
        expect(stderr).toContain(`The result is in ${file}.`);
        expect(existsSync(path.join(folder, file))).toBe(true);
      }
    });
  });
});

/** What was called, and what a policy allows; PassRole is asked for by SSM itself. */
const calledIn = ({ calls }: Standin): readonly string[] =>
  [...new Set(calls.map(({ service, action }) => `${service}:${action}`))].sort();
const allowedBy = (policy: object): readonly string[] =>
  [...new Set(JSON.stringify(policy).match(/[a-z]+:[A-Z]\w+/g))]
    .filter((api) => api !== 'iam:PassRole')
    .sort();
const writtenSchema = v.object({
  UserName: v.optional(v.string(), ''),
  SerialNumber: v.optional(v.string(), ''),
  VirtualMFADeviceName: v.optional(v.string(), ''),
});
const writesElsewhere = ({ calls }: Standin): readonly unknown[] =>
  calls
    .filter(({ service, action }) => service === 'iam' && isWrite(action))
    .filter(({ input }) => !/iam-user-mfa-verify/.test(Object.values(v.parse(writtenSchema, input)).join()));

describe('nothing is left', () => {
  // Every write in one process: verify-killed.test.ts.
  test.each<[string, Fault]>([
    [
      'the answer of CreateUser is lost',
      { action: 'iam:CreateUser', connection: 'reset', afterwards: true, times: 1 },
    ],
    ['EnableMFADevice is denied', { action: 'iam:EnableMFADevice', error: 'AccessDenied' }],
  ])('where %s, it ends with 3, and the result says why', async (_, fault) => {
    await inSandbox({ faults: [fault] }, async (world) => {
      const before = stateOf(world.standin);
      const { code } = await run(cli, world, hurried);
      expect(code).toBe(3);
      expect(stateOf(world.standin)).toEqual(before);
      expect(readFileSync(path.join(world.folder, 'verify-result.json'), 'utf8')).toContain(' on iam:');
    });
  });

  // Every k in one process: verify-killed.test.ts.
  test.each([4, 19, 34])('killed at write %i, --cleanup leaves the account as it was', async (k) => {
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
  });

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

  test('--cleanup calls what its policy allows, and nothing else', async () => {
    const name = 'iam-user-mfa-verify-00000000-newcomer';
    const runPath = '/iam-user-mfa-verify/00000000/';
    const users = [
      {
        userName: name,
        path: runPath,
        loginProfile: {},
        mfaDevices: [{ kind: 'virtual' as const }],
        groups: ['any'],
      },
    ];
    await inSandbox({ seed: { users } }, async ({ standin, env, folder }) => {
      const journal = path.join(folder, 'journal.json');
      const steps = [{ step: 'enable device', userName: `${name}-2` }];
      writeFileSync(journal, JSON.stringify({ schemaVersion: 1, accountId: account, path: runPath, steps }));
      const device = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name, Path: runPath });
      await new IAMClient(connectionTo(env['AWS_ENDPOINT_URL'] ?? '')).send(device);
      standin.calls.length = 0;
      expect((await cli.run(['verify', '--cleanup', journal], env)).code).toBe(0);
      expect(calledIn(standin)).toEqual(allowedBy(policyOfCleanUp('aws')));
      expect([...standin.store.iam.users]).toEqual([]);
      const printed = await cli.run(['verify', '--cleanup', '--print-policy'], env);
      expect(JSON.parse(printed.stdout)).toEqual(policyOfCleanUp('aws'));
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
      const named = ['verify', '--cleanup', journal, '--account', '111122223333'];
      const { code, stderr } = await cli.run(named, world.env);
      expect([code, stderr]).toEqual([2, expect.stringContaining("'111122223333' was named")]);
      expect(existsSync(journal)).toBe(true);
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
