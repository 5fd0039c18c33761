import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithMoto } from '../moto';
import { account, aws, cdkSucceeds, region, type Run, runnerAgainst } from './cdk';

jest.setTimeout(240_000);

// moto says CREATE_COMPLETE for StackSets, packs and aggregators, and does nothing: only the management account is real here.
describeWithMoto('the member stack of the management account, deployed by the real cdk CLI', (motoUrl) => {
  let run: Run;
  const assembly = mkdtempSync(join(tmpdir(), 'iam-user-mfa-deploy-'));
  const ask = (...args: string[]) => aws(run, motoUrl(), ...args) as Promise<Record<string, unknown[]>>;
  const context = ['-c', 'organizationalUnitIds=r-abcd'];
  const members = (...args: string[]) =>
    cdkSucceeds(run, assembly, args[0] ?? '', 'IamUserMfaManagement', ...context, ...args.slice(1));

  beforeAll(async () => {
    run = runnerAgainst(motoUrl());
    await cdkSucceeds(run, assembly, 'bootstrap', `aws://${account}/${region}`, ...context);
    await members('deploy', '--method=direct', '--require-approval', 'never');
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

  test('destroy leaves no function of ours', async () => {
    await members('destroy', '--force');
    expect(await ask('lambda', 'list-functions')).toEqual({ Functions: [] });
  });
});
