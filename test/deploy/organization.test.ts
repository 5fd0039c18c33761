import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithMoto } from '../moto';
import { account, aws, cdkSucceeds, cdkSucceedsWith, region, type Run, runnerAgainst } from './cdk';

jest.setTimeout(240_000);

// moto says CREATE_COMPLETE for StackSets, packs and aggregators, and does nothing: only the management account is real here.
describeWithMoto('the stacks of the management account, deployed by the real cdk CLI', (motoUrl) => {
  let run: Run;
  const assembly = mkdtempSync(join(tmpdir(), 'iam-user-mfa-deploy-'));
  const ask = (...args: string[]) => aws(run, motoUrl(), ...args) as Promise<Record<string, unknown[]>>;
  const context = ['-c', 'organizationalUnitIds=r-abcd', '-c', 'organizationReport=weekly'];
  const stacks = ['IamUserMfaManagement', 'IamUserMfaReport'];
  const bucketName = async (): Promise<string> => {
    const { Buckets = [] } = (await ask('s3api', 'list-buckets')) as { Buckets?: { Name: string }[] };
    return Buckets.find(({ Name }) => Name.startsWith('iamusermfareport'))?.Name ?? '';
  };

  beforeAll(async () => {
    run = runnerAgainst(motoUrl());
    await cdkSucceeds(run, assembly, 'bootstrap', `aws://${account}/${region}`, ...context);
    const how = ['--method=direct', '--require-approval', 'never'];
    await cdkSucceeds(run, assembly, 'deploy', ...stacks, ...context, ...how);
  }, 240_000);
  afterAll(() => rmSync(assembly, { recursive: true, force: true }));

  test('the function has the name that the conformance pack asks for', async () => {
    const { FunctionArn } = (
      (await ask('lambda', 'get-function', '--function-name', 'iam-user-mfa')) as {
        Configuration?: { FunctionArn: string };
      }
    ).Configuration ?? { FunctionArn: '' };
    expect(FunctionArn).toBe(`arn:aws:lambda:${region}:${account}:function:iam-user-mfa`);
  });

  test("Config may invoke it for this account's rules, and only for those", async () => {
    const { Policy } = (await ask('lambda', 'get-policy', '--function-name', 'iam-user-mfa')) as {
      Policy?: string;
    };
    expect(JSON.parse(Policy ?? '{}')).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'config.amazonaws.com' },
          Condition: { StringEquals: { 'AWS:SourceAccount': account } },
        },
      ],
    });
  });

  test('the report function has 1,024 MiB, 15 minutes, and the bucket that was made', async () => {
    const { Functions = [] } = await ask('lambda', 'list-functions');
    expect(Functions).toContainEqual(
      expect.objectContaining({
        MemorySize: 1024,
        Timeout: 900,
        Environment: { Variables: expect.objectContaining({ REPORT_BUCKET: await bucketName() }) },
      }),
    );
  });

  // Of the bucket's other properties moto takes no notice; the template's tests hold them.
  test('the bucket of reports is encrypted', async () => {
    expect(await ask('s3api', 'get-bucket-encryption', '--bucket', await bucketName())).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
  });

  test('the report starts on Mondays at six', async () => {
    const { Rules = [] } = await ask('events', 'list-rules');
    expect(Rules).toContainEqual(expect.objectContaining({ ScheduleExpression: 'cron(0 6 ? * MON *)' }));
  });

  test('destroy leaves no function of ours, and keeps the bucket of reports', async () => {
    const before = await bucketName();
    await cdkSucceedsWith(run, assembly, 'destroy', ...stacks, '--force');
    expect(await ask('lambda', 'list-functions')).toEqual({ Functions: [] });
    expect([before, await bucketName()]).toEqual([expect.stringMatching(/^iamusermfareport/), before]);
  });
});
