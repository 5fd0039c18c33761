// Whoever may write one policy must not stop everybody's scan: patterns are matched in linear time.
import { expect, test } from '@jest/globals';
import { covers, meet } from '../../rule/enforcement/action-patterns';
import { isEnforcement } from '../../rule/enforcement/is-enforcement';

test('a policy with many stars is judged like any other', () => {
  const stars = `${'*?'.repeat(40)}!`;
  const policy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      NotAction: ['iam:*?*?*?*?*?*?*?*?*?*?x', stars],
      Resource: '*',
      Condition: {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
        ArnLike: { 'aws:PrincipalArn': stars },
        StringLike: { 'aws:username': stars },
      },
    },
  };
  const user = { userName: 'a'.repeat(64), arn: `arn:aws:iam::111122223333:user/${'a'.repeat(500)}` };
  expect(isEnforcement(policy, user)).toBe(false);
});

test.each([
  ['iam:*', 'iam:create*', true],
  ['*', 'iam:*', true],
  ['iam:create*', 'iam:*', false],
  ['iam:get?ser', 'iam:getuser', true],
  ['iam:getuser', 'iam:get?ser', false],
  ['iam:get*er', 'iam:get?ser', true],
  ['iam:get???', 'iam:get*', false],
  // The other may be without the character that is asked for.
  ['iam:get?*', 'iam:get*', false],
  ['iam:*?*?*?*?*?*?', `iam:${'a'.repeat(2_000)}`, true],
  // More stars than are looked at: only the same pattern, or everything, is sure to have it.
  ['a*', 'a*b*c*d', true],
  ['a*', 'a*b*c*d*e', false],
  ['a*b*c*d*e', 'a*b*c*d*e', true],
  ['**', 'a*b*c*d*e', true],
  // Empty, the star of the other leaves too little; long, it says what the pattern forbids.
  ['a?b', 'a*b', false],
  ['a', 'a*', false],
  ['ab', 'a*b', false],
  ['a*?b', 'a??b', true],
  [`${'*?'.repeat(200)}!`, '*a'.repeat(3), false],
])('%s covers %s: %p', (pattern, other, does) => {
  expect(covers(pattern, other)).toBe(does);
});

test.each<[why: string, a: string, b: string, common: string | undefined]>([
  ['the narrower one', 'iam:*', 'iam:create*', 'iam:create*'],
  ['the narrower one, given first', 'iam:create*', 'iam:*', 'iam:create*'],
  ['the name that the pattern has', 'iam:get*', 'iam:getuser', 'iam:getuser'],
  ['nothing, as the pattern has not the name', 'iam:get?', 'iam:getuser', undefined],
  ['nothing, as the pattern given second has not the name', 'iam:getuser', 'iam:list*', undefined],
  ['nothing of two names', 'iam:getuser', 'iam:getrole', undefined],
  ['nothing, as they begin apart', 'iam:get*', 'iam:list*', undefined],
  ['nothing, as they end apart', 'iam:*user', 'iam:*role', undefined],
  ['nothing, though one ends as the other begins', 'iam:get*', 'sts:*iam:get', undefined],
  ['one of them: one begins further', 'iam:create*', 'iam:*user', 'iam:create*'],
  ['one of them: the other begins further', 'iam:*user', 'iam:create*', 'iam:*user'],
  ['one of them: the other ends longer', 'iam:get*ser', 'iam:*user', 'iam:get*ser'],
  ['one of them: one ends longer', 'iam:*user', 'iam:get*ser', 'iam:*user'],
  ['one of them: several stars and a question mark', 'iam:get?s*r', 'iam:g*use?', 'iam:get?s*r'],
])('both have %s: %s, %s', (_, a, b, common) => {
  expect(meet(a, b)).toBe(common);
});
