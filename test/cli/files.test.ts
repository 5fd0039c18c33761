// Every regular file that the command line writes appears whole or not at all; each case is a process of its own.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { caller, CommandLine, type Outcome } from './command-line';

const seed: SeedInput = {
  users: Array.from({ length: 60 }, (_, index) => ({ userName: `user-${index}`, loginProfile: {} })),
};

let cli: CommandLine;
let standin: Standin;
let env: Record<string, string>;
let folder: string;

beforeAll(() => {
  cli = new CommandLine();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-files-'));
  standin = createStandin(seed);
  env = caller(await standin.listen());
});
afterEach(async () => {
  await standin.close();
  rmSync(folder, { recursive: true });
});

const scan = (
  flags: readonly string[],
  limit?: string,
  more: Record<string, string> = {},
): Promise<Outcome> => cli.run(['scan', ...flags], { ...env, ...more }, limit);
const file = (name: string): string => join(folder, name);

describe('a file', () => {
  test.each(['csv', 'json', 'html', 'sarif'])(
    '%s on a full disk is not there, and the last good one stays with --force',
    async (format) => {
      const flag = `${format}=${file('report')}`;
      const first = await scan(['--format', flag], 'ulimit -f 4');
      expect([first.code, readdirSync(folder)]).toEqual([3, []]);
      expect(first.stderr).toMatch(/^iam-user-mfa: incomplete: the output could not be written \(EFBIG\)/);
      writeFileSync(file('report'), 'the last good one');
      const second = await scan(['--format', flag, '--force'], 'ulimit -f 4');
      expect([second.code, readdirSync(folder)]).toEqual([3, ['report']]);
      expect(readFileSync(file('report'), 'utf8')).toBe('the last good one');
    },
  );

  test('and a folder that is made for it are for their owner alone', async () => {
    await scan(['--format', 'json', '--format', 'csv', '--output', file('made')]);
    expect(statSync(file('made')).mode & 0o777).toBe(0o700);
    expect(readdirSync(file('made'))).toEqual(['iam-user-mfa.csv', 'iam-user-mfa.json']);
    for (const name of readdirSync(file('made')))
      expect(statSync(join(file('made'), name)).mode & 0o777).toBe(0o600);
  });

  test('that a link leads to is replaced, and the link stays', async () => {
    writeFileSync(file('real'), 'old');
    symlinkSync(file('real'), file('link'));
    await scan(['--format', `json=${file('link')}`, '--force']);
    expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
    expect(JSON.parse(readFileSync(file('real'), 'utf8'))).toMatchObject({ complete: true });
  });
});

describe('what is no regular file is written straight', () => {
  test("a shell's process substitution gets the whole document", async () => {
    const command = [process.execPath, cli.file, 'scan', '--format'].map((word) => `'${word}'`).join(' ');
    const child = spawn('/bin/bash', ['-c', `${command} json=>(cat > '${file('copy')}'; echo done >&2)`], {
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 60_000,
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await new Promise((done) => child.once('close', done));
    expect(stderr).toContain('done');
    expect(JSON.parse(readFileSync(file('copy'), 'utf8'))).toMatchObject({ complete: true });
  });

  test('/dev/stdout and /dev/fd/1 are the stream', async () => {
    for (const place of ['/dev/stdout', '/dev/fd/1']) {
      const { stdout } = await scan(['--format', `json=${place}`, '--quiet']);
      expect(JSON.parse(stdout.slice(0, stdout.lastIndexOf('}') + 1))).toMatchObject({ complete: true });
    }
  });
});

test('the step summary is added to what other steps wrote', async () => {
  writeFileSync(file('summary'), '# Another step\n');
  const { code } = await scan(['--format', 'github'], undefined, { GITHUB_STEP_SUMMARY: file('summary') });
  expect(code).toBe(1);
  expect(readFileSync(file('summary'), 'utf8')).toMatch(/^# Another step\n[\s\S]*user-59/);
});

describe('an end before the end', () => {
  test('a reader that has seen enough is told nothing', async () => {
    const line = `'${process.execPath}' '${cli.file}' scan --format csv | head -n 1`;
    const child = spawn('/bin/bash', ['-c', line], {
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await new Promise((done) => child.once('close', done));
    expect(text.trim().split('\n')).toEqual([expect.stringMatching(/^account,account_name,user_name,/)]);
  });

  test('Ctrl-C in a pipe gives what was read, says so, and is exit code 130', async () => {
    await standin.close();
    standin = createStandin({ ...seed, latencyMilliseconds: 150 });
    const child = cli.start(['scan', '--format', 'json'], caller(await standin.listen()));
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const closed = new Promise((done) => child.once('close', done));
    for (let tries = 0; tries < 500 && standin.calls.length < 20; tries += 1)
      await new Promise((done) => setTimeout(done, 10));
    child.kill('SIGINT');
    expect(await closed).toBe(130);
    expect(stderr).toContain('Interrupted: this is what was read until then.');
    const { complete, findings, unreadable } = JSON.parse(stdout) as Record<string, readonly unknown[]>;
    expect(complete).toBe(false);
    expect((findings?.length ?? 0) + (unreadable?.length ?? 0)).toBe(60);
  });
});
