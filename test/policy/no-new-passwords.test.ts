import { describe, expect, test } from '@jest/globals';
import { InvalidEnforcementOptionsError, PolicyTooLargeError } from '../../rule/enforcement/errors';
import { noNewPasswordsScp, prettyJson } from '../../rule/enforcement/policy';

const joiners = 'arn:aws:iam::111122223333:role/Joiners';

test('the document denies both ways to set a password to all but the named principals, and to forge one of them', () => {
  const changing = {
    Effect: 'Deny',
    Action: [
      'iam:AttachRolePolicy',
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:DeleteRolePermissionsBoundary',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
  };
  expect(noNewPasswordsScp({ principals: [joiners] })).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyNewPasswords',
        Effect: 'Deny',
        Action: ['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
        Resource: ['arn:aws:iam::*:user/*'],
        Condition: { ArnNotLike: { 'aws:PrincipalArn': [joiners] } },
      },
      {
        Sid: 'DenyForgingStackSetsRole',
        ...changing,
        Resource: ['arn:aws:iam::*:role/stacksets-exec-*'],
      },
      {
        Sid: 'DenyForgingNamedRoles',
        ...changing,
        Resource: [joiners],
        Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/stacksets-exec-*'] } },
      },
      {
        Sid: 'DenyForgingByPassing',
        Effect: 'Deny',
        Action: ['iam:PassRole'],
        Resource: [joiners],
        Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/stacksets-exec-*'] } },
      },
    ],
  });
});

describe('a principal', () => {
  test.each([
    joiners,
    'arn:aws:iam::*:role/Joiners',
    'arn:aws-cn:iam::*:role/onboarding/*',
    'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Joiners_*',
    'arn:aws:iam::111122223333:user/olga',
    'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Joiners',
  ])('may be %s', (arn) => {
    expect(prettyJson(noNewPasswordsScp({ principals: [arn] }))).toContain(arn);
  });

  test.each([
    ['everybody', '*'],
    ['every role', 'arn:aws:iam::*:role/*'],
    ['every role of an account', 'arn:aws:iam::111122223333:role/*'],
    ['every role under any path', 'arn:*:iam::*:role/*/*'],
    ['every role with a name of one character or more', 'arn:aws:iam::*:role/?*'],
    ['a user name of any account', 'arn:aws:iam::*:user/olga'],
    ['every user', 'arn:aws:iam::*:user/*'],
    ['everything of IAM', 'arn:aws:iam::*:*'],
    ['a session', 'arn:aws:sts::111122223333:assumed-role/Joiners/olga'],
    ['a name', 'Joiners'],
    ['nothing', ''],
  ])('may not be %s', (_, arn) => {
    const build = () => noNewPasswordsScp({ principals: [joiners, arn] });
    expect(build).toThrow(InvalidEnforcementOptionsError);
    expect(build).toThrow(
      `principals: got "${arn}", allowed: ${arn.startsWith('arn:aws:iam::*:user/') ? 'a user of one account' : 'the ARN of an IAM role or user'}`,
    );
  });

  test('has to be named', () => {
    expect(() => noNewPasswordsScp({ principals: [] })).toThrow('principals: got [], allowed:');
  });
});

test('an SCP of exactly 10,240 bytes as printed is built, one of 10,243 is refused with its size', () => {
  // The name is in the document three times: who may, what nobody forges, and what nobody borrows.
  const sized = (length: number) => () =>
    noNewPasswordsScp({ principals: [joiners + 'x'.repeat(length - joiners.length)] });
  const spare = (10_240 - prettyJson(sized(100)()).length) / 3 + 100;
  expect(prettyJson(sized(Math.floor(spare))()).length).toBeGreaterThan(10_237);
  expect(sized(Math.floor(spare) + 1)).toThrow(PolicyTooLargeError);
});
