import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { CpuQuota } from './cpu-quota';
import { cpuShare, heapFlags, lambdaNode } from './lambda-node';

export const bundleOf = (door: string): string => resolve(__dirname, `../../dist/rule/${door}.js`);

export interface Cost {
  readonly importMilliseconds: number;
  readonly wallMilliseconds: number;
  readonly cpuMilliseconds: number;
  readonly peakMiB: number;
  /** What the run failed with. */
  readonly problem?: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly ruleParameters?: Readonly<Record<string, string>>;
  /** Of a change; else the run is a scheduled one. */
  readonly invokingEvent?: string;
  readonly memoryMiB?: number;
  /** No more of a CPU than Lambda gives a function of this size. */
  readonly limitCpu?: boolean;
}

/** One run of the bundle in a process of its own, as Lambda runs it. */
export async function runRule(url: string, options: RunOptions = {}): Promise<Cost> {
  const { memoryMiB = 512, limitCpu = false, ruleParameters = {}, env = {}, invokingEvent } = options;
  const command = [
    lambdaNode(),
    ...heapFlags(memoryMiB),
    resolve(__dirname, 'run-handler.js'),
    bundleOf('handler'),
    JSON.stringify(ruleParameters),
    ...(invokingEvent === undefined ? [] : [invokingEvent]),
  ];
  const quota = limitCpu ? CpuQuota.of(cpuShare(memoryMiB)) : undefined;
  try {
    return JSON.parse(
      await outputOf(quota?.around(command) ?? command, { ...doorEnvironment(url), ...env }),
    ) as Cost;
  } finally {
    quota?.end();
  }
}

export const doorEnvironment = (url: string): Readonly<Record<string, string>> => ({
  PATH: process.env['PATH'] ?? '',
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
});

/** What a command writes to stderr. */
export async function outputOf(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return text;
}
