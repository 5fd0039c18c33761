import { expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement } from '../../rule/gates/declared';
import { parseDocument } from '../../rule/gates/parse-document';
import { planOf, type PlanResource } from './plan-rows';

const deny = JSON.stringify({
  Statement: {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
});
const count = 2_000;
const keys = Array.from({ length: count }, (_, index) => `user-${index}`);

/** Each user may have each policy: four million pairs. */
function everyoneAndEverything(key: string): readonly PlanResource[] {
  const user = ['aws_iam_user.people', 'each.key'];
  return [
    { at: `aws_iam_user.people["${key}"]`, after: { path: '/' }, unknown: ['name'], each: 'var.people' },
    { at: `aws_iam_user_login_profile.people["${key}"]`, after: {}, unknown: ['user'], from: { user } },
    { at: `aws_iam_policy.of["${key}"]`, after: { name: key, policy: deny }, unknown: ['arn'] },
    {
      at: `aws_iam_user_policy_attachment.of["${key}"]`,
      after: {},
      unknown: ['user', 'policy_arn'],
      from: { user, policy_arn: ['aws_iam_policy.of', 'each.key'] },
    },
  ];
}

// A test that takes the square of it would not end in time.
test('a plan of 2,000 users, of each of whom all is known only after apply, is read', () => {
  const plan = planOf({ plan: keys.flatMap(everyoneAndEverything), short: true });
  const document = parseDocument('plan.json', JSON.stringify(plan));

  const { users } = check([document], parseParameterValues({}), noKnownEnforcement, new Date());

  expect(users.map(({ answer }) => answer.answer)).toEqual(keys.map(() => 'cannot-see'));
});
