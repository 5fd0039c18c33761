import { describe, expect, test } from '@jest/globals';
import { meet } from '../../rule/enforcement/action-patterns';
import { isEnforcement } from '../../rule/enforcement/is-enforcement';
import { nearMiss } from '../../rule/enforcement/near-miss';
import { holdsFor, holdsWithout, operatorOf } from '../../rule/enforcement/principal-condition';

const alice = { userName: 'alice', arn: 'arn:aws:iam::111122223333:user/alice', userId: 'AIDAALICE' };

test.each<[string, string, readonly string[], boolean]>([
  ['stringequals', 'aws:username', ['bob', 'alice'], true],
  ['stringequals', 'aws:username', ['Alice'], false],
  ['stringequals', 'aws:username', ['al*'], false],
  ['stringlike', 'aws:username', ['al*'], true],
  ['stringequalsignorecase', 'aws:username', ['ALICE'], true],
  ['stringnotequals', 'aws:username', ['bob'], true],
  ['stringnotequals', 'aws:username', ['alice'], false],
  ['stringequals', 'aws:username', [], false],
  ['stringequals', 'aws:username', ['alice', '${aws:username}'], false],
  ['stringequals', 'aws:userid', ['AIDAALICE'], true],
  ['stringequals', 'aws:userid', ['alice'], false],
  ['stringequals', 'aws:principaltype', ['User'], true],
  ['stringequals', 'aws:principaltype', ['AssumedRole'], false],
  ['stringequals', 'aws:principalaccount', ['111122223333'], true],
  ['stringequals', 'aws:principalaccount', ['123456789012'], false],
  ['bool', 'aws:principalisawsservice', ['FALSE'], true],
  ['bool', 'aws:principalisawsservice', ['true'], false],
  ['arnlike', 'aws:principalarn', ['arn:aws:iam::*:user/al*'], true],
  ['arnequals', 'aws:principalarn', ['arn:aws:iam::*:user/al*'], true],
  ['arnnotlike', 'aws:principalarn', ['arn:aws:iam::*:user/al*'], false],
  // A wildcard is of one part of an ARN; what has fewer than six parts surely neither fits nor does not.
  ['arnlike', 'aws:principalarn', ['*:user/*'], false],
  ['arnlike', 'aws:principalarn', ['arn:*:user/*'], false],
  ['arnlike', 'aws:principalarn', ['*'], false],
  ['arnnotlike', 'aws:principalarn', ['*'], false],
  ['arnnotlike', 'aws:principalarn', ['*:role/*'], false],
  ['arnnotlike', 'aws:principalarn', ['*:*:iam::*:role/*'], true],
  ['stringequals', 'aws:sourceip', ['alice'], false],
  ['numericequals', 'aws:username', ['alice'], false],
  ['xstringequals', 'aws:username', ['alice'], false],
  ['stringequalsx', 'aws:username', ['alice'], false],
  ['forallvalues:stringequals', 'aws:username', ['alice'], true],
  ['foranyvalue:stringequalsifexists', 'aws:username', ['alice'], true],
])('%s %s %j holds for alice: %p', (operator, key, values, holds) => {
  expect(holdsFor(alice, operator, key, values)).toBe(holds);
});

