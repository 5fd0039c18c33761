// The shell of somebody who follows a page: a home with nothing in it, the checkout, and an AWS that is the stand-in.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { bundleCli } from '../../infra/rule/bundle';
import { nameOf, root, type Block } from './blocks';
import { standinOf, worldOf } from './worlds';
import { recorded } from '../models/recorded';

const bin = 'iam-user-mfa.js';
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
    if (!['dist', 'cdk.out', '.git', bin].includes(name)) symlinkSync(join(root, name), join(folder, name));
  // It looks beside itself, wherever a link to it lies.
  copyFileSync(join(root, bin), join(folder, bin));
  mkdirSync(join(folder, 'dist/rule/cli'), { recursive: true });
  bundleCli(join(folder, 'dist/rule/cli/main.js'));
  // What a reader of the gates' pages has.
  symlinkSync(join(root, 'test/cases/package/plan.json'), join(folder, 'plan.json'));
  shim(folder, 'npm', 'ci|"run build") exit 0;;');
  // Finds the same file as npx does, by the bin of package.json, in half the time. The README's blocks ask npx itself.
  shim(folder, 'npx', '"--no -- iam-user-mfa "*) shift 3; exec node dist/rule/cli/main.js "$@";;');
  return folder;
}

/** A command of this name in a folder of its own, which does some calls itself and leaves the others to the real one. */
function shim(folder: string, name: string, cases: string): void {
  const file = join(folder, 'dist', name, name);
  mkdirSync(join(folder, 'dist', name));
  const lines = ['#!/bin/sh', `case "$*" in ${cases} esac`, `PATH="\${PATH#*:}"`, `exec ${name} "$@"`, ''];
  writeFileSync(file, lines.join('\n'));
  chmodSync(file, 0o755);
}

/** Another run on this machine may have the port that a page names: each gets one that is free. */
async function portsFor(chain: readonly Block[]): Promise<ReadonlyMap<string, string>> {
  const named = new Set(
    chain.flatMap(({ text }) => [...text.matchAll(/--port (\d+)/g)].map(([, port = '']) => port)),
  );
  return new Map(
    await Promise.all([...named].map(async (port) => [port, String(await freePort())] as const)),
  );
}

const exchange = (text: string, ports: Iterable<readonly [string, string]>): string =>
  [...ports].reduce((now, [from, to]) => now.replaceAll(from, to), text);

/** One shell for the blocks that continue each other: a file for what each printed. */
function scriptOf(chain: readonly Block[], ports: ReadonlyMap<string, string>, out: string): string {
  return chain
    .map(({ text, words }, index) => {
      const file = join(out, String(index));
      return [
        `trap 'echo $? >> ${file}.exits' ERR`,
        `{ ${exchange(text, ports)}`,
        `} > ${file}.stdout 2> ${file}.stderr${words.includes('background') ? ' &' : ''}`,
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
    const env = { ...environment(folder, first.page), AWS_ENDPOINT_URL: await standin.listen() };
    const ports = await portsFor(chain);
    const script = scriptOf(chain, ports, out);
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
    const back = [...ports].map(([from, to]) => [to, from] as const);
    return chain.map((_, index) => ranIn(join(out, String(index)), back));
  } finally {
    await standin.close();
    rmSync(out, { recursive: true, force: true });
  }
}

function ranIn(file: string, ports: Iterable<readonly [string, string]>): Ran {
  const read = (end: string): string => {
    try {
      return exchange(readFileSync(`${file}.${end}`, 'utf8'), ports);
    } catch {
      return '';
    }
  };
  return { stdout: read('stdout'), stderr: read('stderr'), exits: read('exits').split('\n').filter(Boolean) };
}

const environment = (folder: string, page: string): NodeJS.ProcessEnv => ({
  PATH: [
    ...(page === 'README.md' ? ['npm'] : ['npx', 'npm']).map((name) => join(folder, 'dist', name)),
    process.env['PATH'],
  ].join(delimiter),
  HOME: join(folder, 'dist'),
  LANG: 'C.UTF-8',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_EC2_METADATA_DISABLED: 'true',
  npm_config_update_notifier: 'false',
  ...recorded(),
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
