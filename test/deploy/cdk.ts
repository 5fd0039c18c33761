import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { motoEnvironment } from './moto-environment';

export const root = resolve(__dirname, '..', '..');
export const account = '123456789012';
export const region = 'us-east-1';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Run = (file: string, args: readonly string[]) => Promise<Ran>;

/** Runs commands that take moto for AWS. */
export function runnerAgainst(motoUrl: string): Run {
  const env = motoEnvironment(motoUrl);
  return (file, args) =>
    new Promise((done) => {
      execFile(file, [...args], { cwd: root, env, maxBuffer: 50_000_000 }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        done({ code, stdout, stderr });
      });
    });
}

/** The project's own CDK CLI; what it synthesizes is left in `assembly`. */
export const cdkSucceeds = (run: Run, assembly: string, ...args: string[]): Promise<Ran> =>
  succeeds(run, args, ['-o', assembly]);

/** The same with what is in `assembly` already: nothing is synthesized again. */
export const cdkSucceedsWith = (run: Run, assembly: string, ...args: string[]): Promise<Ran> =>
  succeeds(run, args, ['--app', assembly]);

async function succeeds(run: Run, args: readonly string[], more: readonly string[]): Promise<Ran> {
  const cli = resolve(root, 'node_modules/aws-cdk/bin/cdk');
  const ran = await run(process.execPath, [cli, ...args, '--no-notices', ...more]);
  if (ran.code !== 0)
    throw new Error(`cdk ${args.join(' ')} ended with ${ran.code}:\n${ran.stdout}\n${ran.stderr}`);
  return ran;
}

/** One call of the aws CLI, parsed. */
export async function aws(run: Run, motoUrl: string, ...args: string[]): Promise<unknown> {
  const ran = await run('aws', [...args, '--output', 'json', '--endpoint-url', motoUrl]);
  if (ran.code !== 0) throw new Error(`aws ${args.join(' ')} ended with ${ran.code}: ${ran.stderr}`);
  return ran.stdout.trim() === '' ? undefined : JSON.parse(ran.stdout);
}