describe('of a user whom nobody knows yet', () => {
  test.each<[string, string, string, boolean]>([
    ['arnlike', 'aws:principalarn', '*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::*:user/*', true],
    ['arnlike', 'aws:principalarn', 'arn:**:iam:*:**:user**', true],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::*:*', true],
    ['arnequals', 'aws:principalarn', 'arn:*:iam::*:user/*', true],
    ['arnlike', 'aws:principalarn', 'arn:aws:iam::*:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*s:iam::*:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:a*:iam::*:user/*', false],
    ['arnlike', 'aws:principalarn', 'xarn:*:iam::*:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:sts::*:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam:us:*:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam:u*:*:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam:*u:*:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::1*:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::*1:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::111122223333:user/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::*:role/*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::*:user/a*', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::*:user/*a', false],
    ['arnlike', 'aws:principalarn', 'arn:*:iam::*:user/*:*', false],
    ['arnlike', 'aws:principalarn', 'a*', false],
    ['arnlike', 'aws:principalarn', '*a', false],
    ['arnlike', 'aws:principalarn', 'arn', false],
    ['stringlike', 'aws:principalarn', '*', false],
    ['arnnotlike', 'aws:principalarn', '*', false],
    ['arnlike', 'aws:sourcearn', '*', false],
    ['stringequals', 'aws:principalaccount', '111122223333', false],
    ['stringequals', 'aws:username', 'alice', false],
    ['stringequals', 'aws:principaltype', 'User', true],
  ])('%s %s %s: %p', (operator, key, value, holds) => {
    expect(holdsFor({}, operator, key, [value])).toBe(holds);
  });

  test('one value of several is enough', () => {
    expect(holdsFor({}, 'arnlike', 'aws:principalarn', ['arn:aws:iam::*:user/a', 'arn:*:iam::*:*'])).toBe(
      true,
    );
  });
});

test.each<[string, readonly string[], boolean]>([
  ['null', ['True'], true],
  ['null', ['false', 'true'], true],
  ['null', ['false'], false],
  ['stringequals', ['true'], false],
  ['stringequalsifexists', ['x'], true],
  ['stringnotequals', ['x'], true],
  ['forallvalues:stringequals', ['x'], true],
  ['foranyvalue:stringequals', ['x'], false],
  ['foranyvalue:stringnotequals', ['x'], false],
  ['foranyvalue:boolifexists', ['x'], false],
  ['numericequals', ['1'], false],
])('without the key %s %j holds: %p', (operator, values, holds) => {
  expect(holdsWithout(operator, values)).toBe(holds);
});

test.each([
  ['arnlike', true],
  ['arnequals', true],
  ['arnnotlike', false],
  ['stringlike', false],
])('%s is like an ARN: %p', (operator, isArnLike) => {
  expect(operatorOf(operator)?.isArnLike).toBe(isArnLike);
});

test.each<[string, string, string | undefined]>([
  ['iam:*', 'iam:getuser', 'iam:getuser'],
  ['iam:getuser', 'iam:*', 'iam:getuser'],
  ['iam:getuser', 's3:*', undefined],
  ['s3:*', 'iam:getuser', undefined],
  ['iam:get*', 'iam:list*', undefined],
  ['iam:get*', 'iam:*user', 'iam:get*'],
  ['iam:*user', 'iam:get*', 'iam:*user'],
  ['iam:*user', 'iam:*role', undefined],
  ['iam:?etuser', 'iam:get?ser', 'iam:?etuser'],
  ['iam:g*a', 'iam:g*ba', 'iam:g*ba'],
  ['iam:a*xa', 'iam:a?*a', 'iam:a*xa'],
  ['**', 'iam:getuser', 'iam:getuser'],
  ['iam:ab', 'iam:ab*ab', undefined],
  ['iam:ab*ab', 'iam:ab', undefined],
  ['iam:a*b*c', 'iam:b*c*a', undefined],
  ['iam:x*a?b', 'iam:x*a?c', undefined],
])('%s and %s have in common: %s', (a, b, both) => {
  expect(meet(a, b)).toBe(both);
});

const deny = (more: object): object => ({
  Statement: [
    {
      Effect: 'Deny',
      NotAction: ['iam:GetUser'],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      ...more,
    },
  ],
});

test.each([
  ['iam:CreateVirtualMFADevice'],
  ['iam:DeleteVirtualMFADevice'],
  ['iam:GetAccountSummary'],
  ['iam:GetLoginProfile'],
  ['iam:ListAccountAliases'],
  ['iam:ListUsers'],
  ['iam:ListAccessKeys'],
  ['iam:ListServiceSpecificCredentials'],
  ['iam:ListSigningCertificates'],
  ['iam:ListSSHPublicKeys'],
  ['sts:GetCallerIdentity'],
  ['signin:Authenticate'],
  ['signin:AuthorizeOAuth2Access'],
  ['signin:CreateOAuth2Token'],
  ['signin:*'],
])('an enforcement may leave %s', (action) => {
  expect(isEnforcement(deny({ NotAction: [action] }), alice)).toBe(true);
});

test.each(['iam:DeactivateMFADevice', 'iam:CreateAccessKey', 'x:signin:', 'iam:List*'])(
  'and not %s',
  (action) => {
    expect(isEnforcement(deny({ NotAction: [action] }), alice)).toBe(false);
  },
);

test.each<[string, object, string | undefined]>([
  ['another element', { Principal: '*' }, 'it has principal, which no policy of a user has'],
  ['both kinds of actions', { Action: '*' }, 'its actions cannot be read'],
  ['an empty list', { NotAction: [] }, 'its actions cannot be read'],
  ['no actions', { NotAction: undefined }, 'its actions cannot be read'],
  ['no resource', { Resource: undefined }, 'it denies on some resources only'],
  ['one resource', { Resource: 'a' }, 'it denies on a only'],
  ['two', { Resource: ['a', '*b'] }, 'it denies on a, *b only'],
  ['three', { Resource: ['a', 'b', 'c'] }, 'it denies on a, b, ... only'],
  ['all but some', { NotResource: 'a' }, 'it denies on * only'],
  ['an Allow', { Effect: 'Allow' }, 'it allows with MFA, and denies nothing without'],
  [
    'a condition in words',
    { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' }, Bool: 'x' } },
    'its condition cannot be read',
  ],
  [
    'the wrong way round',
    { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    'its condition on aws:MultiFactorAuthPresent does not hold without MFA',
  ],
  [
    'another key',
    { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false', 'aws:SecureTransport': 'true' } } },
    'it also depends on aws:securetransport',
  ],
  ['too much left', { NotAction: ['iam:GetUser', 's3:GetObject'] }, 'it leaves s3:GetObject'],
  ['three left', { NotAction: ['s3:A', 's3:B', 's3:C'] }, 'it leaves s3:A, s3:B, s3:C'],
  [
    'five left',
    { NotAction: ['s3:A', 's3:B', 's3:C', 's3:D', 's3:E'] },
    'it leaves s3:A, s3:B, s3:C and 2 more',
  ],
  ['some actions', { NotAction: undefined, Action: ['iam:*', 's3:Get*'] }, 'it denies iam:*, s3:Get* only'],
  ['nothing', {}, undefined],
])('%s: %s', (_name, more, why) => {
  expect(nearMiss(deny(more), alice)).toBe(why);
});

test.each([
  ['several stars', { Resource: '**' }, true],
  ['a star among others', { Resource: ['a', '*'] }, true],
  ['a star before text', { Resource: '*a' }, false],
  ['stars for service and action', { NotAction: undefined, Action: '**:**' }, true],
  ['a service', { NotAction: undefined, Action: '*:*x' }, false],
  ['stars for the service alone', { NotAction: undefined, Action: '**' }, true],
  [
    'the key twice, in two spellings',
    { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' }, bool: {} } },
    false,
  ],
  ['an operator that is none', { Condition: { Boolean: { 'aws:MultiFactorAuthPresent': 'false' } } }, false],
  ['a number for truth', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': [0, 'x'] } } }, false],
  [
    'one of two states of the key',
    { Condition: { Null: { 'aws:MultiFactorAuthPresent': ['true', 'false'] } } },
    true,
  ],
  ['no value for the key', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': [] } } }, false],
  ['the key that is there', { Condition: { Null: { 'aws:MultiFactorAuthPresent': 'False' } } }, true],
  ['the key that is not there', { Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } } }, false],
  [
    'a variable among the values',
    { Condition: { Bool: { 'aws:MultiFactorAuthPresent': ['false', '${aws:x}'] } } },
    false,
  ],
  [
    'services on behalf of the request',
    { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'false' } } },
    true,
  ],
  [
    'services alone',
    { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'true' } } },
    false,
  ],
])('%s: %p', (_name, more, enforces) => {
  expect(isEnforcement(deny(more), alice)).toBe(enforces);
});
