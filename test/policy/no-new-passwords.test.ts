import { describe, expect, test } from '@jest/globals';
import { InvalidEnforcementOptionsError, PolicyTooLargeError } from '../../rule/enforcement/errors';
import { noNewPasswordsScp, prettyJson } from '../../rule/enforcement/policy';

const joiners = 'arn:aws:iam::111122223333:role/Joiners';

test('the document denies both ways to set a password to all but the named principals', () => {
  expect(noNewPasswordsScp({ principals: [joiners] })).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyNewPasswords',
        Effect: 'Deny',
        Action: ['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
        Resource: ['*'],
        Condition: { ArnNotLike: { 'aws:PrincipalArn': [joiners] } },
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
    ['every user', 'arn:aws:iam::*:user/*'],
    ['everything of IAM', 'arn:aws:iam::*:*'],
    ['a session', 'arn:aws:sts::111122223333:assumed-role/Joiners/olga'],
    ['a name', 'Joiners'],
    ['nothing', ''],
  ])('may not be %s', (_, arn) => {
    const build = () => noNewPasswordsScp({ principals: [joiners, arn] });
    expect(build).toThrow(InvalidEnforcementOptionsError);
    expect(build).toThrow(`principals: got "${arn}", allowed: the ARN of an IAM role or user`);
  });

  test('has to be named', () => {
    expect(() => noNewPasswordsScp({ principals: [] })).toThrow('principals: got [], allowed:');
  });
});

test('an SCP of exactly 5,120 bytes as printed is built, one of 5,121 is refused with its size', () => {
  const sized = (length: number) => () =>
    noNewPasswordsScp({ principals: [joiners + 'x'.repeat(length - joiners.length)] });
  const spare = 5120 - prettyJson(sized(100)()).length + 100;
  expect(prettyJson(sized(spare)())).toHaveLength(5120);
  expect(sized(spare + 1)).toThrow(PolicyTooLargeError);
});
