import { fork, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import { bundleCli } from '../../infra/rule/bundle';
import { holdToSchema } from '../schemas';
import { recorded } from '../models/recorded';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Call {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Elsewhere the note would outlive the source that was bundled. */
const isOfOneRun = basename(tmpdir()).startsWith('iam-user-mfa-tests-');

/**
 * Below the project, so that the packages which the bundle leaves outside are found; named by what is in it. Made once for all
 * files of a run of the tests: its temporary folder knows where it is.
 */
function bundled(name: string, entry?: string): string {
  const known = resolve(tmpdir(), `${name}-bundle`);
  if (isOfOneRun && existsSync(known)) return readFileSync(known, 'utf8');
  const folder = resolve(__dirname, '../../dist/test');
  const made = resolve(folder, `${name}-${process.pid}.js`);
  bundleCli(made, entry);
  const digest = createHash('sha256').update(readFileSync(made)).digest('hex').slice(0, 16);
  const file = resolve(folder, `${name}-${digest}.js`);
  if (existsSync(file)) rmSync(made);
  else renameSync(made, file);
  if (isOfOneRun) {
    writeFileSync(`${known}-${process.pid}`, file);
    renameSync(`${known}-${process.pid}`, known);
  }
  return file;
}

/** What every call finds in its environment, beside what a test gives it. */
const around = (): Call['env'] => ({
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  ...recorded(),
});

/** The command line as a person runs it: a process for each call. */
export class CommandLine {
  readonly file = bundled('cli');

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
      env: { ...around(), ...env },
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
      // A character of several bytes may come in two chunks.
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.once('error', reject);
      child.once('close', (code) => {
        try {
          holdToSchema(args, stdout);
          done({ code, stdout, stderr });
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }
}

/**
 * The same commands in one process that stays: for the many cases of a command whose start, pipes and end a test with
 * `CommandLine` holds. What a process alone has, a terminal, stdin, signals and limits, is not here.
 */
export class WarmCommandLine {
  private readonly child: ChildProcess = fork(
    bundled('warm', resolve(__dirname, 'warm-process.ts')),
    [],
    // Not what jest itself was started with.
    { execArgv: [], env: around(), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  private last: Promise<unknown> = Promise.resolve();

  /** One call after another: they share an environment. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const outcome = this.last
      .then(() => this.send({ args, env: { ...around(), ...env } }))
      .then((answer) => {
        holdToSchema(args, answer.stdout);
        return answer;
      });
    this.last = outcome.catch(() => undefined);
    return outcome;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }

  private send(call: Call): Promise<Outcome> {
    return new Promise((done, reject) => {
      const ended = (): void => {
        reject(new Error(`The process ended within ${call.args.join(' ')}.`));
      };
      this.child.once('exit', ended);
      this.child.once('message', (outcome: Outcome) => {
        this.child.off('exit', ended);
        done(outcome);
      });
      this.child.send(call);
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
