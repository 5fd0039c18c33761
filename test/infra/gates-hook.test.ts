import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writerSource } from '../../infra/gates/hook-rules';
import { IamUserMfaHook, type IamUserMfaHookProps } from '../../infra/gates/iam-user-mfa-hook';
import { InvalidOptionsError } from '../../infra/options/errors';

const props: IamUserMfaHookProps = {
  enforcingGroups: ['mfa-required'],
  enforcingPolicyArns: ['arn:aws:iam::111122223333:policy/mfa'],
};

function synth(overrides: Partial<IamUserMfaHookProps> = {}) {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Gate', { env: { account: '111122223333', region: 'us-east-1' } });
  new IamUserMfaHook(stack, 'Hook', { ...props, ...overrides });
  const assembly = app.synth();
  return { template: Template.fromStack(stack), assembly };
}

test('the hook is on, warns, and looks at users that are created or updated', () => {
  synth().template.hasResourceProperties('AWS::CloudFormation::GuardHook', {
    Alias: 'IamUserMfa::Gate::Hook',
    FailureMode: 'WARN',
    HookStatus: 'ENABLED',
    TargetOperations: ['RESOURCE', 'CLOUD_CONTROL'],
    TargetFilters: {
      Targets: [
        { TargetName: 'AWS::IAM::User', Action: 'CREATE', InvocationPoint: 'PRE_PROVISION' },
        { TargetName: 'AWS::IAM::User', Action: 'UPDATE', InvocationPoint: 'PRE_PROVISION' },
      ],
    },
  });
});

test('it can stop a deployment, and have another name', () => {
  synth({ failureMode: 'FAIL', alias: 'Acme::Iam::Mfa' }).template.hasResourceProperties(
    'AWS::CloudFormation::GuardHook',
    { Alias: 'Acme::Iam::Mfa', FailureMode: 'FAIL' },
  );
});

test("its role may be assumed by CloudFormation's hooks of this account, and read two objects", () => {
  const { template } = synth();
  const [bucketId] = Object.keys(template.findResources('AWS::S3::Bucket'));

  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'hooks.cloudformation.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
    Policies: [
      {
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: ['s3:GetObject', 's3:GetObjectVersion'],
              Resource: [Match.anyValue(), Match.anyValue()],
            },
            { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [{ 'Fn::GetAtt': [bucketId, 'Arn'] }] },
          ],
        },
      },
    ],
  });
  expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).not.toContain('/*');
});

test('it may write what the rules said into the log bucket alone', () => {
  const { template } = synth({ logBucket: 'hook-log' });
  const [hook] = Object.values(template.findResources('AWS::CloudFormation::GuardHook')) as [
    { Properties: { LogBucket: string } },
  ];

  expect(hook.Properties.LogBucket).toBe('hook-log');
  expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).toContain(':s3:::hook-log/*');
});

test('the rules and their parameters are versions of objects in a retained bucket, and no asset of the bootstrap bucket', () => {
  const { template, assembly } = synth();
  const text = JSON.stringify(template.toJSON());
  const [id = ''] = Object.keys(template.findResources('AWS::S3::Bucket'));

  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { VersioningConfiguration: { Status: 'Enabled' } },
  });
  const [hook] = Object.values(template.findResources('AWS::CloudFormation::GuardHook')) as [
    { Properties: { RuleLocation: object; Options: { InputParams: object } } },
  ];
  for (const [place, name, ending] of [
    [hook.Properties.RuleLocation, 'Rules', 'guard'],
    [hook.Properties.Options.InputParams, 'Parameters', 'json'],
  ] as const) {
    expect(place).toEqual({
      Uri: { 'Fn::Join': ['', ['s3://', { Ref: id }, `/${name.toLowerCase()}.${ending}`]] },
      VersionId: { 'Fn::GetAtt': [expect.any(String), name] },
    });
  }
  expect(text).not.toContain('cdk-hnb659fds-assets');
  expect(Object.values(assembly.getStackArtifact('Gate').assets)).toEqual([]);
  template.hasResourceProperties('Custom::IamUserMfaHookRules', {
    Objects: [
      { Name: 'Rules', Body: readFileSync('rule/gates/rules/guard/iam-user-mfa-hook.guard', 'utf8') },
      { Name: 'Parameters', Body: JSON.stringify(props) },
    ],
  });
});

