import { describe, expect, jest, test } from '@jest/globals';
import { Writable } from 'node:stream';
import { runProgram } from '../../rule/cli/run-program';
import type { CliIo } from '../../rule/cli/terminal/io';
import type { SeedInput } from '../../rule/standin';
import { World } from './entry';
import { enforcing, groupSeed, requiredGroup as group } from './required-group';

jest.setTimeout(60_000);

const password = { createDate: '2024-01-01T00:00:00Z' };
const seed: SeedInput = {
  ...enforcing(),
  users: [
    { userName: 'alice', userId: 'AIDAALICE', loginProfile: password },
    { userName: 'bob@b.example', userId: 'AIDABOB', path: '/team/', loginProfile: password },
    { userName: 'carol', userId: 'AIDACAROL', loginProfile: password, mfaDevices: [{ kind: 'virtual' }] },
    { userName: 'bot', userId: 'AIDABOT' },
  ],
};

const ruleRow =
  'rule\tiam-user-mfa\tarn:aws:lambda:us-east-1:123456789012:function:iam-user-mfa default parameters';

class Text extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function command(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const stdout = new Text();
  const stderr = new Text();
  let code = -1;
  const io: CliIo = { stdout, stderr, env: process.env, exit: (given) => void (code = given) };
  const ending = await runProgram(
    ['node', 'iam-user-mfa', 'remediate', ...line.split(' ')],
    io,
    () => undefined,
  );
  // A refusal, for the tests that expect one.
  if (ending?.code === 2) throw new Error(ending.text ?? stderr.text);
  if (ending !== undefined) {
    stderr.write(ending.text ?? '');
    code = ending.code;
  }
  return { code, stdout: stdout.text, stderr: stderr.text };
}

const written = ({ standin }: World): string[] =>
  standin.calls.filter(({ action }) => !/^(Get|List|Describe)/.test(action)).map(({ action }) => action);

describe('the plan', () => {
  test('without chosen users, one line for each user says what would be done or why not, and nothing is changed', async () => {
    await World.with(seed, async (world) => {
      const { code, stdout, stderr } = await command('--action require-mfa');
      expect(stdout.split('\n')).toEqual([
        ruleRow,
        `would-change\tAIDAALICE\talice would be added to the group ${group}.`,
        `would-change\tAIDABOB\tbob@b.example would be added to the group ${group}.`,
        'nothing-to-do\tAIDACAROL\tNothing to do: carol signs in to the console with a password and sufficient MFA.',
        'nothing-to-do\tAIDABOT\tNothing to do: bot has no console password (login profile), so there is no sign-in to protect.',
        '',
      ]);
      expect(stderr).toBe('');
      expect(code).toBe(1);
      expect(written(world)).toEqual([]);
    });
  });

  test('one reason for several refusals is a line of its own, and each of these users keeps a line with the name', async () => {
    await World.with({ ...seed, groups: [] }, async () => {
      const { code, stdout } = await command('--action require-mfa');
      expect(stdout.split('\n').slice(0, 4)).toEqual([
        ruleRow,
        expect.stringMatching(/^reason\trefused\tThere is no group iam-user-mfa-required, so nothing/),
        'refused\tAIDAALICE\talice',
        'refused\tAIDABOB\tbob@b.example',
      ]);
      expect(code).toBe(1);
    });
  });

  test('a sentence that does not name the user is followed by the name', async () => {
    await World.with({ ...seed, groups: [] }, async () => {
      const { stdout } = await command('--action require-mfa --user-name alice');
      expect(stdout).toMatch(/refused\tAIDAALICE\tThere is no group .* \(alice\)\n$/);
    });
  });

  test('with nothing to do it exits with 0', async () => {
    await World.with(seed, async () => {
      expect(
        (await command('--action remove-console-access --user-name CAROL --resource-id AIDABOT')).code,
      ).toBe(0);
    });
  });

  test('a user who cannot be read is told of beside the others, and it exits with 3', async () => {
    await World.with(seed, async (world) => {
      world.standin.faults.push({
        action: 'iam:GetLoginProfile',
        userNames: ['alice'],
        error: 'AccessDenied',
      });
      const { code, stdout } = await command(
        '--action require-mfa --user-name alice --user-name bob@b.example',
      );
      expect(stdout).toContain('failed\tAIDAALICE\tAccessDenied on iam:GetLoginProfile for alice');
      expect(stdout).toContain('would-change\tAIDABOB');
      expect(code).toBe(3);
    });
  });

  test('users who cannot be listed are no plan at all: it exits with 3 and names the API', async () => {
    await World.with(seed, async (world) => {
      world.standin.faults.push({ action: 'iam:ListUsers', error: 'AccessDenied' });
      const { code, stdout, stderr } = await command('--action require-mfa');
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toContain('AccessDenied on iam:ListUsers');
    });
  });
});

