// The range of aws-cdk-lib that package.json promises: the packed tarball in apps of the oldest, a middle and the newest version.
// `npm run peers 2.160.0` looks at another one. Ends with a count, as every part of .ci/run does.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { devDependencies, peerDependencies } from '../../package.json';

const root = resolve(__dirname, '../..');
const oldest = (range: string): string => range.replace('^', '');
const pairs: readonly (readonly [cdk: string, constructs: string])[] = [
  [oldest(peerDependencies['aws-cdk-lib']), oldest(peerDependencies.constructs)],
  ['2.220.0', '10.4.2'],
  [devDependencies['aws-cdk-lib'], devDependencies.constructs],
];
const given = process.argv.slice(2);
const asked =
  given.length === 0 ? pairs : given.map((version) => [version, devDependencies.constructs] as const);

/** What the package's own test builds: every construct that is exported. */
const [, app = ''] =
  /const app = `([^]*?)`;/.exec(readFileSync(join(__dirname, 'package.test.ts'), 'utf8')) ?? [];

const limit = { timeout: 300_000, encoding: 'utf8' } as const;
const folder = mkdtempSync(join(tmpdir(), 'peers-'));
let failed = 0;
try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, ...limit });
  for (const [cdk, constructs] of asked) {
    const fault = faultWith(cdk, constructs);
    if (fault !== undefined) failed += 1;
    console.log(`aws-cdk-lib ${cdk}, constructs ${constructs}: ${fault ?? 'type-checks and synthesizes'}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${asked.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

/** Without --legacy-peer-deps: npm itself decides whether the range holds. */
function faultWith(cdk: string, constructs: string): string | undefined {
  const at = mkdtempSync(join(folder, 'app-'));
  const compilerOptions = { module: 'node20', target: 'es2022', strict: true, skipLibCheck: true, types: [] };
  writeFileSync(join(at, 'package.json'), '{"private":true}');
  writeFileSync(join(at, 'app.ts'), app);
  writeFileSync(join(at, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
  const packed = join(folder, `iam-user-mfa-${version()}.tgz`);
  const steps = [
    ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'].concat(
      packed,
      `aws-cdk-lib@${cdk}`,
      `constructs@${constructs}`,
    ),
    [process.execPath, require.resolve('typescript/bin/tsc'), '--project', at],
    [process.execPath, 'app.js'],
  ];
  for (const [command = '', ...args] of steps) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: at, ...limit });
    if (status !== 0) return `${stdout}${stderr}`.trim().slice(0, 600);
  }
  return undefined;
}

function version(): string {
  const { version: own } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return own;
}
