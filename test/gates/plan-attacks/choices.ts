// Ties that apply decides, that another resource takes away, or that an exclusive list keeps.
import type { PlanResource } from '../plan-rows';
import {
  deny,
  read,
  password,
  policy,
  attached,
  written,
  person,
  inline,
  attack,
  one,
  refs,
  type PlanAttack,
} from './parts';

const undecided = (count: number): readonly PlanResource[] => [
  policy('mfa'),
  policy('read', read),
  ...person('a'),
  ...Array.from({ length: count }, (_, index) => ({
    ...attached('a', [...refs('aws_iam_policy.mfa.arn', 'aws_iam_policy.read.arn'), 'var.strict']),
    at: `aws_iam_user_policy_attachment.x${index}`,
  })),
  ...Array.from({ length: count }, (_, index): PlanResource => policy(`p${index}`, deny(`p${index}`))),
  ...Array.from({ length: count }, (_, index) => ({
    ...attached('a', [...refs(`aws_iam_policy.p${index}.arn`, 'aws_iam_policy.read.arn'), 'var.strict']),
    at: `aws_iam_user_policy_attachment.y${index}`,
  })),
];
const tie = (
  type: string,
  after: Readonly<Record<string, unknown>> | null,
  before: Readonly<Record<string, unknown>> | null,
  actions: readonly string[],
  name = 'taken',
): PlanResource => ({ at: `${type}.${name}`, actions, before, after });
const safe: readonly PlanResource[] = [
  ...person('a'),
  { at: 'aws_iam_group.g', after: { name: 'g' } },
  { at: 'aws_iam_group_policy.g', after: { group: 'g', name: 'own', policy: deny('g') } },
];
const member = { at: 'aws_iam_user_group_membership.given', after: { user: 'a', groups: ['g'] } };
const [memberships, given] = ['aws_iam_user_group_membership', `arn:aws:iam::${one}:policy/mfa`];

