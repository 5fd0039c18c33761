// npm run deploy:moto: the README's own commands deploy the account stack on moto, and the bundle that was deployed is invoked
// there as AWS Config would. moto runs no functions, so the bytes come out of its S3 and run in a process beside it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { blocksMarked } from '../docs/blocks';
import { account, region, root } from './cdk';
import { motoEnvironment } from './moto-environment';
import { startMotoPlus } from './moto-plus';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const out = (text: string): void => void process.stdout.write(`${text}\n`);

/** Word for word what the README tells people to do, but for this script itself. */
function deploy(env: NodeJS.ProcessEnv): void {
  const commands = blocksMarked('moto', 'README.md')
    .map(({ text }) => text)
    .filter((text) => !text.includes('deploy:moto'));
  for (const command of commands) {
    for (const line of command.trim().split('\n')) out(`$ ${line}`);
    const { status, stdout, stderr } = spawnSync('bash', ['-ec', command], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`it ended with ${String(status)}:\n${stdout}${stderr}`);
  }
}

const settings = (url: string) => ({
  endpoint: url,
  region,
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
});

/** Two people with a password, one of them with a device, and a user without one. */
async function makeUsers(url: string): Promise<void> {
  const iam = new IAMClient(settings(url));
  for (const name of ['alice', 'bob', 'ci-deploy']) await iam.send(new CreateUserCommand({ UserName: name }));
  for (const name of ['alice', 'bob'])
    await iam.send(new CreateLoginProfileCommand({ UserName: name, Password: 'not-a-secret-1A!' }));
  const made = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'alice' }));
  const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
  const serial = made.VirtualMFADevice?.SerialNumber;
  await iam.send(new EnableMFADeviceCommand({ UserName: 'alice', SerialNumber: serial, ...codes }));
}

interface Deployed {
  readonly name: string;
  readonly code: Uint8Array;
  readonly variables: Readonly<Record<string, string>>;
}

async function deployedFunction(url: string): Promise<Deployed> {
  const { Stacks: stacks } = await new CloudFormationClient(settings(url)).send(
    new DescribeStacksCommand({ StackName: 'IamUserMfa' }),
  );
  const name = stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'FunctionName')?.OutputValue;
  const found = await new LambdaClient(settings(url)).send(new GetFunctionCommand({ FunctionName: name }));
  const key = new URL(found.Code?.Location ?? '').pathname.slice(1);
  const object = await new S3Client({ ...settings(url), forcePathStyle: true }).send(
    new GetObjectCommand({ Bucket: `cdk-hnb659fds-assets-${account}-${region}`, Key: key }),
  );
  if (name === undefined || object.Body === undefined) throw new Error('the function was not deployed.');
  return {
    name,
    code: await object.Body.transformToByteArray(),
    variables: found.Configuration?.Environment?.Variables ?? {},
  };
}

/** One scheduled event to the deployed bundle, with the parameters of the deployed rule. */
async function invoke(url: string, env: NodeJS.ProcessEnv, folder: string): Promise<void> {
  const { ConfigRules: rules } = await new ConfigServiceClient(settings(url)).send(
    new DescribeConfigRulesCommand({ ConfigRuleNames: ['iam-user-mfa'] }),
  );
  const { name, code, variables } = await deployedFunction(url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'code.zip'), code);
  const unzipped = spawnSync('python3', ['-m', 'zipfile', '-e', 'code.zip', '.'], { cwd: folder });
  if (unzipped.status !== 0) throw new Error(`the bundle could not be unpacked: ${String(unzipped.stderr)}`);
  // The runtime brings the SDK.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const event = {
    version: '1.0',
    invokingEvent: JSON.stringify({
      awsAccountId: account,
      notificationCreationTime: new Date().toISOString(),
      messageType: 'ScheduledNotification',
      recordVersion: '1.0',
    }),
    ruleParameters: rules?.[0]?.InputParameters ?? '{}',
    // moto takes evaluations in test mode only.
    resultToken: 'TESTMODE',
    eventLeftScope: false,
    configRuleArn: rules?.[0]?.ConfigRuleArn,
    configRuleName: rules?.[0]?.ConfigRuleName,
    accountId: account,
  };
  out(`Invoking the deployed function ${name} with a scheduled event:`);
  const script = `require('./index.js').handler(${JSON.stringify(event)})`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: folder,
    env: {
      ...env,
      ...variables,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    encoding: 'utf8',
  });
  process.stdout.write(stdout);
  if (status !== 0) throw new Error(`the function failed: ${stderr}`);
}

async function main(): Promise<void> {
  const missing = ['moto_server', 'python3'].filter(
    (tool) => spawnSync('bash', ['-c', `command -v ${tool}`]).status !== 0,
  );
  if (missing.length > 0)
    throw new Error(`${missing.join(' and ')} is not on the PATH; "source .ci/tools" installs it.`);
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-moto-'));
  out('Starting moto, an AWS in one process on 127.0.0.1; nothing leaves this machine.');
  const moto = await startMotoPlus();
  try {
    const env = { ...motoEnvironment(moto.url), CDK_OUTPUT: join(folder, 'cdk.out') };
    deploy(env);
    await makeUsers(moto.url);
    await invoke(moto.url, env, join(folder, 'function'));
  } finally {
    await moto.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`deploy:moto: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
