import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLine, WarmCommandLine } from './command-line';

let cli: CommandLine;
let warm: WarmCommandLine;

beforeAll(() => {
  cli = new CommandLine();
  warm = new WarmCommandLine();
});
afterAll(() => warm.end());

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'iam-user-mfa-')), 'seed.json');
  writeFileSync(path, text);
  return path;
}

describe('demo', () => {
  test('shows what Config holds after the first scan, and what the second one changes', async () => {
    const { code, stdout, stderr } = await cli.run(['demo']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/NON_COMPLIANT +erin@example\.com can sign in with a password alone/);
    expect(stdout).toMatch(/111122223333 +AWS::::Account +COMPLIANT +Scan complete: 10 users/);
    expect(stdout).toMatch(/exempt +break-glass .* (until|through) \d{4}-\d\d-\d\d: sealed envelope/);
    expect(stdout).toMatch(/within-grace +joiner /);
    expect(stdout).toMatch(/~ AIDA\w+ COMPLIANT: bob/);
    expect(stdout).toMatch(/- AIDA\w+ cleared, was NON_COMPLIANT: frank/);
    expect(stdout).not.toContain('\u001b');
  });

  test('needs no credentials, region or home of the caller', async () => {
    expect((await cli.run(['demo'], { AWS_PROFILE: 'nobody' })).code).toBe(0);
  });
});

describe('standin', () => {
  test('serves its seed to the real SDK until it is interrupted', async () => {
    const child = cli.start(['standin', '--port', '0', '--seed', file('{"users":[{"userName":"alice"}]}')]);
    if (child.stdout === null) throw new Error('no stdout');
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    const client = new IAMClient({
      endpoint: chunk.toString().trim(),
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    });
    const { Users: users } = await client.send(new ListUsersCommand({}));
    expect(users?.map(({ UserName }) => UserName)).toEqual(['alice']);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  test.each([
    ['a seed that is not JSON', '{users:', /is not JSON; it must hold one object/],
    ['a seed with an unknown key', '{"user":[]}', /seed\.user: this key is unknown/],
    ['a seed with a bad value', '{"users":[{"userName":7}]}', /seed\.users\[0\]\.userName: got 7/],
  ])('%s is refused in one line', async (_, text, line) => {
    const outcome = await warm.run(['standin', '--seed', file(text)]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(line);
    expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a seed file that is not there is named', async () => {
    const outcome = await warm.run(['standin', '--seed', '/nonexistent/seed.json']);
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be read (ENOENT)') });
  });

  test('a port in use is named, with the way out', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const outcome = await cli.run(['standin', '--port', String(port)]);
    server.close();
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('(EADDRINUSE); choose another --port'),
    });
  });

  test('a port outside 0..65535 is refused', async () => {
    const outcome = await warm.run(['standin', '--port', '65536']);
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Allowed: a whole number 0..65535'),
    });
  });
});

describe('the command line itself', () => {
  test('an unknown command is refused in one line', async () => {
    const outcome = await cli.run(['nonsense']);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toBe("iam-user-mfa: unknown command 'nonsense'; see --help.\n");
  });

  test.each([
    [['version'], 'it is --version.'],
    [['enroll'], 'it is enrol.'],
    [['org', 'scan'], 'it is org-report (what AWS Config holds) or org-scan (live).'],
  ])('%j leads on to the right command', async (args, meant) => {
    const stderr = `iam-user-mfa: unknown command '${args[0]}'; ${meant}\n`;
    expect(await warm.run(args)).toEqual({ code: 2, stdout: '', stderr });
  });

  test('--help goes to stdout and exits 0', async () => {
    const outcome = await cli.run(['scan', '--help']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain('--grace-period-hours');
  });
});