export const ofChoices: readonly PlanAttack[] = [
  ...[1, 2, 4, 5, 6].map((count) =>
    attack(`${count * 2} ties that apply decides`, undecided(count), { a: 'cannot-see' }),
  ),
  attack('ties that apply decides, and one that is certain', [...undecided(6), inline('a', { user: 'a' })], {
    a: 'enforced',
  }),
  attack(
    'a membership that another takes away',
    [...safe, member, tie(memberships, null, { user: 'A', groups: ['g', 'h'] }, ['delete'])],
    { a: 'cannot-see' },
  ),
  attack(
    'a membership that another shortens',
    [
      ...safe,
      member,
      tie(memberships, { user: 'a', groups: ['h'] }, { user: 'a', groups: ['g', 'h'] }, ['update']),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'a membership that another keeps',
    [
      ...safe,
      member,
      tie(memberships, { user: 'a', groups: ['g'] }, { user: 'a', groups: ['g', 'h'] }, ['update']),
    ],
    { a: 'enforced' },
  ),
  attack(
    'a membership that a list of members takes away',
    [...safe, member, tie('aws_iam_group_membership', null, { group: 'g', users: ['b', 'a'] }, ['delete'])],
    { a: 'cannot-see' },
  ),
  attack(
    'a membership of another user',
    [...safe, member, tie(memberships, null, { user: 'b', groups: ['g'] }, ['delete'])],
    { a: 'enforced' },
  ),
  attack(
    'a membership of another group',
    [...safe, member, tie(memberships, null, { user: 'a', groups: ['h'] }, ['delete'])],
    { a: 'enforced' },
  ),
  attack(
    'a membership that is replaced',
    [...safe, { ...member, actions: ['delete', 'create'], before: { user: 'a', groups: ['g'] } }],
    { a: 'enforced' },
  ),
  attack(
    'a membership that is made before its end',
    [...safe, { ...member, actions: ['create', 'delete'], before: { user: 'a', groups: ['g'] } }],
    { a: 'cannot-see' },
  ),
  attack(
    'a policy that another resource takes away',
    [
      policy('mfa'),
      ...person('a', written('a', given)),
      tie('aws_iam_user_policy_attachment', null, { user: 'a', policy_arn: given }, ['delete']),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'a policy that a list takes away',
    [
      policy('mfa'),
      ...person('a', written('a', given)),
      tie('aws_iam_policy_attachment', null, { users: ['a'], policy_arn: given }, ['delete']),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'a policy that an exclusive list leaves',
    [
      policy('mfa'),
      ...person('a', written('a', given)),
      tie('aws_iam_user_policy_attachments_exclusive', null, { user_name: 'a', policy_arns: [given] }, [
        'delete',
      ]),
    ],
    { a: 'enforced' },
  ),
  attack(
    'an inline policy of the same name that goes',
    [
      ...person('a', inline('a', { user: 'a' })),
      tie('aws_iam_user_policy', null, { user: 'a', name: 'own' }, ['delete']),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'an inline policy of another name that goes',
    [
      ...person('a', inline('a', { user: 'a' })),
      tie('aws_iam_user_policy', null, { user: 'a', name: 'other' }, ['delete']),
    ],
    { a: 'enforced' },
  ),
  attack(
    'an inline policy that the other provider takes away',
    [
      ...person('a', inline('a', { user: 'a' })),
      tie('awscc_iam_user_policy', null, { user_name: 'a', policy_name: 'own' }, ['delete']),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'a policy of the group that another resource takes away',
    [
      policy('mfa'),
      ...person('a', member),
      { at: 'aws_iam_group.g', after: { name: 'g' } },
      { at: 'aws_iam_group_policy_attachment.g', after: { group: 'g', policy_arn: given } },
      tie('aws_iam_group_policy_attachment', null, { group: 'g', policy_arn: given }, ['delete']),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'an exclusive list of inline policies with this one',
    [
      ...person('a', inline('a', { user: 'a' })),
      { at: 'aws_iam_user_policies_exclusive.a', after: { user_name: 'a', policy_names: ['x', 'own'] } },
    ],
    { a: 'enforced' },
  ),
  attack(
    'an exclusive list of inline policies without this one',
    [
      ...person('a', inline('a', { user: 'a' })),
      { at: 'aws_iam_user_policies_exclusive.a', after: { user_name: 'a', policy_names: ['x'] } },
    ],
    { a: 'not-enforced' },
  ),
  attack(
    'an exclusive list of inline policies that apply makes',
    [
      ...person('a', inline('a', { user: 'a' })),
      {
        at: 'aws_iam_user_policies_exclusive.a',
        after: { user_name: 'a' },
        unknown: ['policy_names'],
        from: { policy_names: ['local.x'] },
      },
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'an exclusive list of somebody',
    [
      ...person('a', inline('a', { user: 'a' })),
      {
        at: 'aws_iam_user_policies_exclusive.a',
        after: { policy_names: ['x'] },
        unknown: ['user_name'],
        from: { user_name: ['local.x'] },
      },
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'an exclusive list of attachments with this one',
    [
      policy('mfa'),
      ...person('a', written('a', given)),
      { at: 'aws_iam_user_policy_attachments_exclusive.a', after: { user_name: 'a', policy_arns: [given] } },
    ],
    { a: 'enforced' },
  ),
  attack(
    'an exclusive list of attachments without this one',
    [
      policy('mfa'),
      ...person('a', written('a', given)),
      { at: 'aws_iam_user_policy_attachments_exclusive.a', after: { user_name: 'a', policy_arns: [] } },
    ],
    { a: 'not-enforced' },
  ),
  attack('a policy whose text is no JSON', [...person('a', inline('a', { user: 'a', policy: 'x' }))], {
    a: 'cannot-see',
  }),
  attack(
    'a password of one of fifty-one users',
    [
      ...Array.from({ length: 51 }, (_, index): PlanResource => ({
        at: `aws_iam_user.u[${index}]`,
        after: { name: `u${index}` },
        unknown: ['id'],
      })),
      {
        at: 'aws_iam_user_login_profile.u',
        after: {},
        unknown: ['user'],
        from: { user: ['aws_iam_user.u', 'var.n'] },
      },
    ],
    { 'aws_iam_user_login_profile.u': 'cannot-see' },
  ),
  attack(
    'a password of one of fifty users',
    [
      ...Array.from({ length: 50 }, (_, index): PlanResource => ({
        at: `aws_iam_user.u[${index}]`,
        after: { name: `u${index}` },
        unknown: ['id'],
      })),
      {
        at: 'aws_iam_user_login_profile.u',
        after: {},
        unknown: ['user'],
        from: { user: ['aws_iam_user.u', 'var.n'] },
      },
    ],
    { 'aws_iam_user_login_profile.u': 'not-enforced' },
  ),
  attack(
    'a policy for one of fifty-one users',
    [
      ...Array.from({ length: 51 }, (_, index): PlanResource => ({
        at: `aws_iam_user.u[${index}]`,
        after: { name: `u${index}` },
        unknown: ['id'],
      })),
      ...person('a'),
      password('u7'),
      inline('x', {}, { unknown: ['user'], from: { user: ['aws_iam_user.u', 'var.n'] } }),
    ],
    { a: 'cannot-see', u7: 'cannot-see' },
  ),
  attack(
    'a membership of another system that goes',
    [
      ...safe,
      member,
      tie('other_group_membership', null, { group: 'g', users: ['a'] }, ['delete']),
      tie('other_user_groups', null, { user: 'a', groups: ['g'] }, ['delete']),
    ],
    { a: 'enforced' },
  ),
  attack(
    'an attachment of another system that goes',
    [
      policy('mfa'),
      ...person('a', written('a', given)),
      tie('other_user_attachment', null, { user: 'a', user_name: 'a', users: ['a'], policy_arn: given }, [
        'delete',
      ]),
    ],
    { a: 'enforced' },
  ),
  attack(
    'an exclusive list of attachments that gets shorter',
    [
      policy('mfa'),
      ...person('a'),
      tie(
        'aws_iam_user_policy_attachments_exclusive',
        { user_name: 'a', policy_arns: [given] },
        { user_name: 'a', policy_arns: [given, 'arn:aws:iam::aws:policy/ReadOnlyAccess'] },
        ['update'],
      ),
    ],
    { a: 'enforced' },
  ),
  attack(
    'a membership that Terraform forgets',
    [...safe, member, tie(memberships, null, { user: 'a', groups: ['g'] }, ['forget'])],
    { a: 'enforced' },
  ),
  ...['7', 'null', '[]'].map((text) =>
    attack(
      `a policy that IAM would not take: ${text}`,
      [...person('a', inline('a', { user: 'a', policy: text }))],
      {
        a: 'not-enforced',
      },
    ),
  ),
  attack(
    'one of two groups with the same policies in another order',
    [
      ...person('a'),
      ...['g', 'h']
        .flatMap((name): readonly PlanResource[] => [
          { at: `aws_iam_group.${name}`, after: { name } },
          ...[deny('p'), read].map((policy, index) => ({
            at: `aws_iam_group_policy.${name}${name === 'g' ? index : 1 - index}`,
            after: { group: name, name: String(index), policy },
          })),
        ])
        .toSorted(({ at: one }, { at: other }) => (one < other ? -1 : 1)),
      {
        at: 'aws_iam_user_group_membership.a',
        after: { user: 'a' },
        unknown: { groups: [true] },
        from: { groups: [...refs('aws_iam_group.g.id', 'aws_iam_group.h.id'), 'var.x'] },
      },
    ],
    { a: 'enforced' },
  ),
];
