import { describe, expect, test } from '@jest/globals';
import { isEnforcement } from '../../rule/enforcement/is-enforcement';
import { cfnGuard, statusesOf } from './guard';
import { hookCases } from './hook-cases';

const binary = cfnGuard();
if (binary === undefined)
  process.stderr.write('skipped: the Guard rules, as there is no cfn-guard for this machine.\n');
const withGuard = binary === undefined ? describe.skip : describe;
const guard = binary ?? '';

withGuard("the hook's rule, over the input that AWS documents", () => {
  const parameters = {
    enforcingGroups: ['mfa-required'],
    enforcingPolicyArns: ['arn:aws:iam::111122223333:policy/mfa'],
  };

  test.each(hookCases)('$title: $status', ({ input, status }) => {
    const statuses = statusesOf(guard, 'iam-user-mfa-hook.guard', input, parameters);

    expect(statuses['IAM_USER_MFA_HOOK']).toBe(status);
  });

  const mfa = 'aws:MultiFactorAuthPresent';
  const statement = {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { Bool: { [mfa]: 'false', 'aws:ViaAWSService': 'false' } },
  };
  const plain = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const named = (PolicyName: unknown, one: object = statement): object => ({
    PolicyName,
    PolicyDocument: { Statement: [one] },
  });
  const sub = { 'Fn::Sub': '${Env}' };

  // IAM keeps one inline policy of a name.
  test.each<[title: string, policies: readonly object[], status: 'PASS' | 'FAIL']>([
    ['two names', [named('p'), named('q', plain)], 'PASS'],
    ['one name', [named('p'), named('p', plain)], 'FAIL'],
    ['the other way round', [named('p', plain), named('p')], 'FAIL'],
    ['one name by an expression', [named(sub), named(sub, plain)], 'FAIL'],
    ['one name of two that enforce', [named('p'), named('p')], 'PASS'],
  ])('inline policies of %s', (_, Policies, status) => {
    const properties = { LoginProfile: {}, Policies };
    const HookContext = { InvocationPoint: 'CREATE_PRE_PROVISION' };
    const said = (user: object): object =>
      statusesOf(guard, 'iam-user-mfa-hook.guard', { HookContext, Resources: { A: user } }, parameters);
    expect(said({ ResourceType: 'AWS::IAM::User', ResourceProperties: properties })).toMatchObject({
      IAM_USER_MFA_HOOK: status,
    });
    expect(said({ Type: 'AWS::IAM::User', Properties: properties })).toMatchObject({
      IAM_USER_MFA_TEMPLATE: status,
    });
    const inGroup = { ...properties, Groups: ['mfa-required'] };
    expect(said({ ResourceType: 'AWS::IAM::User', ResourceProperties: inGroup })).toMatchObject({
      IAM_USER_MFA_HOOK: 'PASS',
    });
  });

  const changes: readonly (readonly [change: object, status: 'PASS' | 'FAIL'])[] = [
    [{}, 'PASS'],
    [{ Action: ['s3:*', '*'], Resource: ['*', 'arn:aws:s3:::x'] }, 'PASS'],
    [{ Condition: { Bool: { [mfa]: [] } } }, 'FAIL'],
    [{ Condition: { Bool: { [mfa]: 'false', 'aws:ViaAWSService': [] } } }, 'FAIL'],
    [{ Condition: { Bool: { [mfa]: ['false', 'true'] } } }, 'FAIL'],
    [{ Action: [] }, 'FAIL'],
    [{ Resource: [] }, 'FAIL'],
    [{ Action: undefined, NotAction: [] }, 'FAIL'],
    [{ Action: 's3:*', NotAction: 'iam:GetUser' }, 'FAIL'],
    [{ Principal: { AWS: '*' } }, 'FAIL'],
  ];

  test.each(changes)(
    'a Deny with %j: %s, and it passes no more than the one definition',
    (change, status) => {
      const document = { Statement: [{ ...statement, ...change }] };
      const properties = { LoginProfile: {}, Policies: [{ PolicyName: 'p', PolicyDocument: document }] };
      const hook = { A: { ResourceType: 'AWS::IAM::User', ResourceProperties: properties } };
      const template = { A: { Type: 'AWS::IAM::User', Properties: properties } };
      const HookContext = { InvocationPoint: 'CREATE_PRE_PROVISION' };
      const said = (Resources: object): object =>
        statusesOf(guard, 'iam-user-mfa-hook.guard', { HookContext, Resources }, parameters);

      expect(said(hook)).toMatchObject({ IAM_USER_MFA_HOOK: status });
      expect(said(template)).toMatchObject({ IAM_USER_MFA_TEMPLATE: status });
      if (status === 'PASS') expect(isEnforcement(document, { userName: 'alice' })).toBe(true);
    },
  );
});