describe('--apply', () => {
  test('only the chosen users are changed, each leaves an audit line, and it exits with 0', async () => {
    await World.with(seed, async (world) => {
      const { code, stdout, stderr } = await command(
        '--action require-mfa --apply --user-name bob@b.example --user-name carol',
      );
      expect(stdout).toMatch(
        /^rule\tiam-user-mfa\t.*\nchanged\tAIDABOB\tbob@b\.example was added.*\nnothing-to-do\tAIDACAROL\t.*\n$/,
      );
      expect(stderr.split('\n')).toEqual([
        expect.stringMatching(
          /^\d{4}-\d\d-\d\dT[\d:.]+Z arn:aws:sts::123456789012:assumed-role\/standin\/standin require-mfa bob@b\.example \(AIDABOB\): changed$/,
        ),
        expect.stringMatching(/ require-mfa carol \(AIDACAROL\): nothing-to-do$/),
        '',
      ]);
      expect(code).toBe(0);
      expect(written(world)).toEqual(['AddUserToGroup']);
    });
  });

  test('a denied write fails that user, goes on with the next and exits with 3', async () => {
    await World.with(seed, async (world) => {
      world.standin.faults.push({
        action: 'iam:DeleteLoginProfile',
        userNames: ['alice'],
        error: 'AccessDenied',
      });
      const { code, stdout, stderr } = await command(
        '--action remove-console-access --apply --resource-id AIDAALICE --resource-id AIDABOB',
      );
      expect(stdout).toContain('failed\tAIDAALICE\tAccessDenied on iam:DeleteLoginProfile for alice');
      expect(stdout).toContain('changed\tAIDABOB');
      expect(stderr).toContain('alice (AIDAALICE): failed');
      expect(code).toBe(3);
    });
  });
});

describe('bad usage changes nothing and says what is allowed', () => {
  test.each([
    ['--action require-mfa --apply', '--apply needs chosen users'],
    ['--action lock', 'Allowed choices are require-mfa, undo-require-mfa, remove-console-access'],
    ['--user-name alice', "required option '--action <action>' not specified"],
    ['--action require-mfa --apply --dry-run --user-name alice', "cannot be used with option '--apply'"],
    [
      '--action require-mfa --apply --user-name alice --user-name nobody',
      'No IAM user is named nobody: nothing was done.',
    ],
    ['--action require-mfa --rule-name other', 'The rule other is not iam-user-mfa: its name does not fit'],
    ['--action require-mfa --rule-function arn:other', 'allowed: a rule that runs arn:other.'],
    [
      '--action require-mfa --resource-id alice',
      '--resource-id: got "alice", allowed: the id of a user (AIDA...)',
    ],
    ['--action require-mfa --resource-id AKIAIOSFODNN7EXAMPLE', 'For names there is --user-name.'],
    [
      '--action require-mfa --resource-id 999988887777',
      '999988887777, which is not this account (123456789012)',
    ],
    ['--action require-mfa --all-members --apply', '--all-members goes with --action undo-require-mfa only.'],
    ['--action undo-require-mfa --all-members', '--all-members needs --apply: nothing was done.'],
    ['--action undo-require-mfa --all-members --user-name alice', '--all-members means everyone'],
  ])('%s', async (line, message) => {
    await World.with(seed, async (world) => {
      await expect(command(line)).rejects.toThrow(message);
      expect(written(world)).toEqual([]);
    });
  });
});

