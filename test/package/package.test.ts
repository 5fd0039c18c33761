// The package as somebody gets it who has no checkout of ours: packed from a fresh clone, installed into an empty folder by the
// recipe for CI.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  mkdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { createStandin, type Standin } from '../../rule/standin';
import { removeInBackground } from '../temporary-folder/in-background';

const root = path.resolve(__dirname, '../..');
const minutes = 60_000;

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let folder: string;
let packed: Packed;
let again: Packed;
let github: ReturnType<typeof onGitHub>;
let onGitHubFound: Outcome;
/** Where the lines for GitHub have installed the package. */
let consumer: string;
let standin: Standin;
let url: string;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Not synchronously: the stand-in answers in this process. */
function run(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((done) => {
    const options = {
      cwd,
      timeout: 5 * minutes,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, ...env },
    };
    const child = execFile(command, args, options, (_, stdout, stderr) => {
      done({ status: child.exitCode, stdout, stderr });
    });
  });
}

async function must(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { status, stdout, stderr } = await run(cwd, command, args, env);
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}: ${stdout}${stderr}`);
  return stdout;
}

/** The whole app that docs/constructs.md shows. */
const documented =
  /```ts app\n([^]*?)```/.exec(readFileSync(path.join(root, 'docs/constructs.md'), 'utf8'))?.[1] ?? '';

const app = `import { App, Stack } from 'aws-cdk-lib';
import {
  AccountStack,
  IamUserMfaHook,
  IamUserMfaRule,
  MfaEnforcementPolicy,
  MfaEnforcementScp,
  NoNewPasswordsScp,
} from 'iam-user-mfa';
import { mfaEnforcementPolicy } from 'iam-user-mfa/policy';

