import { describe, expect, test } from '@jest/globals';
import type { Patterns } from '../../rule/core/parsed-policy';
import {
  coversAction,
  coversEveryAction,
  coversEveryIamAction,
  coversEveryResource,
  coversResource,
  requiresMfa,
} from '../../rule/core/policy-coverage';

const only = (...patterns: readonly string[]): Patterns => ({ kind: 'only', patterns });
const allBut = (...patterns: readonly string[]): Patterns => ({ kind: 'all-but', patterns });

test.each<[Patterns, boolean]>([
  [only('s3:*', 'iam:PutUserPolicy'), true],
  [only('s3:*'), false],
  [allBut('s3:*'), true],
  [allBut('s3:*', 'iam:Put*'), false],
])('%j is about iam:PutUserPolicy: %s', (patterns, expected) => {
  expect(coversAction(patterns, 'iam:PutUserPolicy')).toBe(expected);
});

test.each<[Patterns, every: boolean, everyOfIam: boolean]>([
  [only('*'), true, true],
  [only('**'), true, true],
  [only('*:*'), true, true],
  [only('*:**'), true, true],
  [only('*:Get*'), false, false],
  [only('s3:*', '*'), true, true],
  [only('iam:*'), false, true],
  [only('s3:*', 'IAM:**'), false, true],
  [only('i*:*'), false, true],
  [only('iam:*User'), false, false],
  [only('iam:List*'), false, false],
  [only('iam'), false, false],
  [only('s3:*'), false, false],
  [only('x*'), false, false],
  [only(), false, false],
  [allBut('s3:*'), true, true],
  [allBut('s3:*', 'iam:DeleteUser'), false, false],
  [allBut('*'), false, false],
])('%j is about every action: %s, about every one of IAM: %s', (patterns, every, everyOfIam) => {
  expect([coversEveryAction(patterns), coversEveryIamAction(patterns)]).toEqual([every, everyOfIam]);
});

test.each<[Patterns, boolean]>([
  [only('*'), true],
  [only('a', '**'), true],
  [only('arn:*'), false],
  [only('*a'), false],
  [allBut('*'), false],
  [allBut('a'), false],
])('%j is about every resource: %s', (patterns, expected) => {
  expect(coversEveryResource(patterns)).toBe(expected);
});

describe('a statement about a resource', () => {
  const arn = 'arn:aws:iam::111122223333:user/alice';
  const variables = { 'aws:username': 'alice', 'aws:userid': 'AIDAALICE' };
  const own = 'arn:aws:iam::111122223333:user/${aws:username}';

  test.each<[Patterns, boolean]>([
    [only('arn:aws:s3:::b', 'arn:aws:iam::*:user/a*'), true],
    [only('arn:aws:s3:::b'), false],
    [allBut('arn:aws:s3:::b'), true],
    [allBut('arn:aws:s3:::b', arn), false],
    [only(own), true],
    [only('arn:aws:iam::111122223333:user/${ AWS:UserName }'), true],
    [only('arn:aws:iam::111122223333:user/${aws:PrincipalTag/team}'), false],
    [only('arn:aws:iam::111122223333:user/${aws:userid}'), false],
  ])('%j: %s', (patterns, expected) => {
    expect(coversResource(patterns, arn, variables)).toBe(expected);
  });

  test('knows the id of the user', () => {
    expect(coversResource(only('a/${aws:userid}'), 'a/AIDAALICE', variables)).toBe(true);
  });

  test('of a document without variables takes them for text', () => {
    expect(coversResource(only(own), arn, undefined)).toBe(false);
    expect(coversResource(only(own), own, undefined)).toBe(true);
  });
});

describe('a condition', () => {
  test.each([
    ['Bool', 'aws:MultiFactorAuthPresent', ['true']],
    ['BoolIfExists', 'AWS:multifactorauthpresent', ['True']],
    ['StringEquals', 'aws:MultiFactorAuthPresent', ['true']],
    ['stringequalsignorecase', 'aws:MultiFactorAuthPresent', ['TRUE', 'true']],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', ['3600']],
    ['NumericLessThanEquals', 'aws:multifactorauthage', ['3600']],
  ])('%s of %s with %j requires MFA', (operator, key, values) => {
    expect(requiresMfa({ operator, key, values })).toBe(true);
  });

  test.each([
    ['Bool', 'aws:MultiFactorAuthPresent', ['false']],
    ['Bool', 'aws:MultiFactorAuthPresent', ['true', 'false']],
    ['Bool', 'aws:MultiFactorAuthPresent', []],
    ['Null', 'aws:MultiFactorAuthPresent', ['true']],
    ['ForAnyValue:Bool', 'aws:MultiFactorAuthPresent', ['true']],
    ['BoolIfExistsNot', 'aws:MultiFactorAuthPresent', ['true']],
    ['Bool', 'aws:SecureTransport', ['true']],
    ['NumericGreaterThan', 'aws:MultiFactorAuthAge', ['3600']],
    ['NumericLessThanIfExists', 'aws:MultiFactorAuthAge', ['3600']],
    ['NotNumericLessThan', 'aws:MultiFactorAuthAge', ['3600']],
    ['NumericLessThan', 'aws:TokenIssueTime', ['3600']],
  ])('%s of %s with %j does not', (operator, key, values) => {
    expect(requiresMfa({ operator, key, values })).toBe(false);
  });
});
