// Collections that for_each spreads over the instances of a resource.
import type { PlanResource } from '../plan-rows';
import { deny, read, user, policy, person, inline, attack, refs, of, type PlanAttack } from './parts';

const eachOf = (keys: readonly string[], row: (key: string) => PlanResource): readonly PlanResource[] =>
  keys.map((key) => {
    const made = row(key);
    return { ...made, at: `${made.at}[${JSON.stringify(key)}]` };
  });
const spread = (
  from: readonly string[],
  each: readonly string[],
  keys = ['a', 'b'],
): readonly PlanResource[] => [
  ...person('a'),
  ...person('b'),
  ...eachOf(keys, () => ({
    at: 'aws_iam_user_policy_attachment.x',
    after: { user: 'a' },
    unknown: ['policy_arn'],
    from: { policy_arn: from },
    each,
  })),
];
const both = [of('a', deny('of')), of('b', read)];

export const ofLoops: readonly PlanAttack[] = [
  attack(
    'one policy for each turn, all to one user',
    [...both, ...spread(['each.value.arn', 'each.value'], ['aws_iam_policy.of'])],
    { a: 'enforced', b: 'not-enforced' },
  ),
  attack(
    'one policy for each turn, and a local value',
    [...both, ...spread(['each.value.arn', 'each.value'], ['aws_iam_policy.of', 'local.x'])],
    { a: 'cannot-see', b: 'not-enforced' },
  ),
  attack(
    'one policy for each turn, and a variable',
    [...both, ...spread(['each.value.arn', 'each.value'], ['aws_iam_policy.of', 'var.x'])],
    { a: 'cannot-see', b: 'not-enforced' },
  ),
  attack(
    'one policy for each turn, and something after it',
    [...both, ...spread(['each.value.arn', 'each.key'], ['aws_iam_policy.of'])],
    { a: 'cannot-see', b: 'not-enforced' },
  ),
  attack(
    'one policy for each turn of other keys',
    [...both, ...spread(['each.value.arn', 'each.value'], ['aws_iam_policy.of'], ['c', 'd'])],
    { a: 'cannot-see', b: 'not-enforced' },
  ),
  attack(
    'one policy for each of three turns',
    [...both, ...spread(['each.value.arn', 'each.value'], ['aws_iam_policy.of'], ['a', 'b', 'c'])],
    { a: 'cannot-see', b: 'not-enforced' },
  ),
  attack(
    'a written map of policies',
    [
      policy('mfa'),
      policy('read', read),
      ...spread(['each.value'], refs('aws_iam_policy.mfa.arn', 'aws_iam_policy.read.arn')),
    ],
    { a: 'enforced', b: 'not-enforced' },
  ),
  attack(
    'a written map of policies of more turns',
    [
      policy('mfa'),
      policy('read', read),
      ...spread(['each.value'], refs('aws_iam_policy.mfa.arn', 'aws_iam_policy.read.arn'), ['a', 'b', 'c']),
    ],
    { a: 'cannot-see', b: 'not-enforced' },
  ),
  attack(
    'passwords spread over users',
    [
      ...['a', 'b'].map((key) => ({
        ...user('u'),
        at: `aws_iam_user.u["${key}"]`,
        after: {},
        unknown: ['name', 'id'],
      })),
      ...eachOf(['a', 'b'], () => ({
        at: 'aws_iam_user_login_profile.u',
        after: {},
        unknown: ['user'],
        from: { user: ['each.value.name', 'each.value'] },
        each: ['aws_iam_user.u'],
      })),
      inline(
        'x',
        {},
        {
          unknown: ['user'],
          from: { user: ['aws_iam_user.u["a"].name', 'aws_iam_user.u["a"]', 'aws_iam_user.u'] },
        },
      ),
    ],
    { 'aws_iam_user_login_profile.u["a"]': 'enforced', 'aws_iam_user_login_profile.u["b"]': 'not-enforced' },
  ),
];
