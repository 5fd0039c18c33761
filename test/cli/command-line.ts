import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { bundleCli } from '../../infra/rule/bundle';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a person runs it: a bundle of its own for each test file, a process for each call. */
export class CommandLine {
  // Below the project, so that the packages which the bundle leaves outside are found.
  readonly file = resolve(__dirname, '../../dist/test', `cli-${process.pid}.js`);

  constructor() {
    bundleCli(this.file);
  }

  start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    stdin: 'ignore' | 'pipe' = 'ignore',
    limit?: string,
  ): ReturnType<typeof spawn> {
    const command = [process.execPath, this.file, ...args];
    const [file = '', ...rest] =
      limit === undefined ? command : ['/bin/bash', '-c', `${limit}; exec "$@"`, 'bash', ...command];
    return spawn(file, rest, {
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', ...env },
      stdio: [stdin, 'pipe', 'pipe'],
      timeout: 60_000,
    });
  }

  /** With a `limit` like `ulimit -f 4`, in a shell that sets it first. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}, limit?: string): Promise<Outcome> {
    return new Promise((done, reject) => {
      const child = this.start(args, env, 'ignore', limit);
      let stdout = '';
      let stderr = '';
      child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => {
        done({ code, stdout, stderr });
      });
    });
  }
}

/** The environment of somebody who calls the stand-in at `url`. */
export function caller(url: string, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    ...env,
  };
}
