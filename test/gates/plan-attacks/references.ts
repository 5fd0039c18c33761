// References in every form in which a plan lists them.
import type { PlanResource } from '../plan-rows';
import {
  deny,
  read,
  user,
  policy,
  attached,
  person,
  password,
  attack,
  refs,
  of,
  team,
  innerPolicy,
  innerPlan,
  output,
  type PlanAttack,
} from './parts';

const byKey = ['x', 'y'].flatMap((key) => [
  `aws_iam_user.of["${key}"].id`,
  `aws_iam_user.of["${key}"]`,
  'aws_iam_user.of',
]);
/** One attachment to a list of users, of whom the plan knows that much. */
function listed(
  title: string,
  unknown: true | readonly boolean[],
  users: readonly string[],
  answers: PlanAttack['answers'],
): PlanAttack {
  const named = (at: string, name: string): PlanResource => ({ ...user(name), at: `aws_iam_user.${at}` });
  return attack(
    title,
    [
      policy('mfa'),
      user('a'),
      user('b'),
      named('of["x"]', 'x'),
      named('of["y"]', 'y'),
      named('only["o"]', 'o'),
      ...Object.keys(answers).map((name) => password(name)),
      {
        at: 'aws_iam_policy_attachment.l',
        after: { name: 'l' },
        unknown: { users: unknown, policy_arn: true },
        from: { users, policy_arn: 'aws_iam_policy.mfa.arn' },
      },
    ],
    answers,
  );
}
/** Attachments to one user, an instance each; of the policies one reads. */
const spread = (
  title: string,
  keys: readonly string[],
  from: readonly string[],
  each: readonly string[],
  answers: PlanAttack['answers'],
): PlanAttack =>
  attack(
    title,
    [
      of('a', deny('of')),
      of('b', read),
      policy('mfa'),
      policy('read', read),
      ...person('a'),
      ...keys.map((key) => ({
        ...attached('a', from),
        at: `aws_iam_user_policy_attachment.x["${key}"]`,
        each,
      })),
    ],
    answers,
  );

