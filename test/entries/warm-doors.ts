import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LambdaEntry } from '../../infra/rule/bundle';
import { renderScanSummary } from '../../rule/protocol/scan-summary';
import { createStandin, type Fault, type SeedInput, type Standin } from '../../rule/standin';
import { changeEvent } from '../builders';
import { bucketAndTopic, type BucketAndTopic } from '../fakes/bucket-and-topic';
import { batch, iamRecord } from './iam-events';

export interface Measured {
  readonly sockets: number;
  /** Of the heap, after a collection. */
  readonly mebibytes: number;
  readonly residentMebibytes: number;
}

export interface WarmRun {
  readonly early: Measured;
  readonly late: Measured;
  readonly failures: number;
  /** How many connections AWS has seen. */
  readonly connections: number;
}

/**
 * What each door is invoked with, in turns: once with all that it may have to ask, and once with what ends early, because there
 * is nothing to read or because AWS refuses. The report's door is the same each time; AWS refuses every second one (see `seed`).
 */
const events: Readonly<Record<LambdaEntry, readonly unknown[]>> = {
  handler: [
    changeEvent({ resourceId: 'AIDAALICE', resourceName: 'alice' }),
    changeEvent({
      resourceId: 'AIDAGONE',
      resourceName: 'gone',
      configurationItemStatus: 'ResourceDeleted',
    }),
  ],
  // One evaluation a minute is started, and any other is refused: those records go back to the queue.
  reevaluate: [batch(iamRecord('EnableMFADevice', { userName: 'bob' })), batch(iamRecord('DeleteUser', {}))],
  remediate: [
    { action: 'undo-require-mfa', resourceId: 'AIDAALICE', ruleName: 'iam-user-mfa' },
    { action: 'undo-require-mfa', resourceId: 'AIDAGONE', ruleName: 'iam-user-mfa' },
  ],
  report: [{}],
};

const summary = renderScanSummary({
  users: 2,
  withConsolePassword: 2,
  withoutSufficientMfa: 1,
  exempt: 0,
  inGrace: 0,
  problems: [],
});

const everySecond = (action: string): Fault[] =>
  Array.from({ length: 1_000 }, (_, n) => ({ action, error: 'AccessDenied', skip: 2 * n + 1, times: 1 }));

const seed: SeedInput = {
  users: [
    { userName: 'alice', userId: 'AIDAALICE', loginProfile: {} },
    { userName: 'bob', userId: 'AIDABOB', loginProfile: {}, mfaDevices: [{ kind: 'virtual' }] },
  ],
  groups: ['iam-user-mfa-required'],
  evaluationResults: [
    {
      resourceId: 'AIDABOB',
      complianceType: 'COMPLIANT',
      annotation: 'bob signs in to the console with a password and sufficient MFA.',
    },
    {
      resourceType: 'AWS::::Account',
      resourceId: '123456789012',
      complianceType: 'COMPLIANT',
      annotation: summary,
    },
  ],
  organization: { accounts: [], paths: true },
  faults: everySecond('organizations:ListAccounts'),
};

/** The AWS that warm doors call: the stand-in, and a bucket and a topic. */
export class WarmDoors {
  private constructor(
    private readonly standin: Standin,
    private readonly url: string,
    readonly places: BucketAndTopic,
  ) {}

  static async open(): Promise<WarmDoors> {
    const standin = createStandin(seed);
    return new WarmDoors(standin, await standin.listen(), await bucketAndTopic());
  }

  /** 2,000 invocations of a door's bundle in a process of its own. */
  async invoke(door: LambdaEntry, bundle: string, node: readonly string[]): Promise<WarmRun> {
    let connections = 0;
    const count = (): void => void (connections += 1);
    const servers = [this.standin.server, this.places.server];
    for (const server of servers) server.on('connection', count);
    try {
      return { ...(await this.run(door, bundle, node)), connections };
    } finally {
      for (const server of servers) server.off('connection', count);
    }
  }

  async close(): Promise<void> {
    await this.standin.close();
    await this.places.close();
  }

  private async run(
    door: LambdaEntry,
    bundle: string,
    [command = process.execPath, ...flags]: readonly string[],
  ): Promise<Omit<WarmRun, 'connections'>> {
    const args = ['--expose-gc', join(__dirname, 'warm.js'), bundle, JSON.stringify(events[door])];
    const child = spawn(command, [...flags, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        AWS_ENDPOINT_URL: this.url,
        AWS_ENDPOINT_URL_S3: this.places.url,
        AWS_ENDPOINT_URL_SNS: this.places.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
        REPORT_BUCKET: 'iam-user-mfa-reports',
        REPORT_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:reports',
      },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    await once(child, 'close');
    if (output === '') throw new Error(errors.slice(-500));
    return (JSON.parse(output) as { result: Omit<WarmRun, 'connections'> }).result;
  }
}
