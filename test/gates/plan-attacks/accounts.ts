// Several accounts, and names and ARNs that several resources may have.
import {
  deny,
  read,
  user,
  password,
  policy,
  written,
  person,
  inline,
  attack,
  provider,
  one,
  two,
  accounts,
  inOne,
  inTwo,
  refs,
  existing,
  known,
  type PlanAttack,
} from './parts';

export const ofAccounts: readonly PlanAttack[] = [
  attack(
    'a provider for each region is one account',
    [user('a', { provider: 'aws.eu' }), password('a', { provider: 'aws.us' }), inline('a', { user: 'a' })],
    { a: 'enforced' },
    {
      providers: {
        'aws.eu': provider({ region: { constant_value: 'eu-west-1' } }),
        'aws.us': provider({ region: { references: ['var.region'] } }),
      },
    },
  ),
  attack(
    'default tags do not make another account',
    [
      user('a', { provider: 'aws.tagged' }),
      password('a'),
      inline('a', { user: 'a' }, { provider: 'aws.tagged' }),
    ],
    { a: 'enforced' },
    { providers: { 'aws.tagged': provider({ default_tags: [{ tags: { constant_value: { a: 'b' } } }] }) } },
  ),
  attack(
    'a profile makes perhaps another account',
    [password('a'), inline('a', { user: 'a' }, { provider: 'aws.other' })],
    { a: 'not-enforced' },
    { providers: { 'aws.other': provider({ profile: { constant_value: 'other' } }) } },
  ),
  attack(
    'a provider that the plan does not configure is an account of its own',
    [password('a'), inline('a', { user: 'a' }, { provider: 'aws.missing' })],
    { a: 'not-enforced' },
  ),
  attack(
    'two roles of one account are one account',
    [
      user('a', { provider: 'aws.one' }),
      password('a', inOne),
      inline('a', { user: 'a' }, { provider: 'aws.again' }),
    ],
    { a: 'enforced' },
    {
      providers: {
        ...accounts,
        'aws.again': provider({
          assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${one}:role/other` } }],
        }),
      },
    },
  ),
  attack(
    'one name in three accounts',
    [
      user('a', inOne),
      { ...user('b', inTwo), after: { name: 'a' } },
      { ...user('c'), after: { name: 'a' } },
      password('a', inOne),
      inline('b', { user: 'a' }, inTwo),
    ],
    { a: 'not-enforced' },
    { providers: accounts },
  ),
  attack(
    'one name in two accounts, and a reference to the other',
    [
      user('a', inOne),
      { ...user('b', inTwo), after: { name: 'a' } },
      password('a', { from: { user: 'aws_iam_user.b.name' } }),
      inline('b', { user: 'a' }, inTwo),
    ],
    { a: 'enforced' },
    { providers: accounts },
  ),
  attack(
    'one name twice in one account, and a reference to one of them',
    [
      user('a'),
      { ...user('b'), after: { name: 'a' } },
      password('a', { from: { user: 'aws_iam_user.b.name' } }),
      inline('b', { user: 'a' }, { from: { user: 'aws_iam_user.b.name' } }),
    ],
    { a: 'enforced' },
  ),
  attack(
    'one name twice in one account, and no reference',
    [
      user('a'),
      { ...user('b'), after: { name: 'a' } },
      password('a'),
      inline('b', { user: 'a' }, { from: { user: 'aws_iam_user.b.name' } }),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'a name that another account makes, where neither is known',
    [user('a', { provider: 'aws.x' }), password('a'), inline('a', { user: 'a' }, { provider: 'aws.x' })],
    { a: 'cannot-see' },
    { providers: { 'aws.x': provider({ profile: { constant_value: 'x' } }) } },
  ),
  attack(
    'a name that two other accounts make',
    [
      user('a', { provider: 'aws.x' }),
      { ...user('b', { provider: 'aws.y' }), after: { name: 'a' } },
      password('a'),
      inline('a', { user: 'a' }, { provider: 'aws.x' }),
    ],
    { a: 'not-enforced' },
    {
      providers: {
        'aws.x': provider({ profile: { constant_value: 'x' } }),
        'aws.y': provider({ profile: { constant_value: 'y' } }),
      },
    },
  ),
  attack(
    'the ARN of a policy that this account makes',
    [
      policy('mfa', deny('mfa'), inOne),
      ...person('a', written('a', `arn:aws:iam::${one}:policy/mfa`, inOne)).map((row) => ({
        ...row,
        ...inOne,
      })),
    ],
    { a: 'enforced' },
    { providers: accounts },
  ),
  attack(
    'the ARN of a policy by its name in another account',
    [
      policy('mfa', deny('mfa'), inOne),
      policy('other', read, {
        ...inOne,
        after: { name: 'other', policy: read, arn: `arn:aws:iam::${one}:policy/other` },
        unknown: [],
      }),
      ...person('a', written('a', `arn:aws:iam::${two}:policy/mfa`, inOne)).map((row) => ({
        ...row,
        ...inOne,
      })),
    ],
    { a: 'cannot-see' },
    { providers: accounts },
  ),
  attack(
    'the ARN of a policy by its name where no account is known',
    [policy('mfa'), ...person('a', written('a', `arn:aws:iam::${two}:policy/mfa`))],
    { a: 'enforced' },
  ),
  attack(
    'the ARN of a policy by its name in an account that its own ARN denies',
    [
      policy('mfa'),
      policy('other', read, {
        after: { name: 'other', policy: read, arn: `arn:aws:iam::${one}:policy/other` },
        unknown: [],
      }),
      ...person('a', written('a', `arn:aws:iam::${two}:policy/mfa`)),
    ],
    { a: 'cannot-see' },
  ),
  attack(
    'the ARN of a policy with a path',
    [
      policy('mfa', deny('mfa'), { after: { name: 'mfa', path: '/team/', policy: deny('mfa') } }),
      ...person('a', written('a', `arn:aws:iam::${one}:policy/team/mfa`)),
      ...person('b', written('b', `arn:aws:iam::${one}:policy/mfa`)),
    ],
    { a: 'enforced', b: 'cannot-see' },
  ),
  attack(
    'what only looks like an ARN',
    [
      policy('mfa'),
      ...person('a', written('a', `x-arn:aws:iam::${one}:policy/mfa`)),
      ...person('b', written('b', '')),
      ...person('c', written('c', 'arn:aws:iam::aws:policy/mfa')),
      ...person('d', written('d', 'arn:aws-cn:iam::aws:policy/mfa')),
      ...person('e', written('e', `arn:aws:iam::1111:policy/mfa`)),
    ],
    { a: 'cannot-see', b: 'not-enforced', c: 'not-enforced', d: 'not-enforced', e: 'cannot-see' },
  ),
  attack(
    'a policy of the Cloud Control provider by its ARN',
    [
      {
        at: 'awscc_iam_managed_policy.mfa',
        source: 'awscc',
        after: { managed_policy_name: 'mfa', path: '/x/', policy_document: deny('cc') },
        unknown: ['policy_arn'],
      },
      {
        at: 'awscc_iam_managed_policy.plain',
        source: 'awscc',
        after: { managed_policy_name: 'plain', policy_document: deny('cc') },
        unknown: ['policy_arn'],
      },
      ...person('a', written('a', `arn:aws:iam::${one}:policy/x/mfa`)),
      ...person('b', written('b', `arn:aws:iam::${one}:policy/plain`)),
    ],
    { a: 'enforced', b: 'enforced' },
  ),
  attack(
    'a user and a group in other letters',
    [
      { ...user('a'), after: { name: 'Alice' } },
      password('a', { after: { user: 'ALICE' } }),
      { at: 'aws_iam_group.g', after: { name: 'Ops' } },
      { at: 'aws_iam_group_membership.g', after: { group: 'OPS', users: ['alice'] } },
      { at: 'aws_iam_group_policy.g', after: { group: 'ops', name: 'p', policy: deny('g') } },
    ],
    { Alice: 'enforced' },
  ),
  attack(
    'a name that another account makes, and a reference to it',
    [
      user('a', { provider: 'aws.x' }),
      password('a', { from: { user: 'aws_iam_user.a.name' } }),
      inline('a', { user: 'a' }, { provider: 'aws.x' }),
    ],
    { a: 'enforced' },
    { providers: { 'aws.x': provider({ profile: { constant_value: 'x' } }) } },
  ),
  attack(
    'one name twice in one account, and a reference to one of them and to another user',
    [
      user('a'),
      user('c'),
      { ...user('b'), after: { name: 'a' } },
      password('a', { from: { user: refs('aws_iam_user.b.name', 'aws_iam_user.c.name') } }),
      inline('b', { user: 'a' }, { from: { user: 'aws_iam_user.b.name' } }),
    ],
    { a: 'enforced' },
  ),
  attack(
    'a user outside the plan with the name of a group in it',
    [
      password('g'),
      { at: 'aws_iam_group.g', after: { name: 'g' } },
      { at: 'aws_iam_group_policy.g', after: { group: 'g', name: 'own', policy: deny('g') } },
    ],
    { g: 'not-enforced' },
  ),
  attack(
    'a group that the plan only reads',
    [...person('a'), { at: 'aws_iam_user_group_membership.a', after: { user: 'a', groups: ['g'] } }],
    { a: 'cannot-see' },
    {
      beside: known({
        address: 'data.aws_iam_group.g',
        mode: 'data',
        type: 'aws_iam_group',
        name: 'g',
        values: { group_name: 'g', id: 'g' },
      }),
    },
  ),
  attack(
    'a user of the Cloud Control provider that the plan only reads',
    [],
    {},
    {
      beside: known({
        address: 'data.awscc_iam_user.a',
        mode: 'data',
        type: 'awscc_iam_user',
        name: 'a',
        values: { user_name: 'a', login_profile: { password_reset_required: true } },
      }),
    },
  ),
  attack(
    'a policy that two data sources read',
    [...person('a', written('a', existing.values.arn))],
    { a: 'enforced' },
    { beside: known(existing, { ...existing, address: 'data.aws_iam_policy.again', name: 'again' }) },
  ),
  attack(
    'a policy that a data source of a module reads',
    [...person('a', written('a', existing.values.arn))],
    { a: 'enforced' },
    {
      beside: {
        prior_state: {
          values: {
            root_module: {
              child_modules: [
                null,
                {
                  address: 'module.team',
                  resources: [{ ...existing, address: 'module.team.data.aws_iam_policy.p' }],
                },
              ],
            },
          },
        },
      },
    },
  ),
  attack(
    'a policy that a data source reads and the plan replaces',
    [
      policy('p', read, { actions: ['delete', 'create'], before: { name: 'p', policy: deny('p') } }),
      ...person('a', written('a', existing.values.arn)),
    ],
    { a: 'not-enforced' },
    { beside: known(existing) },
  ),
];
