// What is loaded decides how long a person waits for --help, and a function for its first call. What is listed is no time.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildOneFile } from '../../infra/one-file';
import { bundleCli, bundleEntry, type LambdaEntry } from '../../infra/rule/bundle';
import { describeWithTool } from '../moto';

const dist = resolve(__dirname, '../../dist/test');
let folder: string;

beforeAll(() => {
  mkdirSync(dist, { recursive: true });
  folder = mkdtempSync(join(dist, 'startup-'));
  bundleCli(join(folder, 'cli.js'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The packages that a file has loaded when it ends, or when it was only imported. */
function packagesOf(file: string, args: readonly string[]): readonly string[] {
  const listing = join(folder, 'listing.js');
  writeFileSync(
    listing,
    `process.on('exit', () => {
      const packages = Object.keys(require.cache).flatMap(
        (file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(file)?.[1] ?? [],
      );
      require('node:fs').writeSync(2, '\\nLOADED ' + JSON.stringify([...new Set(packages)]));
    });`,
  );
  const { stderr } = spawnSync(process.execPath, ['--require', listing, file, ...args], { encoding: 'utf8' });
  const [, loaded = 'null'] = /LOADED (.*)$/.exec(stderr) ?? [];
  return JSON.parse(loaded) as readonly string[];
}

const sdk = (packages: readonly string[]): readonly string[] =>
  packages.filter((name) => /^@(aws-sdk|smithy)\//.test(name));

describe('the command line', () => {
  test.each([
    [['--version']],
    [['--help']],
    [['scan', '--help']],
    [['remediate', '--help']],
    [['org-scan', '--help']],
  ])('%j loads no SDK', (args) => {
    const loaded = packagesOf(join(folder, 'cli.js'), args);

    expect(loaded).toContain('commander');
    expect(sdk(loaded)).toEqual([]);
  });
});

describe('the bin of package.json', () => {
  test('says what to do where nothing is built yet', () => {
    const bin = join(folder, 'iam-user-mfa.js');
    copyFileSync(resolve(__dirname, '../../iam-user-mfa.js'), bin);
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'scan'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      `iam-user-mfa: not built yet in ${folder}: npm ci && npm run build\n`,
    ]);
  });

  test('loads nothing from the folder in which it is run', () => {
    const bin = join(folder, 'iam-user-mfa.js');
    copyFileSync(resolve(__dirname, '../../iam-user-mfa.js'), bin);
    const cwd = join(folder, 'of-another');
    mkdirSync(join(cwd, 'dist/rule/cli'), { recursive: true });
    writeFileSync(join(cwd, 'package.json'), '{"name":"iam-user-mfa"}');
    writeFileSync(join(cwd, 'dist/rule/cli/main.js'), 'console.log("loaded")');
    const { status, stdout } = spawnSync(process.execPath, [bin, 'scan'], { cwd, encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
  });
});

// `.ci/run` brings Node 16 by the name that OLD_NODE holds.
const oldNode = process.env['OLD_NODE'] ?? 'OLD_NODE (a path of Node 16)';

describeWithTool(oldNode, 'an older Node', () => {
  test.each([[['scan']], [['--help']], [['--version']]])(
    'is told so in one sentence for %j',
    async (args) => {
      const oneFile = join(folder, 'iam-user-mfa.cjs');
      await buildOneFile(oneFile);
      for (const file of [join(folder, 'cli.js'), oneFile]) {
        const { status, stdout, stderr } = spawnSync(oldNode, [file, ...args], { encoding: 'utf8' });
        expect([status, stdout]).toEqual([2, '']);
        expect(stderr).toMatch(
          /^iam-user-mfa: this is Node 1\d\.\S+, and it needs Node 20 or newer: https:\/\/nodejs\.org\n$/,
        );
      }
    },
  );
});

describe('the door', () => {
  test.each<[LambdaEntry, readonly string[]]>([
    ['handler', ['@aws-sdk/client-config-service', '@aws-sdk/client-iam']],
    ['reevaluate', ['@aws-sdk/client-config-service', '@aws-sdk/client-iam']],
    ['remediate', ['@aws-sdk/client-iam']],
    ['report', ['@aws-sdk/client-config-service', '@aws-sdk/client-organizations']],
  ])('%s loads no client but those that it uses at once', (entry, clients) => {
    const file = join(folder, `${entry}.js`);
    writeFileSync(file, bundleEntry(entry));

    expect(
      packagesOf(file, [])
        .filter((name) => name.startsWith('@aws-sdk/client-'))
        .sort(),
    ).toEqual(clients);
  });
});
