import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { PassThrough } from 'node:stream';
import { UsageError, type CliIo, type ExitCode } from '../../rule/cli/terminal/io';
import { addPolicyCommand } from '../../rule/cli/policy/command';
import {
  mfaEnforcementPolicy,
  mfaEnforcementScp,
  noNewPasswordsScp,
  protectScp,
} from '../../rule/enforcement/policy';

const role = 'arn:aws:iam::111122223333:role/Exemptions';

function policy(...flags: string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const codes: ExitCode[] = [];
  const desk: CliIo = { stdout, stderr, env: {}, exit: (code) => codes.push(code) };
  const program = new Command().exitOverride();
  addPolicyCommand(program, desk);
  program.parse(['policy', ...flags], { from: 'user' });
  const read = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString() ?? '';
  return { stdout: read(stdout), stderr: read(stderr), codes };
}

describe('iam-user-mfa policy', () => {
  test('without flags it prints the console-only managed policy for aws, and nothing else, and exits 0', () => {
    const expected = mfaEnforcementPolicy({ strength: 'console-only' });
    const printed = { stdout: `${JSON.stringify(expected, null, 2)}\n`, stderr: '', codes: [0] };
    expect(policy()).toEqual(printed);
  });

  test('every flag reaches the document', () => {
    const { stdout } = policy(
      ...['--strength', 'all', '--partition', 'aws-cn', '--allow-first-password-change'],
      ...['--exempt-tag-key', 'mfa-exempt', '--exempt-tag-principal', role],
    );
    expect(JSON.parse(stdout)).toEqual(
      mfaEnforcementPolicy({
        strength: 'all',
        partition: 'aws-cn',
        allowFirstPasswordChange: true,
        exemptTag: { key: 'mfa-exempt', mayBeChangedBy: role },
      }),
    );
  });

  test('--scp protect prints the SCP for break-glass, and exemptions by path and name reach the document', () => {
    expect(JSON.parse(policy('--scp', 'protect', '--break-glass', role).stdout)).toEqual(
      protectScp({ breakGlass: [role] }),
    );
    const flags = ['--exempt-path', '/service/', '--exempt-user-name', 'robot', '--exemptions-by', role];
    expect(JSON.parse(policy('--scp', ...flags).stdout)).toEqual(
      mfaEnforcementScp({
        strength: 'console-only',
        exemptions: { paths: ['/service/'], userNames: ['robot'], mayBeChangedBy: role },
      }),
    );
  });

  test.each([
    ['aws-cn', /AWS documents NotResource .* for aws and aws-us-gov only/],
    ['aws-us-gov', /^$/],
  ])('--scp in %s says on stderr what is not documented there', (partition, said) => {
    const { stdout, stderr } = policy('--scp', '--partition', partition);
    expect(stderr).toMatch(said);
    expect(() => void JSON.parse(stdout)).not.toThrow();
  });

  test('--scp prints the service control policy', () => {
    const { stdout } = policy('--scp', '--strength', 'all');
    expect(JSON.parse(stdout)).toEqual(mfaEnforcementScp({ strength: 'all' }));
  });

  test('--scp deny-without-mfa is the same by its name', () => {
    expect(policy('--scp', 'deny-without-mfa').stdout).toBe(policy('--scp').stdout);
  });

  test('--scp no-new-passwords prints the SCP for the principals that are named, in any partition', () => {
    const others = [role, 'arn:aws-cn:iam::*:role/Joiners'];
    const together = policy('--scp', 'no-new-passwords', '--principal', ...others);
    expect(JSON.parse(together.stdout)).toEqual(noNewPasswordsScp({ principals: others }));
    const apart = policy('--scp', 'no-new-passwords', ...others.flatMap((arn) => ['--principal', arn]));
    expect(apart.stdout).toBe(together.stdout);
  });

  test.each([
    [['--strength', 'strict'], '--strength: got "strict", allowed: all, console-only.'],
    [['--partition', 'AWS'], '--partition: got "AWS", allowed: aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b,'],
    [['--partition', '${AWS::Partition}'], '--partition: got "${AWS::Partition}", allowed: aws,'],
    [['--scp', 'all'], '--scp: got "all", allowed: deny-without-mfa, no-new-passwords, protect.'],
    [['--scp', 'no-new-passwords'], '--scp no-new-passwords needs --principal beside it'],
    [['--principal', role], '--principal goes with --scp no-new-passwords only.'],
    [['--scp', '--principal', role], '--principal goes with --scp no-new-passwords only.'],
    [
      ['--scp', 'no-new-passwords', '--principal', 'arn:aws:iam::*:role/*'],
      'principals: got "arn:aws:iam::*:role/*", allowed: the ARN',
    ],
    [
      ['--scp', 'no-new-passwords', '--partition', 'aws-cn', '--principal', role],
      'which is not in the partition aws-cn',
    ],
    [['--scp', 'protect'], '--scp protect needs --break-glass beside it'],
    [['--break-glass', role], '--break-glass goes with --scp protect or no-new-passwords only.'],
    [
      ['--scp', 'protect', '--break-glass', 'arn:aws:iam::*:user/olga'],
      'breakGlass: got "arn:aws:iam::*:user/olga", allowed: a user of one account',
    ],
    [
      ['--scp', 'protect', '--break-glass', role, '--exempt-path', '/a/', '--exemptions-by', role],
      '--exempt-path has no effect in --scp protect: leave it out.',
    ],
    [['--exempt-path', '/service/'], '--exempt-path needs --exemptions-by beside it.'],
    [['--exempt-user-name', 'robot'], '--exempt-user-name needs --exemptions-by beside it.'],
    [
      ['--exemptions-by', role],
      '--exemptions-by needs --exempt-tag-key, --exempt-path or --exempt-user-name',
    ],
    [
      ['--exempt-path', 'service', '--exemptions-by', role],
      'exemptions.paths: got "service", allowed: an IAM path such as /service/',
    ],
    [
      ['--exempt-user-name', 'a*', '--exemptions-by', role],
      'exemptions.userNames: got "a*", allowed: 1 to 64 letters',
    ],
    [['--exempt-tag-key', 'k'], '--exempt-tag-key needs --exempt-tag-principal beside it.'],
    [['--exempt-tag-principal', role], '--exempt-tag-principal needs --exempt-tag-key beside it.'],
    [
      ['--exempt-tag-key', 'k', '--exempt-tag-principal', 'olga'],
      'exemptTag.mayBeChangedBy: got "olga", allowed: the ARN',
    ],
  ])('%j is a usage error of one line that names the value got', (flags, message) => {
    const run = () => policy(...flags);
    expect(run).toThrow(UsageError);
    expect(run).toThrow(message);
    expect(run).not.toThrow(/\n/);
  });
});