describe('the rule', () => {
  test('its parameters are on the first line, for a person to check', async () => {
    const configRules = [{ name: 'iam-user-mfa', inputParameters: { exemptUserNames: 'alice' } }];
    await World.with({ ...seed, configRules }, async () => {
      const { stdout } = await command('--action remove-console-access');
      expect(stdout.split('\n')[0]).toBe(
        ruleRow.replace('default parameters', '{"exemptUserNames":"alice"}'),
      );
    });
  });

  test('of several, all are named and nothing is done until one is chosen', async () => {
    const configRules = [{ name: 'iam-user-mfa' }, { name: 'iam-user-mfa-conformance-pack-a1' }];
    await World.with({ ...seed, configRules }, async () => {
      await expect(command('--action require-mfa')).rejects.toThrow(
        /Several rules could decide: iam-user-mfa \(.*\), iam-user-mfa-conformance-pack-a1 \(.*--rule-name/,
      );
      const chosen = await command('--action require-mfa --rule-name iam-user-mfa-conformance-pack-a1');
      expect(chosen.code).toBe(1);
    });
  });
});

describe('the group', () => {
  const groupNamed = (groupName: string, path: string) => ({ ...groupSeed(groupName), path });

  test('is the one under the path, else the one of the old name, else the one that is named', async () => {
    const old = groupNamed('iam-user-mfa-required', '/');
    for (const [groups, flags, found] of [
      [[old, groupSeed()], '', group],
      [[old], '', 'iam-user-mfa-required'],
      [[old, groupSeed(), groupNamed('mine', '/')], ' --group mine', 'mine'],
    ] as const) {
      await World.with({ ...seed, groups: [...groups] }, async () => {
        const { stdout } = await command(`--action require-mfa --user-name alice${flags}`);
        expect(stdout).toContain(`alice would be added to the group ${found}.`);
      });
    }
  });

  test('several under the path are listed, and --group is asked for', async () => {
    await World.with({ ...seed, groups: [groupSeed('A'), groupSeed('B')] }, async () => {
      await expect(command('--action require-mfa')).rejects.toThrow(
        'Several groups are under /iam-user-mfa-required/: A, B. Name one by --group.',
      );
    });
  });

  test.each([
    ['is not there', [], 'There is no group iam-user-mfa-required'],
    [
      'does not enforce',
      [{ groupName: group, path: '/iam-user-mfa-required/' }],
      `No policy of the group ${group}`,
    ],
  ])('that %s refuses the step for each user, and it exits with 1', async (_, groups, message) => {
    await World.with({ ...seed, groups }, async (world) => {
      for (const apply of ['', ' --apply']) {
        const { code, stdout } = await command(`--action require-mfa --user-name alice${apply}`);
        expect(stdout).toContain(`refused\tAIDAALICE\t${message}`);
        expect(code).toBe(1);
      }
      expect(written(world)).toEqual([]);
    });
  });
});

describe('users whom the step would not help', () => {
  test('whose MFA is merely too weak are refused, not counted as done', async () => {
    const configRules = [
      { name: 'iam-user-mfa', inputParameters: { requiredMfa: 'has-phishing-resistant' } },
    ];
    await World.with({ ...seed, configRules }, async (world) => {
      const { code, stdout } = await command('--action require-mfa --apply --user-name carol');
      expect(stdout).toContain('refused\tAIDACAROL\tNothing was done, and carol stays NON_COMPLIANT');
      expect(code).toBe(1);
      expect(written(world)).toEqual([]);
    });
  });

  test('whose passwords may have expired: the plan warns, unless the policy allows the change', async () => {
    const passwordPolicy = { MaxPasswordAge: 90 };
    await World.with({ ...seed, passwordPolicy }, async () => {
      expect((await command('--action require-mfa')).stderr).toContain(
        'Warning: passwords of this account expire after 90 days.',
      );
      expect((await command('--action remove-console-access')).stderr).toBe('');
    });
    await World.with({ ...seed, ...enforcing(true), passwordPolicy }, async () => {
      expect((await command('--action require-mfa')).stderr).toBe('');
    });
  });

  test('of whom that cannot be read: the plan says so', async () => {
    await World.with(seed, async (world) => {
      world.standin.faults.push({ action: 'iam:GetAccountPasswordPolicy', error: 'AccessDenied' });
      expect((await command('--action require-mfa')).stderr).toContain(
        'could not be read (AccessDenied on iam:GetAccountPasswordPolicy)',
      );
    });
  });
});

describe('undo-require-mfa --all-members', () => {
  const members: SeedInput = {
    ...seed,
    groups: [groupSeed(), groupSeed('Old-Group'), 'iam-user-mfa-required', 'team'],
    users: [
      { userName: 'alice', userId: 'AIDAALICE', loginProfile: password, groups: [group, 'team'] },
      { userName: 'bob', userId: 'AIDABOB', groups: ['Old-Group', 'iam-user-mfa-required'] },
      { userName: 'carol', userId: 'AIDACAROL', mfaDevices: [{ kind: 'virtual' }], groups: [group] },
      { userName: 'dora', userId: 'AIDADORA', groups: ['team'] },
    ],
  };

  test('empties every group of require-mfa and no other, and first says how many lose their protection', async () => {
    await World.with(members, async (world) => {
      const { code, stdout, stderr } = await command('--action undo-require-mfa --all-members --apply');
      expect(stderr.split('\n')[0]).toBe(
        '2 of 3 members have no MFA device yet and lose the protection of the group.',
      );
      expect(code).toBe(0);
      expect(stdout).not.toContain('dora');
      const left = ['alice', 'bob', 'carol', 'dora'].map((userName) =>
        [...world.standin.store.iam.user(userName).groups].map(({ groupName }) => groupName),
      );
      expect(left).toEqual([['team'], [], [], ['team']]);
    });
  });

  test('without --apply it says the same and changes nothing', async () => {
    await World.with(members, async (world) => {
      await expect(command('--action undo-require-mfa --all-members')).rejects.toThrow('needs --apply');
      expect(written(world)).toEqual([]);
    });
  });

  test('with --group it empties that one alone', async () => {
    await World.with(members, async (world) => {
      await command('--action undo-require-mfa --all-members --apply --group Old-Group');
      expect(world.count('iam:RemoveUserFromGroup')).toBe(1);
      expect([...world.standin.store.iam.user('bob').groups].map(({ groupName }) => groupName)).toEqual([
        'iam-user-mfa-required',
      ]);
    });
  });
});
