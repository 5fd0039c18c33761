import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTool, type Moto } from '../moto';
import { startMotoPlus } from './moto-plus';
import { account, aws, cdkSucceeds, cdkSucceedsWith, region, type Run, runnerAgainst } from './cdk';

jest.setTimeout(240_000);

describeWithTool('moto_server', 'the account stack, deployed by the real cdk CLI', () => {
  let moto: Moto | undefined;
  let run: Run;
  const assembly = mkdtempSync(join(tmpdir(), 'iam-user-mfa-deploy-'));
  const ask = (...args: string[]) => aws(run, moto?.url ?? '', ...args) as Promise<Record<string, unknown[]>>;
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

  const options = ['gracePeriodHours=24', 'remediation=manual', 'removeConsoleAccess=true'].flatMap(
    (option) => ['-c', option],
  );

  beforeAll(async () => {
    moto = await startMotoPlus();
    run = runnerAgainst(moto.url);
    await cdkSucceeds(run, assembly, 'bootstrap', `aws://${account}/${region}`);
    await deploy(...options);
  }, 240_000);
  afterAll(async () => {
    rmSync(assembly, { recursive: true, force: true });
    await moto?.stop();
  });

  test('the three functions are there, on the current runtime', async () => {
    const { Functions } = await ask('lambda', 'list-functions');
    const expected = { Runtime: 'nodejs24.x', Handler: 'index.handler' };
    expect(Functions).toHaveLength(3);
    for (const found of Functions ?? []) expect(found).toMatchObject(expected);
  });

  test('each function has a role of its own', async () => {
    const { Functions } = (await ask('lambda', 'list-functions')) as { Functions?: { Role: string }[] };
    const { Roles } = (await ask('iam', 'list-roles')) as { Roles?: { Arn: string; RoleName: string }[] };
    const ours = (Roles ?? []).filter(
      ({ RoleName }) =>
        /^(IamUserMfa|iam-user-mfa-remediation-function$)/.test(RoleName) && !/Automation/.test(RoleName),
    );
    expect(ours.map(({ Arn }) => Arn).sort()).toEqual((Functions ?? []).map(({ Role }) => Role).sort());
  });

  test('the queue of IAM activity waits a minute and gives up after 1,000 receives', async () => {
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
    expect(JSON.stringify(Attributes)).toMatch(/maxReceiveCount\W+1000\D/);
  });

  test('the EventBridge rule listens to IAM activity', async () => {
    const { Rules } = (await ask('events', 'list-rules')) as { Rules?: { EventPattern: string }[] };
    expect(Rules).toHaveLength(1);
    expect(JSON.parse(String(Rules?.[0]?.EventPattern))).toMatchObject({ source: ['aws.iam'] });
  });

  test('the Config rule is there, with both triggers and its parameters', async () => {
    const { ConfigRules } = await ask('configservice', 'describe-config-rules');
    expect(ConfigRules).toEqual([
      expect.objectContaining({
        ConfigRuleName: 'iam-user-mfa',
        InputParameters: '{"gracePeriodHours": "24"}',
        Scope: { ComplianceResourceTypes: ['AWS::IAM::User'] },
      }),
    ]);
    expect(JSON.stringify(ConfigRules)).toContain('"MaximumExecutionFrequency":"Six_Hours"');
  });

  test('the three runbooks are there, each one step that asks the remediation function', async () => {
    const { DocumentIdentifiers } = (await ask(
      'ssm',
      'list-documents',
      '--filters',
      'Key=Owner,Values=Self',
    )) as { DocumentIdentifiers?: { Name: string }[] };
    const names = (DocumentIdentifiers ?? []).map(({ Name }) => Name).sort();
    expect(names).toEqual([
      'iam-user-mfa-remove-console-access',
      'iam-user-mfa-require-mfa',
      'iam-user-mfa-undo-require-mfa',
    ]);
    for (const name of names) {
      const { Content } = (await ask('ssm', 'get-document', '--name', name)) as unknown as {
        Content: unknown;
      };
      expect(JSON.stringify(Content)).toContain('aws:invokeLambdaFunction');
    }
  });

  test('the automation role has the name that a conformance pack counts on', async () => {
    const { Role } = await ask('iam', 'get-role', '--role-name', 'iam-user-mfa-remediation');
    expect(Role).toMatchObject({ Path: '/' });
  });

  test('a second look finds no difference', async () => {
    const ran = await cdkSucceedsWith(run, assembly, 'diff', 'IamUserMfa', '--method=template', '--fail');
    expect(ran).toMatchObject({ code: 0 });
  });

  test('destroy leaves no function, role, queue, rule, runbook, log group or Config rule of ours', async () => {
    await cdkSucceedsWith(run, assembly, 'destroy', 'IamUserMfa', '--force');
    const left = await Promise.all([
      ask('lambda', 'list-functions'),
      ask('iam', 'list-roles'),
      ask('sqs', 'list-queues'),
      ask('events', 'list-rules'),
      ask('logs', 'describe-log-groups'),
      ask('configservice', 'describe-config-rules'),
      ask('ssm', 'list-documents', '--filters', 'Key=Owner,Values=Self'),
    ]);
    expect(JSON.stringify(left)).not.toMatch(/IamUserMfa|iam-user-mfa/);
  });
});