export const ofReferences: readonly PlanAttack[] = [
  attack(
    'a policy whose name begins that of another',
    [
      policy('mfa'),
      policy('mf', read),
      ...person('a', attached('a', refs('aws_iam_policy.mfa.arn', 'aws_iam_policy.mf.arn'))),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'a shorter form of another resource',
    [
      policy('mfa'),
      policy('mf', read),
      ...person('a', attached('a', ['aws_iam_policy.mfa', 'aws_iam_policy.mf'])),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'a resource without its attribute',
    [policy('mfa'), ...person('a', attached('a', ['aws_iam_policy.mfa']))],
    { a: 'enforced' },
  ),
  attack(
    'an attribute that names no policy',
    [policy('mfa'), ...person('a', attached('a', ['aws_iam_policy.mfa.description', 'aws_iam_policy.mfa']))],
    { a: 'cannot-see' },
  ),
  attack(
    'a resource of another type',
    [policy('mfa'), user('b'), ...person('a', attached('a', 'aws_iam_user.b.arn'))],
    { a: 'cannot-see' },
  ),
  attack('a resource that the plan has not', [...person('a', attached('a', 'aws_iam_policy.gone.arn'))], {
    a: 'cannot-see',
  }),
  attack(
    'one that is there twice is compared',
    [policy('mfa'), ...person('a', attached('a', refs('aws_iam_policy.mfa.arn', 'aws_iam_policy.mfa.arn')))],
    { a: 'cannot-see' },
  ),
  attack(
    'a key with quotes and brackets',
    [
      of('a"]b\\', deny('of')),
      of('b', read),
      ...person(
        'a',
        attached('a', [
          'aws_iam_policy.of["a\\"]b\\\\"].arn',
          'aws_iam_policy.of["a\\"]b\\\\"]',
          'aws_iam_policy.of',
        ]),
      ),
    ],
    { a: 'enforced' },
  ),
  attack(
    'a key that is not there',
    [
      of('b', read),
      ...person(
        'a',
        attached('a', ['aws_iam_policy.of["a"].arn', 'aws_iam_policy.of["a"]', 'aws_iam_policy.of']),
      ),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'all of a for_each',
    [
      of('a', deny('of')),
      of('b', deny('of')),
      ...person('a', attached('a', ['aws_iam_policy.of'])),
      ...person('b', attached('b', ['aws_iam_policy.of', 'each.key'])),
    ],
    { a: 'enforced', b: 'enforced' },
  ),
  attack(
    'all of a for_each, of which one reads',
    [of('a', deny('of')), of('b', read), ...person('a', attached('a', ['aws_iam_policy.of']))],
    { a: 'cannot-see' },
  ),
  attack(
    'the eleventh of a count',
    [
      ...[2, 10].map((index) => ({
        ...policy('c', index === 10 ? deny('c') : read),
        at: `aws_iam_policy.c[${index}]`,
        after: { name: `c-${index}`, path: '/', policy: index === 10 ? deny('c') : read },
      })),
      ...person('a', attached('a', ['aws_iam_policy.c[10].arn', 'aws_iam_policy.c[10]', 'aws_iam_policy.c'])),
      ...person('b', attached('b', ['aws_iam_policy.c[1].arn', 'aws_iam_policy.c[1]', 'aws_iam_policy.c'])),
    ],
    { a: 'enforced', b: 'cannot-see' },
  ),
  ...[
    'local.arn',
    'var.key',
    'count.index',
    'path.module',
    'terraform.workspace',
    'self.name',
    'each.key',
    'module.none.arn',
    'data.aws_iam_policy.none.arn',
    '',
    '[',
    'aws_iam_policy',
    'module.',
  ].map((reference) =>
    attack(
      `a policy and ${JSON.stringify(reference)}`,
      [
        policy('mfa'),
        policy('read', read),
        ...person('a', attached('a', [...refs('aws_iam_policy.mfa.arn'), reference])),
        ...person('b', attached('b', [reference])),
      ],
      {
        a: [
          'var.key',
          'count.index',
          'path.module',
          'terraform.workspace',
          'self.name',
          'each.key',
          'aws_iam_policy',
        ].includes(reference)
          ? 'enforced'
          : 'cannot-see',
        b: 'cannot-see',
      },
    ),
  ),
  attack('no references at all', [policy('mfa'), ...person('a', attached('a', []))], { a: 'cannot-see' }),
  attack(
    'a list of which one part is unknown',
    [
      policy('mfa'),
      ...person('a'),
      ...person('b'),
      {
        at: 'aws_iam_policy_attachment.l',
        after: { name: 'l', users: ['a'] },
        unknown: { users: [false, true], policy_arn: true },
        from: { users: refs('aws_iam_user.b.id'), policy_arn: 'aws_iam_policy.mfa.arn' },
      },
    ],
    { a: 'enforced', b: 'enforced' },
  ),
  attack(
    'a list of two unknown parts and one reference',
    [
      policy('mfa'),
      ...person('a'),
      ...person('b'),
      {
        at: 'aws_iam_policy_attachment.l',
        after: { name: 'l' },
        unknown: { users: [true, true], policy_arn: true },
        from: { users: refs('aws_iam_user.b.id'), policy_arn: 'aws_iam_policy.mfa.arn' },
      },
    ],
    { a: 'cannot-see', b: 'cannot-see' },
  ),
  attack(
    'a list that is unknown as a whole',
    [
      policy('mfa'),
      ...person('a'),
      ...person('b'),
      {
        at: 'aws_iam_policy_attachment.l',
        after: { name: 'l' },
        unknown: ['users', 'policy_arn'],
        from: { users: refs('aws_iam_user.b.id'), policy_arn: 'aws_iam_policy.mfa.arn' },
      },
    ],
    { a: 'not-enforced', b: 'cannot-see' },
  ),
  attack(
    'a list of a user and something hidden',
    [
      policy('mfa'),
      ...person('a'),
      ...person('b'),
      {
        at: 'aws_iam_policy_attachment.l',
        after: { name: 'l' },
        unknown: ['users', 'policy_arn'],
        from: { users: [...refs('aws_iam_user.b.id'), 'local.more'], policy_arn: 'aws_iam_policy.mfa.arn' },
      },
    ],
    { a: 'cannot-see', b: 'cannot-see' },
  ),
  attack(
    'an attribute that nobody wrote',
    [
      policy('mfa'),
      ...person('a'),
      {
        at: 'aws_iam_policy_attachment.l',
        after: { name: 'l', users: ['a'] },
        unknown: ['groups', 'policy_arn'],
        from: { policy_arn: 'aws_iam_policy.mfa.arn' },
      },
    ],
    { a: 'enforced' },
  ),
  attack(
    'a part of an attribute within an object',
    [
      policy('mfa'),
      ...person(
        'a',
        attached('a', 'aws_iam_policy.mfa.arn', {
          unknown: { policy_arn: { x: [false, true] }, user: null },
        }),
      ),
    ],
    { a: 'enforced' },
  ),
  attack(
    'references that are no text',
    [policy('mfa'), ...person('a', attached('a', [null, 7, 'aws_iam_policy.mfa.arn'] as never))],
    { a: 'enforced' },
  ),
  ...['"x".aws_iam_policy.mfa.arn', 'module["module.team.arn"]', 'module[0].module.team.arn'].map(
    (reference) =>
      attack(
        `a reference within another: ${reference}`,
        [policy('mfa'), innerPolicy('team', deny('p')), ...person('a', attached('a', [reference]))],
        { a: 'cannot-see' },
        { modules: team([innerPlan], { outputs: { arn: output.outputs.arn } }) },
      ),
  ),
  attack(
    'each value of a for_each of each value',
    [policy('mfa'), ...person('a', { ...attached('a', ['each.value']), each: ['each.value'] })],
    { a: 'cannot-see' },
  ),
  listed(
    'a list of one user twice, arranged by apply',
    true,
    refs('aws_iam_user.b.id', 'aws_iam_user.b.id'),
    {
      a: 'not-enforced',
      b: 'cannot-see',
    },
  ),
  listed('a list of two users by their keys', [true, true], byKey, { x: 'enforced', y: 'enforced' }),
  listed('a list of two, of all of a for_each', [true, true], ['aws_iam_user.of'], {
    x: 'enforced',
    y: 'enforced',
  }),
  listed(
    'a list of two, of a for_each that has one now and of another',
    [true, true],
    ['aws_iam_user.only', ...refs('aws_iam_user.b.id')],
    { b: 'cannot-see', o: 'cannot-see' },
  ),
  listed(
    'a list of two, and three references to them',
    [true, true],
    refs('aws_iam_user.a.id', 'aws_iam_user.a.name', 'aws_iam_user.b.id'),
    { a: 'cannot-see', b: 'cannot-see' },
  ),
  listed('a list of two, and two references and what is hidden', [true, true], [...byKey, 'local.more'], {
    x: 'cannot-see',
    y: 'cannot-see',
  }),
  listed('a list of two, and two references and a choice', [true, true], [...byKey, 'var.more'], {
    x: 'cannot-see',
    y: 'cannot-see',
  }),
  ...[true, [true, true]].map((unknown) =>
    attack(
      `groups that are known after apply: ${JSON.stringify(unknown)}`,
      [
        ...person('a'),
        { at: 'aws_iam_group.g', after: { name: 'g' } },
        { at: 'aws_iam_group_policy.g', after: { group: 'g', name: 'own', policy: deny('g') } },
        {
          at: 'aws_iam_user_group_membership.a',
          after: { user: 'a' },
          unknown: { groups: unknown },
          from: { groups: 'aws_iam_group.g.id' },
        },
      ],
      { a: 'cannot-see' },
    ),
  ),
  spread(
    'policies that for_each spreads over the instances',
    ['a', 'b'],
    ['each.value.arn', 'each.value'],
    ['aws_iam_policy.of'],
    { a: 'enforced' },
  ),
  spread(
    'policies of which each instance may take the first',
    ['a', 'c'],
    ['each.value.arn', 'each.value'],
    ['aws_iam_policy.of'],
    { a: 'cannot-see' },
  ),
  spread(
    'a value that is each or another policy',
    ['a', 'c'],
    ['each.value', ...refs('aws_iam_policy.read.arn')],
    refs('aws_iam_policy.mfa.arn'),
    { a: 'cannot-see' },
  ),
];