const app = new App();
const stack = new Stack(app, 'Security');
new IamUserMfaRule(stack, 'Rule', { gracePeriodHours: 24, remediation: 'manual' });
new MfaEnforcementPolicy(stack, 'Enforcement', { strength: 'all' });
new MfaEnforcementScp(stack, 'Scp', { targetIds: ['r-abcd'] });
new NoNewPasswordsScp(stack, 'NoNewPasswords', {
  targetIds: ['r-abcd'],
  principals: ['arn:aws:iam::111122223333:role/identity-admin'],
});
new IamUserMfaHook(stack, 'Hook', { enforcingGroups: ['mfa-required'], enforcingPolicyArns: [] });
new AccountStack(app, 'Account', { exemptPaths: ['/service/'] });
if (mfaEnforcementPolicy({ strength: 'all', partition: 'aws' }).Statement.length === 0) throw new Error('empty');
app.synth();
`;

/** From a fresh clone in a folder of its own. The templates are validated once, by test/infra/validation.test.ts. */
async function packIn(name: string): Promise<Packed> {
  const clone = path.join(folder, name);
  const to = path.join(folder, `${name}-packed`);
  mkdirSync(to);
  await must(folder, 'git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
  symlinkSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));
  const json = await must(clone, 'npm', ['pack', '--json', '--pack-destination', to], {
    CDK_VALIDATION: 'false',
  });
  const [first] = JSON.parse(json.slice(json.indexOf('[\n'))) as readonly Packed[];
  if (first === undefined) throw new Error('npm packed nothing');
  return { ...first, filename: path.join(to, first.filename) };
}

const recipe = (name: string): unknown => parse(readFileSync(path.join(root, 'docs/ci', name), 'utf8'));
const digest = (): string => createHash('sha256').update(readFileSync(packed.filename)).digest('hex');

/** A repository whose plan the recipes check with the file that they install. */
function inRepository(name: string): string {
  const repository = path.join(folder, name);
  mkdirSync(path.join(repository, 'vendor'), { recursive: true });
  writeFileSync(path.join(repository, 'vendor/iam-user-mfa.tgz'), readFileSync(packed.filename));
  writeFileSync(
    path.join(repository, 'plan.json'),
    readFileSync(path.resolve(__dirname, '../cases/package/plan.json')),
  );
  return repository;
}

/** The lines for GitHub, and where they install the package. */
function onGitHub(name: string) {
  const { jobs } = recipe('github-actions.yml') as {
    jobs: { check: { steps: readonly { run?: string; name?: string }[] } };
  };
  const lines = jobs.check.steps.flatMap(({ run: line, name: step }) =>
    line === undefined || step === undefined ? [] : [line],
  );
  const repository = inRepository(name);
  const temporary = path.join(repository, 'temp');
  const script = ['set -e', ...lines].join('\n');
  return {
    repository,
    file: path.join(repository, 'vendor/iam-user-mfa.tgz'),
    prefix: path.join(temporary, 'iam-user-mfa'),
    run: (sha256: string) =>
      run(repository, 'bash', ['-c', script], { RUNNER_TEMP: temporary, IAM_USER_MFA_SHA256: sha256 }),
  };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'package-'));
  [packed, again] = await Promise.all([packIn('clone'), packIn('another-place')]);

  github = onGitHub('github');
  onGitHubFound = await github.run(digest());
  consumer = github.prefix;
  // npm holds the checkout's CDK to the range that we promise, and links it: its 9,000 files are not copied.
  const peers = ['aws-cdk-lib', 'constructs'].map((name) => path.join(root, 'node_modules', name));
  await must(consumer, 'npm', [
    ...['install', '--no-save', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'],
    ...[github.file, ...peers],
  ]);
  standin = createStandin({
    users: [
      { userName: 'alice', loginProfile: { createDate: '2024-01-01T00:00:00Z' } },
      {
        userName: 'bob',
        loginProfile: { createDate: '2024-01-01T00:00:00Z' },
        mfaDevices: [{ kind: 'virtual' }],
      },
    ],
  });
  url = await standin.listen();
}, 10 * minutes);

afterAll(async () => {
  await standin.close();
  removeInBackground(folder);
});

describe('the package', () => {
  test('holds the Lambda bundles, the command line, the library with its types, and the templates', () => {
    const files = packed.files.map((file) => file.path);

    expect(files).toEqual(
      expect.arrayContaining([
        'dist/rule/handler.js',
        'dist/rule/reevaluate.js',
        'dist/rule/remediate.js',
        'dist/rule/report.js',
        'dist/rule/cli/main.js',
        'dist/lib/infra/index.js',
        'dist/lib/infra/index.d.ts',
        'dist/lib/rule/enforcement/policy.d.ts',
        'dist/lib/rule/gates/nag-pack.d.ts',
        'dist/templates/iam-user-mfa.template.json',
        'dist/templates/member.template.json',
        'dist/templates/conformance-pack.yaml',
        'dist/iam-user-mfa.cjs',
        'infra/terraform/main.tf',
        'infra/terraform/variables.tf',
        'infra/terraform/README.md',
        ...['scan', 'organization', 'check', 'doctor', 'verify', 'evidence-run'].map(
          (name) => `dist/schemas/${name}.schema.json`,
        ),
        'dist/THIRD-PARTY-LICENSES',
        'dist/sbom.cdx.json',
        'README.md',
        'LICENSE',
      ]),
    );
    expect(files.filter((file) => /^(test|rule|infra(?!\/terraform\/)|node_modules)\//.test(file))).toEqual(
      [],
    );
  });

  test('is the same file wherever it is packed', () => {
    const [one, other] = [packed, again].map(({ filename }) =>
      createHash('sha256').update(readFileSync(filename)).digest('hex'),
    );
    expect(one).toBe(other);
  });

  test('says whose code is in its bundles, and what it depends on', () => {
    const dist = path.join(consumer, 'node_modules/iam-user-mfa/dist');
    const licences = readFileSync(path.join(dist, 'THIRD-PARTY-LICENSES'), 'utf8');
    for (const name of ['valibot', '@aws-lambda-powertools/logger', '@aws-sdk/client-iam', 'commander'])
      expect(licences).toMatch(new RegExp(`^${name} [\\d.]+ \\(`, 'm'));
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const sbom = JSON.parse(readFileSync(path.join(dist, 'sbom.cdx.json'), 'utf8')) as {
      bomFormat: string;
      components: readonly { name: string; version: string }[];
    };
    expect(sbom.bomFormat).toBe('CycloneDX');
    expect(sbom.components.map(({ name, version }) => `${name} ${version}`)).toEqual(
      expect.arrayContaining(Object.entries(dependencies).map(([name, version]) => `${name} ${version}`)),
    );
  });

  test('asks at run time for nothing but Node, what it declares, and itself', () => {
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'peerDependencies', Record<string, string>>;
    const declared = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
    const dist = path.join(consumer, 'node_modules/iam-user-mfa/dist');
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    const asked = files.flatMap((file) =>
      [...readFileSync(path.join(dist, file), 'utf8').matchAll(/\brequire\("([^"./][^"]*)"\)/g)].map(
        ([, name = '']) => name,
      ),
    );
    const packages = asked
      .filter((name) => !isBuiltin(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    // The Lambda runtime brings the SDK with its parts; esbuild is asked for only where a checkout is bundled.
    const brought = /^@smithy\/|^esbuild$/;
    expect([...new Set(packages)].filter((name) => !declared.has(name) && !brought.test(name))).toEqual([]);
  });

  test('brings nothing that only its development needs', () => {
    expect(existsSync(path.join(consumer, 'node_modules/esbuild'))).toBe(false);
    expect(existsSync(path.join(consumer, 'node_modules/tsx'))).toBe(false);
    expect(existsSync(path.join(consumer, 'node_modules/cdk-nag'))).toBe(false);
  });
});

describe('a CDK app of ten lines that imports the package', () => {
  test('type-checks, and synthesizes the built bundle without esbuild', async () => {
    writeFileSync(path.join(consumer, 'app.ts'), app);
    writeFileSync(path.join(consumer, 'documented.ts'), documented);
    const tsc = require.resolve('typescript/bin/tsc');
    const compilerOptions = {
      module: 'node20',
      target: 'es2022',
      strict: true,
      skipLibCheck: true,
      types: [],
    };
    writeFileSync(
      path.join(consumer, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['app.ts', 'documented.ts'] }),
    );
    const checked = await run(consumer, process.execPath, [tsc, '--project', consumer]);
    expect(`${checked.stdout}${checked.stderr}`).toBe('');

    // The documented app, below, is validated.
    const synthesized = await run(consumer, process.execPath, ['app.js'], {
      CDK_OUTDIR: path.join(consumer, 'cdk.out'),
      CDK_VALIDATION: 'false',
    });

    expect({ status: synthesized.status, stdout: synthesized.stdout }).toEqual({ status: 0, stdout: '' });
    const out = path.join(consumer, 'cdk.out');
    const template = JSON.parse(readFileSync(path.join(out, 'Security.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types).toEqual(
      expect.arrayContaining([
        'AWS::Config::ConfigRule',
        'AWS::IAM::ManagedPolicy',
        'AWS::CloudFormation::GuardHook',
        'AWS::Organizations::Policy',
      ]),
    );
    const bundle = readFileSync(
      path.join(consumer, 'node_modules/iam-user-mfa/dist/rule/handler.js'),
      'utf8',
    );
    const codes = readdirSync(out)
      .map((name) => path.join(out, name, 'index.js'))
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8'));
    expect(codes).toContain(bundle);
  });
});

describe('the app of the documentation', () => {
  test('has at most ten lines, and synthesizes from the package', async () => {
    expect(documented.trim().split('\n').length).toBeLessThanOrEqual(10);
    const out = path.join(consumer, 'documented.out');
    const { status, stderr } = await run(consumer, process.execPath, ['documented.js'], { CDK_OUTDIR: out });
    expect({ status, said: /error/i.exec(stderr) }).toEqual({ status: 0, said: null });
    expect(readFileSync(path.join(out, 'Security.template.json'), 'utf8')).toContain(
      'AWS::Config::ConfigRule',
    );
  });
});

test('iam-user-mfa/nag without cdk-nag is a sentence, and no stack', async () => {
  const { status, stderr } = await run(consumer, process.execPath, ['-e', "require('iam-user-mfa/nag')"]);
  expect(status).toBe(1);
  expect(stderr).toContain(
    'iam-user-mfa/nag needs cdk-nag 3 and aws-cdk-lib 2.257 or newer: npm install cdk-nag@3',
  );
  expect(stderr).not.toMatch(/\n {4}at /);
});

describe("the package's command line", () => {
  const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run(consumer, path.join(consumer, 'node_modules/.bin/iam-user-mfa'), args, env);

  test('scans the stand-in', async () => {
    const { status, stdout } = await cli(['scan', '--format', 'json'], {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
    });

    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ userName: 'alice', verdict: 'NON_COMPLIANT' }, {}],
    });
  });

  const account = (): Record<string, string> => ({
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  });
  const template = path.resolve(__dirname, '../cases/package/template.yaml');

  test.each<[string, readonly string[], number]>([
    ['scan', ['scan', '--format', 'csv'], 1],
    ['org-report', ['org-report', '--format', 'json'], 2],
    ['org-scan', ['org-scan', '--role-name', 'audit'], 2],
    ['doctor', ['doctor', '--format', 'json'], 1],
    ['evidence', ['evidence', '--output', 'EVIDENCE'], 1],
    ['evidence verify', ['evidence', 'verify', 'EVIDENCE'], 0],
    ['remediate', ['remediate', '--action', 'require-mfa'], 1],
    ['enrol', ['enrol'], 2],
    ['check', ['check', template], 1],
    ['policy', ['policy', '--strength', 'all'], 0],
    ['verify', ['verify', '--print-policy'], 0],
    ['demo', ['demo'], 0],
    ['completion', ['completion', 'bash'], 0],
    ['help', ['help', 'scan'], 0],
  ])('runs %s as installed, without its development', async (_, args, code) => {
    const evidence = path.join(folder, 'evidence');
    const { status, stderr } = await cli(
      args.map((arg) => arg.replace('EVIDENCE', evidence)),
      account(),
    );
    expect(stderr).not.toMatch(/Cannot find module|unexpected error|\n {4}at /);
    expect(status).toBe(code);
  });

  test('is one file, too, that needs nothing beside it', async () => {
    const file = path.join(folder, 'alone', 'iam-user-mfa.cjs');
    mkdirSync(path.dirname(file));
    await must(folder, 'cp', [path.join(consumer, 'node_modules/iam-user-mfa/dist/iam-user-mfa.cjs'), file]);
    expect(statSync(file).size).toBeLessThan(4_000_000);
    const alone = (...args: readonly string[]) =>
      run(path.dirname(file), process.execPath, [file, ...args], account());
    expect(await alone('--version')).toMatchObject({ status: 0 });
    expect((await alone('scan', '--help')).stdout).toContain('--credential-report');
    expect(await alone('scna')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean scan?'),
    });
    expect((await alone('demo')).stdout).toContain('Now: 1 person can sign in with a password alone.');
    expect((await alone('scan')).stdout).toContain('1 person can sign in with a password alone');
    expect(await alone('check', template)).toMatchObject({ status: 1 });
    expect((await alone('doctor')).status).toBe(1);
    // Help unpacks nothing, and a command that asks AWS nothing does not unpack the SDK: else it starts four times slower.
    const hook = path.join(path.dirname(file), 'hook.cjs');
    writeFileSync(
      hook,
      `const zlib = require('node:zlib');
const { brotliDecompressSync } = zlib;
let times = 0;
zlib.brotliDecompressSync = (text) => ((times += 1), brotliDecompressSync(text));
process.on('exit', () => process.stderr.write('unpacked ' + times));`,
    );
    const unpacked = async (...args: readonly string[]) =>
      (await run(path.dirname(file), process.execPath, ['--require', hook, file, ...args])).stderr.slice(-1);
    expect(await unpacked('scan', '--help')).toBe('0');
    expect(await unpacked('policy', '--strength', 'all')).toBe('1');
    expect(await unpacked('check', template)).toBe('1');
    expect(await unpacked('demo')).toBe('2');
    // A flag's value that looks like a call for help.
    expect(await alone('check', template, '--exempt-paths', '--help')).toMatchObject({ status: 2 });
  });

  test('says the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };

    expect(await cli(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
  });
});

describe('the recipes for CI', () => {
  test("GitHub's lines install the file whose SHA-256 they check, and find the user", async () => {
    expect(onGitHubFound.status).toBe(1);
    expect(onGitHubFound.stdout).toMatch(/^::error .*can sign in with a password alone/m);
    expect(existsSync(path.join(github.repository, 'iam-user-mfa.sarif'))).toBe(true);
    const other = await github.run('0'.repeat(64));
    expect(other).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('vendor/iam-user-mfa.tgz: FAILED'),
    });
    expect(other.stdout).not.toContain('::error');
  });

  test("GitLab's lines do the same", async () => {
    const job = (recipe('gitlab-ci.yml') as Record<string, { script: readonly string[] }>)['iam-user-mfa'];
    const repository = inRepository('gitlab');
    const script = ['set -e', ...(job?.script ?? [])].join('\n');
    const { status, stdout } = await run(repository, 'bash', ['-c', script], {
      IAM_USER_MFA_SHA256: digest(),
    });
    expect([status, existsSync(path.join(repository, 'iam-user-mfa.xml'))]).toEqual([1, true]);
    expect(stdout).toContain('alice');
  });
});

test('nothing that we ship fetches the unclaimed name', async () => {
  const list = await must(root, 'git', ['ls-files', 'README.md', 'docs', 'rule', 'infra', 'action.yml']);
  const texts = list
    .trim()
    .split('\n')
    .filter((file) => /\.(md|ya?ml|ts|js|tf|rego|guard)$/.test(file));
  const fetching =
    /npx (?!--no\b)(?:-\S+ )*iam-user-mfa\b|npm (?:i|install|exec) (?:-\S+ )*iam-user-mfa(?![\w./-])/;
  expect(texts.filter((file) => fetching.test(readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
});