describe('the function that writes them, as a process of its own', () => {
  interface Request {
    readonly method: string;
    readonly url: string;
    readonly body: string;
  }
  /** S3 and CloudFormation's answer in one server: what it got. */
  async function run(requestType: string, version: string | undefined): Promise<readonly Request[]> {
    const got: Request[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        got.push({ method: request.method ?? '', url: request.url ?? '', body });
        if (version !== undefined) response.setHeader('x-amz-version-id', version);
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const Objects = [{ Name: 'Rules', Key: 'a.guard', Body: 'rule x' }];
    const event = {
      ...{ RequestType: requestType, ResponseURL: `${origin}/answer`, StackId: 's', RequestId: 'r' },
      ...{ LogicalResourceId: 'l', ResourceProperties: { Bucket: 'rules', Objects } },
    };
    const child = spawn(
      process.execPath,
      ['-e', `${writerSource}\nexports.handler(${JSON.stringify(event)}).catch((e) => { throw e; });`],
      {
        env: {
          ...process.env,
          ...{ AWS_ENDPOINT_URL_S3: origin, AWS_REGION: 'us-east-1' },
          ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const [code] = (await once(child, 'exit')) as [number];
    server.close();
    expect(code).toBe(0);
    return got;
  }
  const answerOf = (got: readonly Request[]): unknown =>
    JSON.parse(got.find(({ url }) => url === '/answer')?.body ?? '{}');

  test('writes each object and answers with its version', async () => {
    const got = await run('Create', 'v1');
    const [put] = got;

    expect(put?.method).toBe('PUT');
    expect(put?.url).toContain('a.guard');
    expect(put?.body).toContain('rule x');
    expect(answerOf(got)).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'l',
      Data: { Rules: 'v1' },
    });
  });

  test('fails the deployment where the bucket keeps no versions', async () => {
    expect(answerOf(await run('Update', undefined))).toMatchObject({
      Status: 'FAILED',
      Reason: 'The rules of the hook could not be written: the bucket rules keeps no versions',
    });
  });

  test('leaves the objects when the stack goes', async () => {
    const got = await run('Delete', 'v1');

    expect(got.map(({ url }) => url)).toEqual(['/answer']);
    expect(answerOf(got)).toMatchObject({ Status: 'SUCCESS', Data: {} });
  });
});

test('other rules are another version of the same objects, so that no role changes before the hook does', () => {
  const [before, after] = [synth(), synth({ enforcingGroups: ['other'] })].map(({ template }) => template);
  expect(after?.findResources('AWS::IAM::Role')).toEqual(before?.findResources('AWS::IAM::Role'));
  expect(after?.findResources('Custom::IamUserMfaHookRules')).not.toEqual(
    before?.findResources('Custom::IamUserMfaHookRules'),
  );
});

test('CloudFormation does not wait an hour for a function that died without an answer', () => {
  synth().template.hasResourceProperties('Custom::IamUserMfaHookRules', { ServiceTimeout: '300' });
});

test('nag finds nothing in it', () => {
  const app = new App({ analyticsReporting: false });
  new IamUserMfaHook(new Stack(app, 'Gate'), 'Hook', props);

  expect(new AwsSolutionsChecks().validateScope(app)).toMatchObject({ success: true, violations: [] });
  expect(new NIST80053R5Checks().validateScope(app)).toMatchObject({ success: true, violations: [] });
});

test('the same parameters give the same assets', () => {
  expect(synth().template.toJSON()).toEqual(synth().template.toJSON());
});

describe('props that cannot be used are one error with every problem', () => {
  test.each<[Partial<IamUserMfaHookProps>, string]>([
    [
      { alias: 'AWS::Gate::Hook' },
      'alias: got "AWS::Gate::Hook", allowed: three parts like IamUserMfa::Gate::Hook',
    ],
    [{ failureMode: 'STOP' as 'FAIL' }, 'failureMode: got "STOP", allowed: WARN, FAIL'],
    [{ enforcingPolicyArns: ['mfa'] }, 'enforcingPolicyArns: got "mfa", allowed: ARNs of managed policies'],
    [{ logBucket: 'arn:aws:s3:::log' }, 'logBucket: got "arn:aws:s3:::log", allowed: the name of a bucket'],
    [{ logBucket: '' }, 'logBucket: got "", allowed: the name of a bucket'],
    [{ enforcingGroups: ['a b'] }, 'enforcingGroups: got "a b", allowed: names of IAM groups'],
    [{ enforcingGroups: ['${Token[TOKEN.1]}'] }, 'known at deployment only, allowed: literals'],
  ])('%j', (overrides, expected) => {
    expect(() => synth(overrides)).toThrow(InvalidOptionsError);
    expect(() => synth(overrides)).toThrow(expected);
  });
});
