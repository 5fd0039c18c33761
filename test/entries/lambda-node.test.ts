import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleEntry, type LambdaEntry } from '../../infra/rule/bundle';
import { createStandin, type Standin } from '../../rule/standin';
import { describeWithTool } from '../moto';
import { enforcing, functionArn, requiredGroup } from './required-group';

// Lambda runs nodejs24.x, whatever runs these tests. `.ci/run` brings it by the name that LAMBDA_NODE holds.
const lambdaNode = process.env['LAMBDA_NODE'] ?? 'LAMBDA_NODE (a path of Node 24)';

const schedule = {
  invokingEvent: JSON.stringify({
    messageType: 'ScheduledNotification',
    notificationCreationTime: '2026-11-05T12:00:00Z',
    awsAccountId: '123456789012',
  }),
  resultToken: 'token',
  accountId: '123456789012',
  configRuleName: 'iam-user-mfa',
};
/** It names nobody, so it counts as a change. */
const record = { detail: { eventName: 'UpdateUser', requestParameters: {} } };
/** The report's function needs a bucket: its own test runs it beside moto. */
type Tried = Exclude<LambdaEntry, 'report'>;
const events: Readonly<Record<Tried, unknown>> = {
  handler: schedule,
  reevaluate: { Records: [{ body: JSON.stringify(record) }] },
  remediate: { action: 'require-mfa', resourceId: 'AIDAALICE', ruleName: 'iam-user-mfa' },
};
const lastCalls: Readonly<Record<Tried, string>> = {
  handler: 'PutEvaluations',
  reevaluate: 'StartConfigRulesEvaluation',
  remediate: 'AddUserToGroup',
};

describeWithTool(lambdaNode, "the bundles under Lambda's own Node", () => {
  let standin: Standin;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    standin = createStandin({
      users: [{ userName: 'alice', userId: 'AIDAALICE', loginProfile: {} }],
      ...enforcing(),
    });
    url = await standin.listen();
    const dist = resolve(__dirname, '../../dist/test');
    mkdirSync(dist, { recursive: true });
    folder = mkdtempSync(join(dist, 'lambda-node-'));
  });

  afterAll(async () => {
    await standin.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['handler', 'reevaluate', 'remediate'] as const)('%s does its work', async (entry) => {
    const file = join(folder, `${entry}.js`);
    writeFileSync(file, bundleEntry(entry));
    standin.calls.length = 0;
    const script = `require(${JSON.stringify(file)}).handler(${JSON.stringify(events[entry])}, {})`;
    const child = spawn(lambdaNode, ['-e', script], {
      stdio: 'ignore',
      timeout: 30_000,
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
        RULE_FUNCTION_ARN: functionArn,
        REQUIRED_GROUP_NAME: requiredGroup,
      },
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(standin.calls.at(-1)).toMatchObject({ action: lastCalls[entry], outcome: 'ok' });
  });
});
