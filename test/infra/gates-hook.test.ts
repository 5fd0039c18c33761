import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

  template.resourceCountIs('AWS::IAM::Role', 1);
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
            { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [Match.anyValue()] },
          ],
        },
      },
    ],
  });
  expect(JSON.stringify(template.toJSON())).not.toContain('/*');
});

test('the rules and their parameters are two assets, .guard and .json', () => {
  const { template, assembly } = synth();
  const [hook] = Object.values(template.findResources('AWS::CloudFormation::GuardHook'));
  const text = JSON.stringify(hook);

  expect(text).toMatch(/[0-9a-f]{64}\.guard/);
  const [, name = ''] = /([0-9a-f]{64}\.json)/.exec(text) ?? [];
  expect(JSON.parse(readFileSync(join(assembly.directory, `asset.${name}`), 'utf8'))).toEqual({
    enforcingGroups: ['mfa-required'],
    enforcingPolicyArns: ['arn:aws:iam::111122223333:policy/mfa'],
  });
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
    [{ enforcingGroups: ['a b'] }, 'enforcingGroups: got "a b", allowed: names of IAM groups'],
    [{ enforcingGroups: ['${Token[TOKEN.1]}'] }, 'known at deployment only, allowed: literals'],
  ])('%j', (overrides, expected) => {
    expect(() => synth(overrides)).toThrow(InvalidOptionsError);
    expect(() => synth(overrides)).toThrow(expected);
  });
});
