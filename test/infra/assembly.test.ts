import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { accountId, people, ruleParameters } from '../../rule/cli/demo/people';
import { createStandin, type Standin } from '../../rule/standin';
import { accountStack, only } from './synth';

let standin: Standin;
let url: string;

beforeAll(async () => {
  standin = createStandin(people(new Date()));
  url = await standin.listen();
});

afterAll(() => standin.close());

/** The very file that `cdk deploy` would upload for the rule's function. */
function deployedFunction(): string {
  const { app, template } = accountStack();
  const { Code: code } = only(template, 'AWS::Lambda::Function', /PartsFunctionEntryFunction/) as {
    Code: { S3Key: string };
  };
  return join(app.synth().directory, `asset.${code.S3Key.replace(/\.zip$/, '')}`, 'index.js');
}

test("the function out of the assembly evaluates the demo's account as the demo does", async () => {
  const file = deployedFunction();
  expect(existsSync(file)).toBe(true);
  const event = {
    invokingEvent: JSON.stringify({
      messageType: 'ScheduledNotification',
      notificationCreationTime: new Date().toISOString(),
      awsAccountId: accountId,
    }),
    ruleParameters: JSON.stringify(ruleParameters),
    resultToken: 'token',
    accountId,
    configRuleName: 'iam-user-mfa',
  };
  const script = `require(${JSON.stringify(file)}).handler(${JSON.stringify(event)}, {})`;
  const child = spawn(process.execPath, ['-e', script], {
    stdio: 'ignore',
    timeout: 30_000,
    env: {
      // Lambda's runtime has the SDK beside the function; here it is the project's.
      NODE_PATH: resolve(__dirname, '../../node_modules'),
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
    },
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  const posted = standin.store.config.puts.flatMap(({ evaluations }) => evaluations);
  expect(posted.filter(({ ComplianceType }) => ComplianceType === 'NON_COMPLIANT')).toHaveLength(3);
  expect(posted.at(-1)?.Annotation).toBe(
    'Scan complete: 10 users, 8 with a console password, 3 without sufficient MFA, 1 exempt, 1 in grace.',
  );
});
