import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithMoto } from '../moto';
import { account, aws, cdk, cdkSucceeds, region, type Run, runnerAgainst } from './cdk';

jest.setTimeout(240_000);

describeWithMoto('the account stack, deployed by the real cdk CLI', (motoUrl) => {
  let run: Run;
  const assembly = mkdtempSync(join(tmpdir(), 'iam-user-mfa-deploy-'));
  const ask = (...args: string[]) => aws(run, motoUrl(), ...args) as Promise<Record<string, unknown[]>>;
  const deploy = (...more: string[]) =>
    cdkSucceeds(
      run,
      assembly,
      'deploy',
      'IamUserMfa',
      '--method=direct',
      '--require-approval',
      'never',
      ...more,
    );

  beforeAll(async () => {
    run = runnerAgainst(motoUrl());
    await cdkSucceeds(run, assembly, 'bootstrap', `aws://${account}/${region}`);
    await deploy();
  }, 240_000);
  afterAll(() => rmSync(assembly, { recursive: true, force: true }));

  test('both functions are there, on the current runtime', async () => {
    const { Functions } = await ask('lambda', 'list-functions');
    const expected = { Runtime: 'nodejs24.x', Handler: 'index.handler' };
    expect(Functions).toHaveLength(2);
    expect(Functions).toEqual([expect.objectContaining(expected), expect.objectContaining(expected)]);
  });

  test('each function has a role of its own', async () => {
    const { Functions } = (await ask('lambda', 'list-functions')) as { Functions?: { Role: string }[] };
    const { Roles } = (await ask('iam', 'list-roles')) as { Roles?: { Arn: string; RoleName: string }[] };
    const ours = (Roles ?? []).filter(({ RoleName }) => RoleName.startsWith('IamUserMfa'));
    expect(ours.map(({ Arn }) => Arn).sort()).toEqual((Functions ?? []).map(({ Role }) => Role).sort());
  });

  test('the queue of IAM activity waits a minute and gives up after 100 receives', async () => {
    const { QueueUrls } = await ask('sqs', 'list-queues');
    const [url] = (QueueUrls as string[]).filter((name) => /ReevaluationQueue/.test(name));
    const { Attributes } = await ask(
      'sqs',
      'get-queue-attributes',
      '--queue-url',
      String(url),
      '--attribute-names',
      'All',
    );
    expect(Attributes).toMatchObject({ DelaySeconds: '60', MessageRetentionPeriod: '345600' });
    expect(JSON.stringify(Attributes)).toMatch(/maxReceiveCount\W+100\D/);
  });

  test('the EventBridge rule listens to IAM activity', async () => {
    const { Rules } = (await ask('events', 'list-rules')) as { Rules?: { EventPattern: string }[] };
    expect(Rules).toHaveLength(1);
    expect(JSON.parse(String(Rules?.[0]?.EventPattern))).toMatchObject({ source: ['aws.iam'] });
  });

  test('a second look finds no difference', async () => {
    const ran = await cdk(run, assembly, 'diff', 'IamUserMfa', '--method=template', '--fail');
    expect(ran).toMatchObject({ code: 0 });
  });

  test('destroy leaves no function, role, queue, rule or log group of ours', async () => {
    await cdkSucceeds(run, assembly, 'destroy', 'IamUserMfa', '--force');
    const left = await Promise.all([
      ask('lambda', 'list-functions'),
      ask('iam', 'list-roles'),
      ask('sqs', 'list-queues'),
      ask('events', 'list-rules'),
      ask('logs', 'describe-log-groups'),
    ]);
    expect(JSON.stringify(left)).not.toContain('IamUserMfa');
  });
});
