// Several inline policies of one name: IAM keeps the last, and a deployment has no order.
import { attack, deny, inline, person, read, type PlanAttack } from './parts';

const named = (at: string, user: string, name: string | undefined, policy = deny(at)) =>
  inline(at, { user, name, policy }, name === undefined ? { unknown: ['name'] } : {});
const ofGroup = (at: string, name: string, policy = deny(at)) => ({
  at: `aws_iam_group_policy.${at}`,
  after: { group: 'g', name, policy },
});
/** An attribute of it comes from elsewhere. */
const byApply = (at: string, after: object, unknown: readonly string[], attribute: string) => ({
  at: `aws_iam_user_policy.${at}`,
  after: { ...after },
  unknown,
  from: { [attribute]: 'data.external.names.result' },
});
const cloudControl = (name: string, ...policies: readonly (readonly [string, string])[]) => ({
  at: `awscc_iam_user.${name}`,
  source: 'awscc',
  after: {
    user_name: name,
    login_profile: { password: 'x' },
    policies: policies.map(([policy_name, policy_document]) => ({ policy_name, policy_document })),
  },
});

export const ofInlinePolicies: readonly PlanAttack[] = [
  attack(
    'inline policies of one name',
    [
      ...person('a', named('a1', 'a', 'p'), named('a2', 'a', 'p', read)),
      ...person('b', named('b1', 'b', 'p'), named('b2', 'b', 'P', read)),
      ...person('c', named('c1', 'c', 'p'), named('c2', 'c', 'q', read)),
      ...person('d', named('d1', 'd', 'p'), named('d2', 'd', 'p')),
      ...person('e', named('e1', 'e', 'p', read), named('e2', 'e', 'p', read)),
      ...person('f', named('f1', 'f', undefined), named('f2', 'f', undefined, read)),
      ...person('g', named('g1', 'g', 'p'), named('g2', 'a', 'p', read)),
    ],
    {
      a: 'cannot-see',
      b: 'cannot-see',
      c: 'enforced',
      d: 'enforced',
      e: 'not-enforced',
      f: 'enforced',
      g: 'enforced',
    },
  ),
  attack(
    'inline policies of one name of a group',
    [
      ...person('a'),
      { at: 'aws_iam_group.g', after: { name: 'g' } },
      { at: 'aws_iam_group_membership.g', after: { group: 'g', users: ['a'] } },
      ofGroup('one', 'p'),
      ofGroup('two', 'p', read),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'inline policies of one name of the Cloud Control provider',
    [
      cloudControl('a', ['p', deny('a')], ['p', read]),
      cloudControl('b', ['p', deny('b')], ['q', read]),
      cloudControl('c', ['p', deny('c')]),
      named('c1', 'c', 'p', read),
    ],
    { a: 'cannot-see', b: 'enforced', c: 'cannot-see' },
  ),
  attack(
    'inline policies whose name the provider makes up, or only apply knows',
    [
      ...person('a', named('a1', 'a', undefined), named('a2', 'a', 'p', read)),
      ...person('b', named('b1', 'b', 'p'), named('b2', 'b', undefined, read)),
      ...person('c', named('c1', 'c', 'p'), byApply('c2', { user: 'c', policy: read }, ['name'], 'name')),
    ],
    { a: 'enforced', b: 'enforced', c: 'cannot-see' },
  ),
  attack(
    'an inline policy that may be for somebody else',
    [
      ...person('a', named('a1', 'a', 'p'), byApply('x', { name: 'P', policy: read }, ['user'], 'user')),
      ...person('b', named('b1', 'b', 'q')),
    ],
    { a: 'cannot-see', b: 'enforced' },
  ),
  attack(
    'an inline policy that may be for somebody else, and enforces',
    [...person('a', named('a1', 'a', 'p'), byApply('x', { name: 'p', policy: deny('x') }, ['user'], 'user'))],
    { a: 'enforced' },
  ),
];
