import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { OrganizationView } from '../../../rule/findings/organization-view';

const cli = resolve(__dirname, '../../../dist/rule/cli/main.js');

/** What the stand-in has seen. */
export interface Seen {
  readonly counts: Readonly<Record<string, number>>;
  readonly throttled: number;
  readonly connections: number;
}

export interface Measured extends Seen {
  readonly milliseconds: number;
  readonly peakMiB: number;
  readonly exitCode: number | null;
  readonly view: OrganizationView;
}

/** One command as a person runs it, in a process of its own, against a stand-in in another. */
export async function measure(
  standinProcess: string,
  seed: readonly (string | number)[],
  args: readonly string[],
): Promise<Measured> {
  const standin = fork(resolve(__dirname, standinProcess), seed.map(String), {
    execArgv: ['--import', 'tsx'],
  });
  try {
    const [{ url }] = (await once(standin, 'message')) as [{ url: string }];
    const started = performance.now();
    const child = spawn(
      process.execPath,
      ['--require', resolve(__dirname, 'peak.js'), cli, ...args, '--format', 'json'],
      { env: callerEnvironment(url), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    const milliseconds = performance.now() - started;
    standin.send({});
    const [seen] = (await once(standin, 'message')) as [Seen];
    const peakMiB = Number(/peak-kib (\d+)/.exec(stderr)?.[1]) / 1024;
    const view = JSON.parse(Buffer.concat(stdout).toString('utf8')) as OrganizationView;
    return { ...seen, milliseconds, peakMiB, exitCode, view };
  } finally {
    standin.kill();
  }
}

const callerEnvironment = (url: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
});
