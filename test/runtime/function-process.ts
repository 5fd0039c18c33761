import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { bundleEntry, type LambdaEntry } from '../../infra/rule/bundle';
import { RuntimeApi, type Answered } from './runtime-api';

/** `ended`: the process was gone before it had answered. `late`: it never answered. */
export type Invoked =
  Answered | { readonly kind: 'ended'; readonly code: number | null } | { readonly kind: 'late' };

/** How a door's process is started: what runs the bundle, and what Node is given before it. */
export interface Runtime {
  readonly client: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What waits for the answer longer than the door may take: a busy machine, and the process's own start. */
const graceMilliseconds = 20_000;
export const secret = 'not-a-real-key-but-never-to-be-seen';

/** One function: a process that is started with its first event, serves one after the other, and is started again if it ends. */
export class FunctionProcess {
  private api: RuntimeApi | undefined;
  private child: ChildProcess | undefined;
  private written = '';
  private gone: Promise<{ kind: 'ended'; code: number | null }> | undefined;
  starts = 0;

  constructor(
    private readonly door: LambdaEntry,
    private readonly runtime: Runtime,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  async invoke(event: unknown, milliseconds: number): Promise<Invoked> {
    this.written = '';
    if (this.child === undefined) await this.start();
    const { api, gone } = this;
    if (api === undefined || gone === undefined) throw new Error('The process was not started.');
    const answered = api.invoke(event, milliseconds);
    const late = timer(milliseconds + graceMilliseconds);
    const invoked = await Promise.race([answered, gone, late.over]);
    late.clear();
    if (invoked.kind === 'late' || invoked.kind === 'ended') await this.end();
    return invoked;
  }

  /** What the last invocation wrote. */
  get output(): string {
    return this.written;
  }

  async end(): Promise<void> {
    const { child, api } = this;
    this.child = undefined;
    this.api = undefined;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    await api?.close();
  }

  private async start(): Promise<void> {
    this.starts += 1;
    this.api = await RuntimeApi.open();
    const { client, flags = [], env = {} } = this.runtime;
    const child = spawn(process.execPath, [...flags, client, `${this.door}.handler`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        AWS_LAMBDA_RUNTIME_API: this.api.address,
        LAMBDA_TASK_ROOT: dirname(bundleOf(this.door)),
        _HANDLER: `${this.door}.handler`,
        AWS_LAMBDA_FUNCTION_NAME: 'iam-user-mfa',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/iam-user-mfa',
        AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: secret,
        ...env,
        ...this.env,
      },
    });
    const hear = (chunk: string): void => void (this.written += chunk);
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    this.gone = new Promise((done) => child.once('exit', (code) => done({ kind: 'ended', code })));
    this.child = child;
  }
}

function timer(milliseconds: number): { over: Promise<{ kind: 'late' }>; clear: () => void } {
  let clear = (): void => undefined;
  const over = new Promise<{ kind: 'late' }>((done) => {
    const running = setTimeout(() => done({ kind: 'late' }), milliseconds);
    clear = () => clearTimeout(running);
  });
  return { over, clear };
}

/** The door as it is deployed, below the project, so that the SDK is found; by its content, so that runs side by side share it. */
export function bundleOf(door: LambdaEntry): string {
  const text = bundleEntry(door);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const file = resolve(__dirname, '../../dist/test', `${door}-${digest}`, `${door}.js`);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = join(dirname(file), `${process.pid}.js`);
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  }
  return file;
}
