// The shell of somebody who follows a page: a home with nothing in it, the checkout, and an AWS that is the stand-in.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { bundleCli } from '../../infra/rule/bundle';
import { nameOf, root, type Block } from './blocks';
import { standinOf, worldOf } from './worlds';

const seconds = 60;

/** What came of one block. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Of the commands that did not end with 0, in order. */
  readonly exits: readonly string[];
}

/**
 * The checkout by links, so that files which a command writes stay away from it, with its command line built. `npm ci` and
 * `npm run build` have been done here: installing anew would take away what this test runs on. All else is npm's own.
 */
export function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-docs-'));
  for (const name of readdirSync(root))
    if (!['dist', 'cdk.out', '.git'].includes(name)) symlinkSync(join(root, name), join(folder, name));
  mkdirSync(join(folder, 'dist/rule/cli'), { recursive: true });
  bundleCli(join(folder, 'dist/rule/cli/main.js'));
  mkdirSync(join(folder, 'dist/bin'));
  const npm = join(folder, 'dist/bin/npm');
  writeFileSync(
    npm,
    ['#!/bin/sh', 'case "$*" in ci|"run build") exit 0;; esac', `PATH="\${PATH#*:}"`, 'exec npm "$@"', ''].join('\n'),
  );
  chmodSync(npm, 0o755);
  return folder;
}

/** One shell for the blocks that continue each other: a file for what each printed. */
function scriptOf(chain: readonly Block[], port: number, out: string): string {
  return chain
    .map(({ text }, index) => {
      const file = join(out, String(index));
      return [
        `trap 'echo $? >> ${file}.exits' ERR`,
        `{ ${text.replaceAll('4599', String(port))}`,
        `} > ${file}.stdout 2> ${file}.stderr`,
        // A command in the background is given the time to say that it is there, as a person would.
        `for _ in $(seq 100); do [ -n "$(jobs -p)" ] && [ ! -s ${file}.stdout ] || break; sleep 0.1; done`,
      ].join('\n');
    })
    .join('\n');
}

/** Runs the blocks one after another in one shell, against a stand-in of their own. */
export async function runChain(folder: string, chain: readonly Block[]): Promise<readonly Ran[]> {
  const [first] = chain;
  if (first === undefined) return [];
  const standin = standinOf(worldOf(first));
  const out = mkdtempSync(join(tmpdir(), 'iam-user-mfa-blocks-'));
  try {
    const env = { ...environment(folder), AWS_ENDPOINT_URL: await standin.listen() };
    const script = scriptOf(chain, await freePort(), out);
    const child = spawn('bash', ['-o', 'pipefail', '-c', script], {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const group = -(child.pid ?? 0);
    const limit = setTimeout(() => process.kill(group, 'SIGKILL'), seconds * 1000);
    await new Promise((done) => child.once('exit', done));
    clearTimeout(limit);
    // What was started in the background.
    try {
      process.kill(group, 'SIGKILL');
    } catch {
      // Nothing was.
    }
    if (child.signalCode !== null) throw new Error(`${nameOf(first)} did not end in ${seconds} s.`);
    if (complaint !== '') throw new Error(`${nameOf(first)}: ${complaint}`);
    return chain.map((_, index) => ranIn(join(out, String(index))));
  } finally {
    await standin.close();
    rmSync(out, { recursive: true, force: true });
  }
}

function ranIn(file: string): Ran {
  const read = (end: string): string => {
    try {
      return readFileSync(`${file}.${end}`, 'utf8');
    } catch {
      return '';
    }
  };
  return { stdout: read('stdout'), stderr: read('stderr'), exits: read('exits').split('\n').filter(Boolean) };
}

const environment = (folder: string): NodeJS.ProcessEnv => ({
  PATH: `${join(folder, 'dist/bin')}${delimiter}${process.env['PATH'] ?? ''}`,
  HOME: join(folder, 'dist'),
  LANG: 'C.UTF-8',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_EC2_METADATA_DISABLED: 'true',
  npm_config_update_notifier: 'false',
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
