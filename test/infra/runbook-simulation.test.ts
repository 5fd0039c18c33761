import {
  AutomationDocument,
  HardCodedString,
  type IStringMapVariable,
  Input,
  InvokeLambdaFunctionStep,
  ResponseCode,
  Simulation,
} from '@cdklabs/cdk-ssm-documents';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleCli, bundleEntry } from '../../infra/rule/bundle';
import { runbookContent } from '../../infra/remediation/runbook-content';
import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import type { RemediationAction } from '../../rule/meta';

// The simulator calls Lambda synchronously, so the function, the real bundle, and the stand-in run in processes of their own.
const dist = resolve(__dirname, '../../dist/test');
let folder: string;
let standin: ChildProcess;
let url: string;
// The simulator tells every step on the console.
const { log } = console;

beforeAll(async () => {
  console.log = () => undefined;
  mkdirSync(dist, { recursive: true });
  folder = mkdtempSync(join(dist, 'runbooks-'));
  bundleCli(join(folder, 'cli.js'));
  writeFileSync(join(folder, 'remediate.js'), bundleEntry('remediate'));
  const users = [
    { userName: 'alice', userId: 'AIDAALICE', loginProfile: {} },
    { userName: 'bob', userId: 'AIDABOB', loginProfile: {}, mfaDevices: [{ kind: 'virtual' }] },
  ];
  const inlinePolicies = { enforcement: mfaEnforcementPolicy({ strength: 'console-only' }) };
  const groups = [{ groupName: 'mfa-first', path: '/iam-user-mfa-required/', inlinePolicies }];
  writeFileSync(join(folder, 'seed.json'), JSON.stringify({ users, groups }));
  standin = spawn(process.execPath, [join(folder, 'cli.js'), 'standin', '--seed', join(folder, 'seed.json')]);
  if (standin.stdout === null) throw new Error('no stdout');
  const [chunk] = (await once(standin.stdout, 'data')) as [Buffer];
  url = chunk.toString().trim();
});

afterAll(() => {
  console.log = log;
  standin.kill();
  rmSync(folder, { recursive: true, force: true });
});

interface Content {
  readonly parameters: Readonly<Record<string, { allowedPattern: string; default?: string }>>;
  readonly mainSteps: readonly [
    { readonly inputs: { readonly FunctionName: string; readonly InputPayload: Record<string, string> } },
  ];
}

/** The payload as the document writes it, with SSM's own placeholders. */
function payload(template: Readonly<Record<string, string>>): IStringMapVariable {
  const fill = (inputs: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(template).map(([key, text]) => [
        key,
        text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => String(inputs[name])),
      ]),
    );
  return {
    resolve: fill,
    resolveToStringMap: fill,
    print: () => JSON.stringify(template),
    toJSON: () => template,
    requiredInputs: () =>
      [...JSON.stringify(template).matchAll(/\{\{ (\w+) \}\}/g)].map(([, name = '']) => name),
  };
}

function runDocument(action: RemediationAction, resourceId: string) {
  const content = runbookContent(
    action,
    'the-function',
    'arn:aws:iam::123456789012:role/iam-user-mfa-remediation',
    { partition: 'aws', accountId: '123456789012', path: '/' },
  ) as Content;
  const [step] = content.mainSteps;
  const stack = new Stack();
  const document = new AutomationDocument(stack, 'Runbook', {
    docInputs: Object.entries(content.parameters).map(([name, { allowedPattern, default: defaultValue }]) =>
      Input.ofTypeString(name, { allowedPattern, ...(defaultValue === undefined ? {} : { defaultValue }) }),
    ),
  });
  document.addStep(
    new InvokeLambdaFunctionStep(stack, 'Remediate', {
      functionName: HardCodedString.of(step.inputs.FunctionName),
      payload: payload(step.inputs.InputPayload),
    }),
  );
  const result = Simulation.ofAutomation(document, {
    awsInvoker: { invoke: ({ awsParams }) => invokeLambda(awsParams) },
  }).simulate({
    ResourceId: resourceId,
  });
  return { succeeded: result.responseCode === ResponseCode.SUCCESS, payload: payloadOf(result.outputs) };
}

function payloadOf(outputs: Readonly<Record<string, unknown>> | undefined): unknown {
  const text = outputs?.['Remediate.Payload'];
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}

function invokeLambda(params: Readonly<Record<string, unknown>>): unknown {
  const script =
    `require(${JSON.stringify(join(folder, 'remediate.js'))}).handler(${String(params['Payload'])})` +
    '.then((answer) => require("node:fs").writeSync(3, JSON.stringify(answer)))';
  const { output, status } = spawnSync(process.execPath, ['-e', script], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      RULE_FUNCTION_ARN: 'arn:aws:lambda:us-east-1:123456789012:function:iam-user-mfa',
      REQUIRED_GROUP_NAME: 'mfa-first',
    },
  });
  if (status !== 0) throw new Error('the function failed');
  return { StatusCode: 200, Payload: output[3] ?? '', LogResult: '' };
}

test('each document hands its user to the real function, which acts on the NON_COMPLIANT one only', () => {
  expect(runDocument('require-mfa', 'AIDAALICE')).toMatchObject({
    succeeded: true,
    payload: { changed: true, userName: 'alice' },
  });
  expect(runDocument('require-mfa', 'AIDAALICE')).toMatchObject({ payload: { changed: false } });
  expect(runDocument('undo-require-mfa', 'AIDAALICE')).toMatchObject({ payload: { changed: true } });
  expect(runDocument('require-mfa', 'AIDABOB')).toMatchObject({
    payload: { changed: false, reason: 'mfa-enabled' },
  });
  expect(runDocument('remove-console-access', 'AIDAALICE')).toMatchObject({ payload: { changed: true } });
  expect(runDocument('remove-console-access', 'AIDAALICE')).toMatchObject({
    payload: { changed: false, reason: 'no-console-password' },
  });
}, 60_000);

test("the account's own scan result is answered with nothing to do", () => {
  expect(runDocument('require-mfa', '123456789012')).toMatchObject({
    succeeded: true,
    payload: { changed: false, message: expect.stringMatching(/^Nothing to do/) },
  });
}, 60_000);
