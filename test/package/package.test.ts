// The package as somebody gets it who has no checkout of ours: packed from a fresh clone, installed into an empty folder.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createStandin, type Standin } from '../../rule/standin';

const root = path.resolve(__dirname, '../..');
const minutes = 60_000;

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let folder: string;
let packed: Packed;
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

async function must(cwd: string, command: string, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(cwd, command, args);
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}: ${stdout}${stderr}`);
  return stdout;
}

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

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'package-'));
  const clone = path.join(folder, 'clone');
  await must(folder, 'git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
  symlinkSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));
  const json = await must(clone, 'npm', ['pack', '--json', '--pack-destination', folder]);
  const [first] = JSON.parse(json.slice(json.indexOf('[\n'))) as readonly Packed[];
  if (first === undefined) throw new Error('npm packed nothing');
  packed = first;

  consumer = path.join(folder, 'consumer');
  await must(folder, 'mkdir', [consumer]);
  writeFileSync(path.join(consumer, 'package.json'), '{"private":true}');
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const peers = ['aws-cdk-lib', 'constructs'].map((name) => `${name}@${devDependencies[name] ?? ''}`);
  await must(consumer, 'npm', [
    ...['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'],
    ...[path.join(folder, packed.filename), ...peers],
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
  rmSync(folder, { recursive: true, force: true });
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
        'README.md',
        'LICENSE',
      ]),
    );
    expect(files.filter((file) => /^(test|rule|infra|node_modules)\//.test(file))).toEqual([]);
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
      JSON.stringify({ compilerOptions, files: ['app.ts'] }),
    );
    const checked = await run(consumer, process.execPath, [tsc, '--project', consumer]);
    expect(`${checked.stdout}${checked.stderr}`).toBe('');

    const synthesized = await run(consumer, process.execPath, ['app.js'], {
      CDK_OUTDIR: path.join(consumer, 'cdk.out'),
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
    // Assets without code are the Guard rules of the hook.
    const codes = readdirSync(out)
      .map((name) => path.join(out, name, 'index.js'))
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8'));
    expect(codes).toContain(bundle);
  });
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

  test('says the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };

    expect(await cli(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
  });
});
