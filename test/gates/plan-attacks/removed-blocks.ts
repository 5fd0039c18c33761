// What a plan takes away whose block is no longer there.
import type { PlanResource } from '../plan-rows';
import {
  user,
  password,
  attack,
  accounts,
  inOne,
  inTwo,
  existing,
  known,
  type PlanAttack,
  type More,
} from './parts';

/** Terraform leaves a resource whose block is removed out of the configuration: nothing says which provider it had. */
function withoutBlock(
  title: string,
  people: readonly PlanResource[],
  answers: PlanAttack['answers'],
  more: More = {},
  marks: object = {},
): PlanAttack {
  const tie = { user: 'a', policy_arn: existing.values.arn };
  const made = attack(title, people, answers, { ...more, beside: known(existing) });
  const plan = made.plan as { readonly resource_changes: readonly unknown[] };
  const change = { actions: ['delete'], before: tie, after: null, after_unknown: {} };
  const removed = {
    address: 'aws_iam_user_policy_attachment.a',
    type: 'aws_iam_user_policy_attachment',
    name: 'a',
    change,
    ...marks,
  };
  return { ...made, plan: { ...plan, resource_changes: [...plan.resource_changes, removed] } };
}
const profile = { user: 'a' };
const kept = password('a', { actions: ['no-op'], before: profile, after: profile });
export const ofRemovedBlocks: readonly PlanAttack[] = [
  withoutBlock('an attachment whose block is removed', [kept], { a: 'not-enforced' }),
  withoutBlock(
    'an attachment whose block is removed, of one of two accounts',
    [
      user('b', { ...inTwo, actions: ['no-op'], before: { name: 'b' }, after: { name: 'b' } }),
      { ...kept, ...inOne },
    ],
    { 'aws_iam_user_login_profile.a': 'cannot-see' },
    { providers: accounts },
  ),
  withoutBlock('an attachment whose block is removed, and nothing else', [], {}),
  withoutBlock('an attachment that an earlier apply left behind', [kept], {}, {}, { deposed: '0a1b2c3d' }),
];
