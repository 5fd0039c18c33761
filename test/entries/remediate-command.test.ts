import { describe, expect, jest, test } from '@jest/globals';
import { Command } from 'commander';
import { Writable } from 'node:stream';
import { addRemediateCommand } from '../../rule/cli/commands/remediate';
import type { SeedInput } from '../../rule/standin';
import { Peer } from './entry';

jest.setTimeout(60_000);

const password = { createDate: '2024-01-01T00:00:00Z' };
const group = 'iam-user-mfa-required';
const seed: SeedInput = {
  groups: [group],
  users: [
    { userName: 'alice', userId: 'AIDAALICE', loginProfile: password },
    { userName: 'bob@b.example', userId: 'AIDABOB', path: '/team/', loginProfile: password },
    { userName: 'carol', userId: 'AIDACAROL', loginProfile: password, mfaDevices: [{ kind: 'virtual' }] },
    { userName: 'bot', userId: 'AIDABOT' },
  ],
};

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
  const program = new Command()
    .exitOverride()
    .configureOutput({ writeErr: (text) => void stderr.write(text) });
  addRemediateCommand(program, { stdout, stderr, env: process.env, exit: (given) => void (code = given) });
  for (const child of program.commands) child.exitOverride();
  await program.parseAsync(['remediate', ...line.split(' ')], { from: 'user' });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

const written = ({ standin }: Peer): string[] =>
  standin.calls.filter(({ action }) => !/^(Get|List|Describe)/.test(action)).map(({ action }) => action);

describe('the plan', () => {
  test('without chosen users, one line for each user says what would be done or why not, and nothing is changed', async () => {
    await Peer.with(seed, async (peer) => {
      const { code, stdout, stderr } = await command('--action require-mfa');
      expect(stdout.split('\n')).toEqual([
        'would-change\tAIDAALICE\talice would be added to the group iam-user-mfa-required.',
        'would-change\tAIDABOB\tbob@b.example would be added to the group iam-user-mfa-required.',
        'nothing-to-do\tAIDACAROL\tNothing to do: carol signs in to the console with a password and sufficient MFA.',
        'nothing-to-do\tAIDABOT\tNothing to do: bot has no console password (login profile), so there is no sign-in to protect.',
        '',
      ]);
      expect(stderr).toBe('');
      expect(code).toBe(1);
      expect(written(peer)).toEqual([]);
    });
  });

  test('with nothing to do it exits with 0', async () => {
    await Peer.with(seed, async () => {
      expect(
        (await command('--action remove-console-access --user-name CAROL --resource-id AIDABOT')).code,
      ).toBe(0);
    });
  });

  test('a user who cannot be read is told of beside the others, and it exits with 3', async () => {
    await Peer.with(seed, async (peer) => {
      peer.standin.faults.push({
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
    await Peer.with(seed, async (peer) => {
      peer.standin.faults.push({ action: 'iam:ListUsers', error: 'AccessDenied' });
      const { code, stdout, stderr } = await command('--action require-mfa');
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toContain('AccessDenied on iam:ListUsers');
    });
  });
});

describe('--apply', () => {
  test('only the chosen users are changed, each leaves an audit line, and it exits with 0', async () => {
    await Peer.with(seed, async (peer) => {
      const { code, stdout, stderr } = await command(
        '--action require-mfa --apply --user-name bob@b.example --user-name carol',
      );
      expect(stdout).toMatch(
        /^changed\tAIDABOB\tbob@b\.example was added.*\nnothing-to-do\tAIDACAROL\t.*\n$/,
      );
      expect(stderr.split('\n')).toEqual([
        expect.stringMatching(
          /^\d{4}-\d\d-\d\dT[\d:.]+Z arn:aws:sts::123456789012:assumed-role\/standin\/standin require-mfa bob@b\.example \(AIDABOB\): changed$/,
        ),
        expect.stringMatching(/ require-mfa carol \(AIDACAROL\): nothing-to-do$/),
        '',
      ]);
      expect(code).toBe(0);
      expect(written(peer)).toEqual(['AddUserToGroup']);
    });
  });

  test('a denied write fails that user, goes on with the next and exits with 3', async () => {
    await Peer.with(seed, async (peer) => {
      peer.standin.faults.push({
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
    ['--action require-mfa --rule-name other', 'Config has no rule named other'],
  ])('%s', async (line, message) => {
    await Peer.with(seed, async (peer) => {
      await expect(command(line)).rejects.toThrow(message);
      expect(written(peer)).toEqual([]);
    });
  });
});
