// Credentials and connections as a person's own machine has them: profiles, proxies, variables.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandin, type Standin } from '../../rule/standin';
import { CommandLine, WarmCommandLine, type Outcome } from './command-line';

jest.setTimeout(60_000);

const keys = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' };
let cli: CommandLine;
let warm: WarmCommandLine;
let standin: Standin;
let url: string;
let folder: string;

beforeAll(() => {
  cli = new CommandLine();
  warm = new WarmCommandLine();
});
beforeEach(async () => {
  standin = createStandin({ users: [{ userName: 'ann' }] });
  url = await standin.listen();
  folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-'));
});
afterEach(async () => {
  await standin.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => warm.end());

/** `scan` with a config file of this text. */
function scan(
  config: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  command: Pick<CommandLine, 'run'> = cli,
): Promise<Outcome> {
  const file = join(folder, 'config');
  writeFileSync(file, config);
  writeFileSync(join(folder, 'credentials'), '');
  return command.run(['scan', ...args], {
    AWS_CONFIG_FILE: file,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    ...env,
  });
}

describe("the SDK's own sentence is shown", () => {
  test.each([
    [
      'of a profile that does not exist',
      '',
      /^iam-user-mfa: --profile nope gives no credentials: .*\[nope\].*list-profiles/,
    ],
    [
      'of a sign-in that is missing',
      `[profile nope]
sso_session = company
sso_account_id = 111122223333
sso_role_name = audit
[sso-session company]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
`,
      /run "aws sso login --profile nope"/,
    ],
    [
      'of a credential_process that fails',
      '[profile nope]\ncredential_process = sh -c "echo vault is sealed >&2; exit 3"\n',
      /--profile nope gives no credentials: .*vault is sealed/,
    ],
    [
      'of a role that wants an MFA code, where there is no terminal to ask at',
      `[profile nope]
role_arn = arn:aws:iam::111122223333:role/audit
mfa_serial = arn:aws:iam::111122223333:mfa/ann
source_profile = source
[profile source]
aws_access_key_id = testing
aws_secret_access_key = testing
`,
      /multi-factor authentication.*run it at a terminal/,
    ],
  ])('%s', async (_, config, sentence) => {
    const { code, stderr } = await scan(config, ['--profile', 'nope'], { AWS_ENDPOINT_URL: url });

    expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test("--profile takes that profile's endpoint and region, not the default profile's", async () => {
  const config = `[default]
endpoint_url = http://127.0.0.1:9
region = us-west-2
[profile audit]
endpoint_url = ${url}
region = eu-west-1
aws_access_key_id = testing
aws_secret_access_key = testing
`;
  const { code, stderr } = await scan(config, ['--profile', 'audit']);

  expect([code, stderr]).toEqual([0, '']);
  expect(standin.callCounts()).toMatchObject({ 'iam:ListUsers': 1 });
});

test('without any region the IAM region of the partition is signed for', async () => {
  expect(await scan('', [], { AWS_ENDPOINT_URL: url, ...keys })).toMatchObject({ code: 0, stderr: '' });
});

describe('a proxy', () => {
  let proxy: http.Server;
  const passed: string[] = [];
  let proxyUrl: string;

  beforeAll(async () => {
    proxy = http.createServer((request, response) => {
      passed.push(request.headers.host ?? '');
      const { pathname, search } = new URL(request.url ?? '', 'http://nowhere');
      const forward = http.request(
        url + pathname + search,
        { method: request.method, headers: request.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(forward);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  beforeEach(() => void passed.splice(0));
  afterAll(() => {
    proxy.close();
    proxy.closeAllConnections();
  });

  test('that HTTP_PROXY names is used', async () => {
    const env = { AWS_ENDPOINT_URL: 'http://iam.example.com', HTTP_PROXY: proxyUrl, ...keys };

    expect(await scan('', [], env)).toMatchObject({ code: 0 });
    expect(new Set(passed)).toEqual(new Set(['iam.example.com']));
  });

  test("is the way into every account of an organization, not into the caller's own only", async () => {
    await standin.close();
    const accounts = ['111122223333', '123456789012'].map((accountId) => ({ accountId, name: 'x' }));
    standin = createStandin({ organization: { accounts }, accounts: [{ accountId: '111122223333' }] });
    url = await standin.listen();

    const outcome = await cli.run(['doctor', '--organization', '--role-name', 'reader', '--format', 'json'], {
      AWS_ENDPOINT_URL: 'http://aws.example.com',
      HTTP_PROXY: proxyUrl,
      ...keys,
    });

    expect(standin.callCounts()).toMatchObject({
      'sts:AssumeRole': 1,
      'config:DescribeConfigurationRecorders': 2,
    });
    expect(outcome.stdout).not.toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  test('is left out for what NO_PROXY names', async () => {
    const env = { AWS_ENDPOINT_URL: url, HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.1', ...keys };

    expect(await scan('', [], env)).toMatchObject({ code: 0 });
    expect(passed).toEqual([]);
  });
});

describe('one clear line says what is wrong with', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['AWS_ENDPOINT_URL: got "banana", allowed:', { AWS_ENDPOINT_URL: 'banana' }, []],
    ['AWS_ENDPOINT_URL_IAM: got "ftp://iam", allowed:', { AWS_ENDPOINT_URL_IAM: 'ftp://iam' }, []],
    ['AWS_MAX_ATTEMPTS: got "abc", allowed:', { AWS_MAX_ATTEMPTS: 'abc' }, []],
    ['AWS_RETRY_MODE: got "eager", allowed:', { AWS_RETRY_MODE: 'eager' }, []],
    ['AWS_REGION: got "Mars", allowed:', { AWS_REGION: 'Mars' }, []],
    ["AWS_CA_BUNDLE is '/nowhere/ca.pem'", { AWS_CA_BUNDLE: '/nowhere/ca.pem' }, []],
    ['HTTPS_PROXY: got "proxy:3128", allowed:', { HTTPS_PROXY: 'proxy:3128' }, []],
    ['--region: got "mars", allowed:', {}, ['--region', 'mars']],
    ['--region is empty', {}, ['--region', '']],
  ])('%s', async (text, env, args) => {
    const { code, stderr } = await scan('', args, { ...keys, ...env }, warm);

    expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test.each([
  ['ENOTFOUND|EAI_AGAIN', 'http://iam.invalid'],
  ['ECONNREFUSED', 'http://127.0.0.1:9'],
])('a transport failure is called %s', async (code, endpoint) => {
  const { code: exit, stderr } = await scan('', [], { AWS_ENDPOINT_URL: endpoint, ...keys });

  expect([exit, stderr]).toEqual([3, expect.stringMatching(new RegExp(`(${code}) on iam:ListUsers`))]);
  expect(stderr).toContain(`${endpoint.replace('http://', '')} was not reached`);
});

const openssl = spawnSync('openssl', ['version']).error === undefined;
if (!openssl) process.stderr.write('skipped, openssl is not there: HTTPS through a proxy\n');
(openssl || process.env['CI'] === 'true' ? describe : describe.skip)('HTTPS through a proxy', () => {
  let tls: https.Server;
  let proxy: http.Server;
  const tunnels: string[] = [];
  let env: Record<string, string>;

  beforeEach(async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', key, '-out', cert],
      ...['-subj', '/CN=iam.example.com', '-addext', 'subjectAltName=DNS:iam.example.com'],
    ]);
    expect(made.status).toBe(0);
    tls = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
      const { method, headers } = request;
      const forward = http.request(url + (request.url ?? '/'), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(forward);
    });
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const { port } = tls.address() as AddressInfo;
    tunnels.splice(0);
    proxy = http.createServer().on('connect', (request, socket: Socket) => {
      tunnels.push(request.url ?? '');
      const through = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      for (const end of [socket, through]) end.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    env = {
      ...keys,
      AWS_ENDPOINT_URL: 'https://iam.example.com',
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    };
  });
  afterEach(() => {
    for (const server of [proxy, tls]) {
      server.close();
      server.closeAllConnections();
    }
  });

  test('works with the certificate that AWS_CA_BUNDLE names', async () => {
    const { code, stderr } = await scan('', [], { ...env, AWS_CA_BUNDLE: join(folder, 'cert.pem') });

    expect([code, stderr]).toEqual([0, '']);
    expect(new Set(tunnels)).toEqual(new Set(['iam.example.com:443']));
  });

  test('says that the certificate is not trusted without it', async () => {
    const { code, stderr } = await scan('', [], env);

    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/DEPTH_ZERO_SELF_SIGNED_CERT on iam:ListUsers/),
    ]);
  });
});

describe("a profile's program", () => {
  /** A program that writes down each start. */
  const program = (body: string): string => {
    const file = join(folder, 'program.sh');
    writeFileSync(file, `#!/bin/sh\necho $$ >> ${folder}/starts\n${body}\n`, { mode: 0o755 });
    return `credential_process = ${file}\n`;
  };
  const starts = (): readonly number[] =>
    readFileSync(join(folder, 'starts'), 'utf8').trim().split('\n').map(Number);
  /** A process that has ended may still be in the table, where nobody asks for its code. */
  const isAlive = (pid: number): boolean => {
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return /^[^Z\s]/.test(stdout);
  };

  test.each([
    ['named', '[profile nope]', ['--profile', 'nope'], /--profile nope gives no credentials: .*sealed/],
    ['the default', '[default]', [], /no AWS credentials could be loaded: .*sealed/],
  ])('that fails is started once, %s', async (_, section, args, sentence) => {
    const config = `${section}\n${program('echo vault is sealed >&2; exit 3')}`;
    const { code, stderr } = await scan(config, args, { AWS_ENDPOINT_URL: url });
    expect({ code, starts: starts().length }).toEqual({ code: 2, starts: 1 });
    expect(stderr).toMatch(sentence);
  });

  test('that waits is ended with the time of the command, and so is what it has started', async () => {
    const config = `[profile nope]\n${program(`sleep 600 &\necho $! >> ${folder}/starts\nwait`)}`;
    const { code, stderr } = await scan(config, ['--profile', 'nope', '--timeout', '2'], {
      AWS_ENDPOINT_URL: url,
    });
    expect(stderr).toContain('time ran out on iam:ListUsers');
    expect(code).toBe(3);
    expect(starts().filter(isAlive)).toEqual([]);
  });
});

describe('a sign-in whose server never answers', () => {
  const sockets: Socket[] = [];
  let silent: Server;
  let address: string;
  beforeAll(async () => {
    silent = createServer((socket) => {
      sockets.push(socket.resume());
    });
    await new Promise<void>((done) => void silent.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => silent.close(done));
  });

  const sso = (): string => {
    const start = 'https://example.awsapps.com/start';
    const cache = join(folder, '.aws', 'sso', 'cache');
    mkdirSync(cache, { recursive: true });
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    writeFileSync(
      join(cache, `${createHash('sha1').update('company').digest('hex')}.json`),
      JSON.stringify({ accessToken: 'not-a-token', expiresAt, startUrl: start, region: 'us-east-1' }),
    );
    return `[profile nope]\nsso_session = company\nsso_account_id = 111122223333\nsso_role_name = audit
[sso-session company]\nsso_start_url = ${start}\nsso_region = us-east-1\n`;
  };
  const webIdentity = (): string => {
    writeFileSync(join(folder, 'token'), 'not-a-token');
    return `[profile nope]\nrole_arn = arn:aws:iam::111122223333:role/audit\nweb_identity_token_file = ${join(folder, 'token')}\n`;
  };

  test.each([
    ['IAM Identity Center', sso, 'AWS_ENDPOINT_URL_SSO'],
    ['a web identity', webIdentity, 'AWS_ENDPOINT_URL_STS'],
  ])('ends with the time of the command: %s', async (_, config, variable) => {
    let asked = 0;
    const count = (): void => void (asked += 1);
    silent.on('connection', count);
    const { code, stderr } = await scan(config(), ['--profile', 'nope', '--timeout', '3s'], {
      HOME: folder,
      AWS_ENDPOINT_URL: url,
      [variable]: address,
    });
    silent.off('connection', count);
    expect(asked).toBeGreaterThan(0);
    expect(stderr).toContain('time ran out on iam:ListUsers');
    expect(code).toBe(3);
  });

  test('and doctor says of everything that it could not ask', async () => {
    const { code, stdout, stderr } = await cli.run(['doctor', '--timeout', '3s', '--format', 'json'], {
      ...keys,
      AWS_ENDPOINT_URL: address,
      AWS_ENDPOINT_URL_STS: url,
    });
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const { checks } = JSON.parse(stdout) as { checks: { id: string; status: string; text: string }[] };
    const asked = checks.filter(({ id }) => !/^(identity|region)$/.test(id));
    // Advice decides nothing, and still says that it was not looked at.
    expect(asked.filter(({ status }) => status !== 'unknown').map(({ id }) => id)).toEqual([
      'runtime',
      'guardduty',
    ]);
    for (const { text } of asked) expect(text).toMatch(/time ran out/);
  });
});

describe('an answer that does not come to its end', () => {
  test.each(['stalled', 'drip'] as const)(
    'a body that is %s ends with the time, and so does the process',
    async (body) => {
      await standin.close();
      standin = createStandin({ users: [{ userName: 'ann' }], faults: [{ action: 'iam:ListUsers', body }] });
      const { code, stderr } = await cli.run(['scan', '--timeout', '3s'], {
        ...keys,
        AWS_ENDPOINT_URL: await standin.listen(),
      });
      expect(stderr).toContain('time ran out on iam:ListUsers');
      expect(code).toBe(3);
    },
  );
});
