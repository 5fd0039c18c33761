// References in every form in which a plan lists them.
import { deny, read, user, policy, attached, person, attack, refs, of, type PlanAttack } from './parts';

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
        attached('a', 'aws_iam_policy.mfa.arn', { unknown: { policy_arn: { x: [true] }, user: null } }),
      ),
    ],
    { a: 'enforced' },
  ),
];
