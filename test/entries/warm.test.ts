// A warm function runs for days in one process. Before, two connections were left of every run, and run 502 failed.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleEntry } from '../../infra/rule/bundle';
import { createStandin, type Standin } from '../../rule/standin';
import { changeEvent } from '../builders';
import { batch, iamRecord } from './iam-events';

jest.setTimeout(180_000);

interface Measured {
  readonly sockets: number;
  readonly mebibytes: number;
}

const doors = {
  handler: [changeEvent({ resourceId: 'AIDAALICE', resourceName: 'alice' })],
  reevaluate: [batch(iamRecord('EnableMFADevice', { userName: 'bob' }))],
  remediate: [{ action: 'undo-require-mfa', resourceId: 'AIDAALICE', ruleName: 'iam-user-mfa' }],
} as const;

describe('2,000 invocations of a warm function', () => {
  let standin: Standin;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    standin = createStandin({
      users: [
        { userName: 'alice', userId: 'AIDAALICE', loginProfile: {} },
        { userName: 'bob', userId: 'AIDABOB', loginProfile: {}, mfaDevices: [{ kind: 'virtual' }] },
      ],
      groups: ['iam-user-mfa-required'],
      evaluationResults: [{ resourceId: 'AIDABOB', complianceType: 'COMPLIANT', annotation: 'bob has MFA' }],
    });
    url = await standin.listen();
    const dist = resolve(__dirname, '../../dist/test');
    mkdirSync(dist, { recursive: true });
    folder = mkdtempSync(join(dist, 'warm-'));
  });

  afterAll(async () => {
    await standin.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['handler', 'reevaluate', 'remediate'] as const)(
    'of %s leave no connection and no memory behind',
    async (door) => {
      const file = join(folder, `${door}.js`);
      writeFileSync(file, bundleEntry(door));
      let connections = 0;
      const count = (): void => void (connections += 1);
      standin.server.on('connection', count);

      const { early, late } = await invokedOften(file, doors[door], url);

      standin.server.off('connection', count);
      expect(late.sockets).toBeLessThanOrEqual(early.sockets + 2);
      expect(connections).toBeLessThan(100);
      expect(late.mebibytes).toBeLessThan(early.mebibytes * 1.25);
    },
  );
});

async function invokedOften(
  file: string,
  events: readonly unknown[],
  url: string,
): Promise<{ readonly early: Measured; readonly late: Measured }> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', join(__dirname, 'warm.js'), file, JSON.stringify(events)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
      },
    },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  await once(child, 'close');
  if (output === '') throw new Error(errors.slice(-500));
  const { result } = JSON.parse(output) as { result: { early: Measured; late: Measured } };
  return result;
}
