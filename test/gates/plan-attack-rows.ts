// Plans as terraform writes them where its stand-in provider cannot, or would need a page: several accounts, references in every
// form, files of which some are elsewhere. Each with the answer for each user.
import type { Answer } from './parity-cases';
import { planOf, type PlanResource, type PlanRows } from './plan-rows';

const deny = (address: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: address,
        Effect: 'Deny',
        NotAction: ['iam:GetUser'],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
  });
const read = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

const user = (name: string, more: Partial<PlanResource> = {}): PlanResource => ({
  at: `aws_iam_user.${name}`,
  after: { name },
  unknown: ['arn', 'id'],
  ...more,
});
const password = (name: string, more: Partial<PlanResource> = {}): PlanResource => ({
  at: `aws_iam_user_login_profile.${name}`,
  after: { user: name },
  unknown: ['id'],
  ...more,
});
const policy = (name: string, text = deny(name), more: Partial<PlanResource> = {}): PlanResource => ({
  at: `aws_iam_policy.${name}`,
  after: { name, path: '/', policy: text },
  unknown: ['arn', 'id'],
  ...more,
});
/** Of a policy whose ARN is known after apply, by the references in its expression. */
const attached = (
  name: string,
  from: string | readonly string[],
  more: Partial<PlanResource> = {},
): PlanResource => ({
  at: `aws_iam_user_policy_attachment.${name.replaceAll('/', '-')}`,
  after: { user: name },
  unknown: ['policy_arn'],
  from: { policy_arn: from },
  ...more,
});
const written = (name: string, policy_arn: string, more: Partial<PlanResource> = {}): PlanResource => ({
  at: `aws_iam_user_policy_attachment.${name}`,
  after: { user: name, policy_arn },
  ...more,
});
const person = (name: string, ...more: readonly PlanResource[]): readonly PlanResource[] => [
  user(name),
  password(name),
  ...more,
];
const inline = (name: string, after: object, more: Partial<PlanResource> = {}): PlanResource => ({
  at: `aws_iam_user_policy.${name}`,
  after: { name: 'own', policy: deny('inline'), ...after },
  ...more,
});

export interface PlanAttack {
  readonly title: string;
  readonly plan: unknown;
  readonly answers: Readonly<Record<string, Answer>>;
  /** The .tf files at hand, where a person says that the plan is of them. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}
interface More extends Pick<PlanRows, 'modules' | 'beside'> {
  readonly files?: Readonly<Record<string, string>>;
  readonly providers?: Readonly<Record<string, unknown>>;
}

function attack(
  title: string,
  plan: readonly PlanResource[],
  answers: PlanAttack['answers'],
  { files, providers = {}, ...more }: More = {},
): PlanAttack {
  const made = planOf({ plan, short: true, ...more });
  const configuration = made['configuration'] as Readonly<Record<string, object>>;
  return {
    title,
    answers,
    files,
    plan: {
      ...made,
      configuration: {
        ...configuration,
        provider_config: { ...configuration['provider_config'], ...providers },
      },
    },
  };
}

const provider = (expressions: object): object => ({ name: 'aws', expressions });
const role = (account: string): object =>
  provider({ assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } }] });
const [one, two] = ['111122223333', '123456789012'];
const accounts = { 'aws.one': role(one), 'aws.two': role(two) };
const [inOne, inTwo] = [{ provider: 'aws.one' }, { provider: 'aws.two' }];

const ofAccounts: readonly PlanAttack[] = [
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
];

const refs = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [name, name.replace(/\.\w+$/, '')]);
const of = (key: string, text: string): PlanResource => ({
  ...policy('of', text),
  at: `aws_iam_policy.of[${JSON.stringify(key)}]`,
  after: { name: `of-${key}`, path: '/', policy: text },
});

const ofReferences: readonly PlanAttack[] = [
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

const ofLoops: readonly PlanAttack[] = [
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

const team = (
  resources: readonly object[],
  more: object = {},
  call: object = {},
): Readonly<Record<string, unknown>> => ({
  team: { source: './team', ...call, module: { resources, ...more } },
});
const configured = (at: string, expressions: object, more: object = {}): object => {
  const [type, name] = at.split('.');
  return { address: at, mode: 'managed', type, name, provider_config_key: 'aws', expressions, ...more };
};
const reference = (...names: readonly string[]): object => ({ references: refs(...names) });
const innerPolicy = (where: string, text: string): PlanResource => ({
  ...policy('p', text),
  at: `module.${where}.aws_iam_policy.p`,
});
const innerPlan = configured('aws_iam_policy.p', { name: { references: ['var.name'] } });
const output = {
  outputs: {
    arn: { expression: reference('aws_iam_policy.p.arn') },
    name: { expression: reference('aws_iam_policy.p.name') },
    none: { expression: { constant_value: 'x' } },
  },
};

const ofModules: readonly PlanAttack[] = [
  attack(
    'an output of a module',
    [innerPolicy('team', deny('p')), ...person('a', attached('a', refs('module.team.arn')))],
    { a: 'enforced' },
    { modules: team([innerPlan], output) },
  ),
  attack(
    'an output that the module has not',
    [innerPolicy('team', deny('p')), ...person('a', attached('a', refs('module.team.arns')))],
    { a: 'cannot-see' },
    { modules: team([innerPlan], output) },
  ),
  attack(
    'an output that is constant',
    [innerPolicy('team', deny('p')), ...person('a', attached('a', refs('module.team.none')))],
    { a: 'cannot-see' },
    { modules: team([innerPlan], output) },
  ),
  attack(
    'an output of another attribute',
    [innerPolicy('team', deny('p')), ...person('a', attached('a', refs('module.team.name')))],
    { a: 'cannot-see' },
    { modules: team([innerPlan], output) },
  ),
  attack(
    'all outputs of a module',
    [innerPolicy('team', deny('p')), ...person('a', attached('a', ['module.team']))],
    { a: 'cannot-see' },
    { modules: team([innerPlan], output) },
  ),
  attack(
    'all outputs of a module that has one',
    [innerPolicy('team', deny('p')), ...person('a', attached('a', ['module.team']))],
    { a: 'enforced' },
    { modules: team([innerPlan], { outputs: { arn: output.outputs.arn } }) },
  ),
  attack(
    'outputs of the instances of a module',
    [
      innerPolicy('team["x"]', deny('p')),
      innerPolicy('team["y"]', read),
      ...person('a', attached('a', ['module.team["x"].arn', 'module.team["x"]', 'module.team'])),
      ...person('b', attached('b', ['module.team["y"].arn', 'module.team["y"]'])),
      ...person('c', attached('c', ['module.team'])),
      ...person('d', attached('d', ['module.team["z"].arn', 'module.team["z"]'])),
    ],
    { a: 'cannot-see', b: 'not-enforced', c: 'cannot-see', d: 'cannot-see' },
    {
      modules: team(
        [innerPlan],
        { outputs: { arn: output.outputs.arn } },
        { for_each_expression: { references: ['local.teams'] } },
      ),
    },
  ),
  attack(
    'outputs of the instances of a module by number',
    [
      innerPolicy('team[0]', deny('p')),
      innerPolicy('team[10]', read),
      ...person('a', attached('a', ['module.team[0].arn', 'module.team[0]'])),
      ...person('b', attached('b', ['module.team[10].arn', 'module.team[10]'])),
      ...person('c', attached('c', ['module.team', 'count.index'])),
    ],
    { a: 'enforced', b: 'not-enforced', c: 'cannot-see' },
    { modules: team([innerPlan], output, { count_expression: { constant_value: 2 } }) },
  ),
  attack(
    'one module alone of a count',
    [innerPolicy('team[0]', deny('p')), ...person('a', attached('a', ['module.team', 'count.index']))],
    { a: 'enforced' },
    {
      modules: team(
        [innerPlan],
        { outputs: { arn: output.outputs.arn } },
        { count_expression: { constant_value: 1 } },
      ),
    },
  ),
  attack(
    'a module call that is none',
    [...person('a', attached('a', refs('module.team.arn')))],
    { a: 'cannot-see' },
    { modules: { team: null } },
  ),
  attack(
    'a variable that a module call gives',
    [
      policy('mfa'),
      ...person('a'),
      { at: 'module.team.aws_iam_user_policy_attachment.x', after: { user: 'a' }, unknown: ['policy_arn'] },
    ],
    { a: 'enforced' },
    {
      modules: team(
        [configured('aws_iam_user_policy_attachment.x', { policy_arn: { references: ['var.arn'] } })],
        {},
        { expressions: { arn: reference('aws_iam_policy.mfa.arn') } },
      ),
    },
  ),
  attack(
    'a variable that a module call does not give',
    [
      policy('mfa'),
      ...person('a'),
      { at: 'module.team.aws_iam_user_policy_attachment.x', after: { user: 'a' }, unknown: ['policy_arn'] },
    ],
    { a: 'cannot-see' },
    {
      modules: team([
        configured('aws_iam_user_policy_attachment.x', { policy_arn: { references: ['var.arn'] } }),
      ]),
    },
  ),
  attack(
    'each value of a module call',
    [
      of('a', deny('of')),
      of('b', read),
      ...person('a'),
      ...person('b'),
      ...['a', 'b'].map((key) => ({
        at: `module.team["${key}"].aws_iam_user_policy_attachment.x`,
        after: { user: key },
        unknown: ['policy_arn'],
      })),
    ],
    { a: 'cannot-see', b: 'cannot-see' },
    {
      modules: team(
        [configured('aws_iam_user_policy_attachment.x', { policy_arn: { references: ['var.arn'] } })],
        {},
        {
          for_each_expression: { references: ['aws_iam_policy.of'] },
          expressions: { arn: { references: ['each.value.arn', 'each.value'] } },
        },
      ),
    },
  ),
];

/** One attribute of one user, whose expression is in a file. */
function inFile(
  title: string,
  text: string,
  answer: Answer,
  {
    hcl = '',
    files = {},
    plan = [],
    attribute = 'policy_arn',
    ...more
  }: More & {
    readonly hcl?: string;
    readonly plan?: readonly PlanResource[];
    readonly attribute?: string;
  } = {},
): PlanAttack {
  const tie: PlanResource = {
    at: 'aws_iam_user_policy_attachment.a',
    after: { user: 'a' },
    unknown: ['policy_arn'],
    from: { policy_arn: ['local.somewhere'] },
  };
  const main = `resource "aws_iam_user_policy_attachment" "a" {\n  ${attribute} = ${text}\n}\n${hcl}\n`;
  return attack(
    `${title}: ${text}`,
    [policy('mfa'), policy('read', read), ...person('a', tie), ...plan],
    { a: answer },
    { ...more, files: { 'main.tf': main, ...files } },
  );
}
const locals = (...lines: readonly string[]): string =>
  `locals {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
const [mfa, reads] = ['aws_iam_policy.mfa.arn', 'aws_iam_policy.read.arn'];
const pick = (condition: string): string => `${condition} ? ${mfa} : ${reads}`;
const variable = (
  type: string,
  value: unknown,
  more = '',
): Required<Pick<PlanRows, 'beside'>> & { readonly hcl: string } => ({
  hcl: `variable "v" {\n  type = ${type}\n${more}\n}`,
  beside: { variables: { v: { value } } },
});
const counted = (...indexes: readonly number[]): readonly PlanResource[] =>
  indexes.map((index) => ({
    ...policy('c'),
    at: `aws_iam_policy.c[${index}]`,
    after: { name: `c-${index}`, path: '/', policy: index === 0 ? deny('c') : read },
  }));
const existing = {
  address: 'data.aws_iam_policy.p',
  mode: 'data',
  type: 'aws_iam_policy',
  name: 'p',
  values: { arn: `arn:aws:iam::${one}:policy/p`, name: 'p', policy: deny('p') },
};
const known = (...resources: readonly object[]): Readonly<Record<string, unknown>> => ({
  prior_state: { values: { root_module: { resources } } },
});
const elsewhere = (more: object, call: object = {}): More => ({
  modules: team([innerPlan], more, { source: './team', ...call }),
});

const ofFiles: readonly PlanAttack[] = [
  inFile('a resource', mfa, 'enforced'),
  inFile('a resource that reads', reads, 'not-enforced'),
  inFile('a resource that the plan has not', 'aws_iam_policy.gone.arn', 'cannot-see'),
  inFile('a resource of another type', 'aws_iam_user.a.id', 'cannot-see'),
  inFile('another attribute', 'aws_iam_policy.mfa.policy_id', 'cannot-see'),
  inFile('a known attribute', `{ mfa = ${mfa} }[aws_iam_policy.mfa.name]`, 'enforced'),
  inFile('an attribute of which a part is unknown', pick('aws_iam_policy.part.tags.a == "x"'), 'cannot-see', {
    plan: [
      policy('part', read, { after: { name: 'part', tags: { a: 'x' } }, unknown: { tags: { b: true } } }),
    ],
  }),
  inFile('no policy at all', 'null', 'not-enforced'),
  inFile('no policy by a condition', `true ? null : ${mfa}`, 'not-enforced'),
  inFile('a policy or none', `aws_iam_policy.mfa.policy_id == "x" ? null : ${mfa}`, 'cannot-see'),
  inFile('one of two by what apply decides', pick('aws_iam_policy.mfa.policy_id == "x"'), 'cannot-see'),
  inFile(
    'one of two, of which a hidden one',
    `aws_iam_policy.mfa.policy_id == "x" ? upper("a") : ${mfa}`,
    'cannot-see',
  ),
  inFile('a function that is not followed', `upper(${mfa})`, 'cannot-see'),
  inFile('no expression', `${mfa} ${mfa}`, 'cannot-see'),
  inFile('the argument twice', `${mfa}\n  policy_arn = ${mfa}`, 'cannot-see'),
  inFile('another argument alone', mfa, 'cannot-see', { attribute: 'policy_arns' }),
  inFile('a local value', 'local.x', 'enforced', { hcl: locals(`x = local.y`, `y = ${mfa}`) }),
  inFile('a local value that is not there', 'local.z', 'cannot-see', { hcl: locals(`x = ${mfa}`) }),
  inFile('local values in a circle', pick('local.x == "a"'), 'cannot-see', {
    hcl: locals('x = local.y', 'y = local.x'),
  }),
  inFile('a local value of a circle, and one that is none', 'try(local.x, local.z)', 'cannot-see', {
    hcl: locals('x = local.x', `z = ${mfa}`),
  }),
  ...['self.arn', 'path.module', 'terraform.workspace', 'each.key', 'each.value', 'count.index'].map((name) =>
    inFile('what the plan does not say', pick(`${name} == "x"`), 'cannot-see'),
  ),
  inFile('a data source', 'data.aws_iam_policy.p.arn', 'enforced', { beside: known(existing) }),
  inFile('a data source by its number', 'data.aws_iam_policy.p[1].arn', 'enforced', {
    beside: known({ ...existing, index: 0, values: { arn: 'x' } }, { ...existing, index: 1 }),
  }),
  inFile('a data source that is read later', pick('length(data.aws_iam_policy.q) == 0'), 'cannot-see', {
    hcl: 'data "aws_iam_policy" "q" {\n  count = 1\n}',
  }),
  inFile('a data source in a child module of the state', 'data.aws_iam_policy.p.arn', 'cannot-see', {
    beside: {
      prior_state: {
        values: { root_module: { child_modules: [{ address: 'module.m', resources: [existing] }] } },
      },
    },
  }),
  inFile('a loop that has no turn, by count', pick('length(aws_iam_policy.none) == 0'), 'enforced', {
    hcl: 'resource "aws_iam_policy" "none" {\n  count = 0\n}',
  }),
  inFile('a loop that has no turn, by for_each', pick('length(aws_iam_policy.none) == 0'), 'enforced', {
    hcl: 'resource "aws_iam_policy" "none" {\n  for_each = {}\n}',
  }),
  inFile('no loop and no resource', pick('length(aws_iam_policy.none) == 0'), 'cannot-see', {
    hcl: 'resource "aws_iam_policy" "none" {\n  name = "x"\n}',
  }),
  inFile('a count out of order', 'aws_iam_policy.c[*].arn[0]', 'cannot-see', { plan: counted(1, 0) }),
  inFile('the first of a count out of order', 'element(aws_iam_policy.c[*].arn, 0)', 'enforced', {
    plan: counted(10, 2, 0, 1),
  }),
  inFile(
    'a number beyond the count',
    'try(aws_iam_policy.c[7].arn, aws_iam_policy.read.arn)',
    'not-enforced',
    { plan: counted(0) },
  ),
  inFile('a key', 'aws_iam_policy.of["a"].arn', 'enforced', { plan: [of('a', deny('of')), of('b', read)] }),
  inFile('a variable', pick('var.v == "x"'), 'enforced', variable('string', 'x')),
  inFile('a variable of another type', pick('var.v == "1"'), 'cannot-see', variable('string', 1)),
  inFile('a variable without a value', pick('var.w == "x"'), 'cannot-see', variable('string', 'x')),
  inFile(
    'a variable of an object with optional attributes',
    pick('length(var.v) == 0'),
    'cannot-see',
    variable('object({ a = optional(string) })', {}),
  ),
  inFile('a variable of a set', pick('length(var.v) == 1'), 'enforced', variable('set(string)', ['x', 'x'])),
  inFile(
    'a variable of a list',
    pick('length(var.v) == 2'),
    'enforced',
    variable('list(string)', ['x', 'x']),
  ),
  inFile(
    'a variable of lists of sets',
    pick('length(var.v[0]) == 2'),
    'cannot-see',
    variable('list(set(string))', [['x', 'x']]),
  ),
  inFile('null for a variable', pick('var.v == null'), 'enforced', variable('string', null)),
  inFile(
    'null for a variable that takes it',
    pick('var.v == null'),
    'enforced',
    variable('string', null, '  nullable = true'),
  ),
  inFile(
    'null for a variable that does not take it',
    pick('var.v == null'),
    'cannot-see',
    variable('string', null, '  nullable = false\n  default = "x"'),
  ),
  inFile(
    'a text for a variable that does not take null',
    pick('var.v == "x"'),
    'enforced',
    variable('string', 'x', '  nullable = false'),
  ),
  inFile('an output of a module that is elsewhere', 'module.team.arn', 'enforced', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere(output),
  }),
  inFile('a constant output of a module that is elsewhere', pick('module.team.none == "x"'), 'enforced', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere(output),
  }),
  inFile(
    'an output of two references of a module that is elsewhere',
    pick('module.team.two == "x"'),
    'cannot-see',
    {
      plan: [innerPolicy('team', deny('p'))],
      ...elsewhere({ outputs: { two: { expression: { references: ['aws_iam_policy.p.arn', 'var.x'] } } } }),
    },
  ),
  inFile('an output that a module that is elsewhere has not', 'module.team.gone', 'cannot-see', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere(output),
  }),
  inFile('an argument of a module that is elsewhere', pick('module.team.given == "x"'), 'enforced', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere(
      { outputs: { given: { expression: { references: ['var.given'] } } } },
      { expressions: { given: { constant_value: 'x' } } },
    ),
  }),
  inFile('a default of a module that is elsewhere', pick('module.team.given == "x"'), 'enforced', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere({
      outputs: { given: { expression: { references: ['var.given'] } } },
      variables: { given: { default: 'x' } },
    }),
  }),
  inFile('no default of a module that is elsewhere', pick('module.team.given == "x"'), 'cannot-see', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere({
      outputs: { given: { expression: { references: ['var.given'] } } },
      variables: { given: {} },
    }),
  }),
  inFile('a module of another source', 'module.team.arn', 'enforced', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere(output, { source: 'hashicorp/x/aws' }),
    files: { 'team/main.tf': 'output "arn" {\n  value = "x"\n}' },
  }),
  inFile('a module at hand', 'module.team.arn', 'enforced', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere({}),
    files: { 'team/main.tf': 'output "arn" {\n  value = aws_iam_policy.p.arn\n}' },
  }),
  inFile('an argument of a module at hand', 'module.team.arn', 'enforced', {
    plan: [innerPolicy('team', read)],
    ...elsewhere({}),
    hcl: `module "team" {\n  source = "./team"\n  arn = ${mfa}\n}`,
    files: { 'team/main.tf': 'variable "arn" {}\noutput "arn" {\n  value = var.arn\n}' },
  }),
  inFile('each value of a module at hand', 'module.team["k"].arn', 'enforced', {
    plan: [innerPolicy('team["k"]', read)],
    ...elsewhere({}),
    hcl: `module "team" {\n  source = "./team"\n  for_each = { k = ${mfa} }\n  arn = each.value\n}`,
    files: { 'team/main.tf': 'variable "arn" {}\noutput "arn" {\n  value = var.arn\n}' },
  }),
  inFile('an output of a module whose loop is asked first', 'module.team["k"].arn', 'not-enforced', {
    plan: [
      {
        at: 'module.team["k"].aws_iam_user_policy.own',
        after: { name: 'own', policy: read },
        unknown: ['user'],
      },
    ],
    modules: team([configured('aws_iam_user_policy.own', { user: { references: ['var.user'] } })]),
    hcl: `module "team" {\n  source = "./team"\n  for_each = { k = { arn = ${mfa}, user = aws_iam_user.a.id } }\n  user = each.value.user\n}`,
    files: {
      'team/main.tf': `variable "user" {}\nresource "aws_iam_user_policy" "own" {\n  user = var.user\n}\noutput "arn" {\n  value = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}`,
    },
  }),
  inFile('each key of a set of a module at hand', pick('module.team["k"].key == "k"'), 'enforced', {
    plan: [innerPolicy('team["k"]', read)],
    ...elsewhere({}),
    hcl: 'module "team" {\n  source = "./team"\n  for_each = toset(["k"])\n  key = each.value\n}',
    files: { 'team/main.tf': 'variable "key" {}\noutput "key" {\n  value = var.key\n}' },
  }),
  inFile('the number of a module at hand', pick('module.team[10].key == 10'), 'enforced', {
    plan: [
      innerPolicy('team[10]', read),
      ...Array.from({ length: 10 }, (_, index) => innerPolicy(`team[${index}]`, read)),
    ],
    ...elsewhere({}),
    hcl: 'module "team" {\n  source = "./team"\n  count = 11\n  key = count.index\n}',
    files: { 'team/main.tf': 'variable "key" {}\noutput "key" {\n  value = var.key\n}' },
  }),
  inFile('a module that has no instance', pick('length(module.team) == 0'), 'enforced', {
    ...elsewhere({}),
    hcl: 'module "team" {\n  source = "./team"\n  count = 0\n}',
  }),
  inFile('a module in a module', 'module.team.arn', 'enforced', {
    plan: [innerPolicy('team.module.in', deny('p'))],
    modules: {
      team: {
        source: './team',
        module: { module_calls: { in: { source: '../in', module: { resources: [innerPlan] } } } },
      },
    },
    files: {
      'team/main.tf': 'module "in" {\n  source = "../in"\n}\noutput "arn" {\n  value = module.in.arn\n}',
      'in/main.tf': 'output "arn" {\n  value = aws_iam_policy.p.arn\n}',
    },
  }),
  inFile('a module whose source is the folder itself', 'module.team.arn', 'enforced', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere({}, { source: './' }),
    hcl: 'output "arn" {\n  value = aws_iam_policy.p.arn\n}',
  }),
  ...['..', '.'].map((source) =>
    inFile(
      `a module in the folder ${source}`,
      'module.team.arn',
      source === '.' ? 'enforced' : 'cannot-see',
      {
        plan: [innerPolicy('team', deny('p'))],
        ...elsewhere({}, { source }),
        hcl: 'output "arn" {\n  value = aws_iam_policy.p.arn\n}',
      },
    ),
  ),
  inFile('a module from the web', 'module.team.arn', 'cannot-see', {
    plan: [innerPolicy('team', deny('p'))],
    ...elsewhere({}, { source: 'git::https://x/./' }),
    hcl: 'output "arn" {\n  value = aws_iam_policy.p.arn\n}',
  }),
];

/** Terraform leaves a resource whose block is removed out of the configuration: nothing says which provider it had. */
function withoutBlock(
  title: string,
  people: readonly PlanResource[],
  answers: PlanAttack['answers'],
  more: More = {},
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
  };
  return { ...made, plan: { ...plan, resource_changes: [...plan.resource_changes, removed] } };
}
const profile = { user: 'a' };
const kept = password('a', { actions: ['no-op'], before: profile, after: profile });
const ofRemovedBlocks: readonly PlanAttack[] = [
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
];

const inUser = JSON.stringify({
  Resources: { In: { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: 'p' } } } },
});
const stacks = ['aws', 'awscc'].flatMap((one) => [
  `${one}_cloudformation_stack`,
  `${one}_cloudformation_stack_set`,
]);
const products = [
  'aws_serverlessapplicationrepository_cloudformation_stack',
  'aws_servicecatalog_provisioned_product',
  'awscc_servicecatalog_cloudformation_provisioned_product',
];
const changed = (
  at: string,
  actions: readonly string[],
  after: Readonly<Record<string, unknown>> | null = {},
): PlanResource => ({ at, actions, before: {}, after });
const cloudControl = (type_name: unknown, desired_state?: unknown): PlanResource => ({
  at: 'aws_cloudcontrolapi_resource.c',
  after: { type_name, desired_state },
});
const later = (type: string | undefined, more: object = {}): Readonly<Record<string, unknown>> => ({
  deferred_changes: [
    { reason: 'instance_count_unknown', resource_change: { address: 'somewhere', type }, ...more },
  ],
});

const ofOtherResources: readonly PlanAttack[] = [
  ...stacks.flatMap((type) => [
    attack(`a ${type} with a template`, [changed(`${type}.s`, ['create'], { template_body: inUser })], {
      [`${type}.s/In`]: 'not-enforced',
    }),
    attack(`a ${type} whose template is unknown`, [changed(`${type}.s`, ['update'], { name: 's' })], {
      [`${type}.s`]: 'cannot-see',
    }),
    attack(`a ${type} that stays`, [changed(`${type}.s`, ['no-op'], { template_body: inUser })], {}),
    attack(`a ${type} that is deferred`, [], { somewhere: 'cannot-see' }, { beside: later(type) }),
  ]),
  ...products.flatMap((type) => [
    attack(`a ${type}`, [changed(`${type}.s`, ['create'])], { [`${type}.s`]: 'cannot-see' }),
    attack(`a ${type} that is changed`, [changed(`${type}.s`, ['update'])], { [`${type}.s`]: 'cannot-see' }),
    attack(`a ${type} that goes`, [changed(`${type}.s`, ['delete'], null)], {}),
    attack(`a ${type} that is deferred`, [], { somewhere: 'cannot-see' }, { beside: later(type) }),
  ]),
  ...['aws_iam_user_login_profile', 'awscc_iam_user', 'aws_cloudcontrolapi_resource', undefined].map((type) =>
    attack(
      `a deferred ${type ?? 'change of no type'}`,
      [],
      { somewhere: 'cannot-see' },
      { beside: later(type) },
    ),
  ),
  attack('a deferred bucket', [], {}, { beside: later('aws_s3_bucket') }),
  attack(
    'a deferred change of nothing',
    [],
    { 'a change': 'cannot-see' },
    { beside: { deferred_changes: [null] } },
  ),
  attack(
    'a deferred change without a reason',
    [],
    { somewhere: 'cannot-see' },
    { beside: later('awscc_iam_user', { reason: null }) },
  ),
  attack(
    'a plan that is not complete',
    [...person('a')],
    { 'the plan': 'cannot-see', a: 'not-enforced' },
    { beside: { complete: false } },
  ),
  attack('a plan that is complete', [...person('a')], { a: 'not-enforced' }, { beside: { complete: true } }),
  attack('no changes of no resources', [], {}, { beside: { resource_changes: undefined } }),
  attack(
    'no changes of resources',
    [],
    { 'the plan': 'cannot-see' },
    { beside: { resource_changes: undefined, planned_values: { root_module: { resources: [{}] } } } },
  ),
  attack(
    'no changes of resources in a module',
    [],
    { 'the plan': 'cannot-see' },
    {
      beside: {
        resource_changes: undefined,
        planned_values: {
          root_module: { resources: [], child_modules: [null, { child_modules: [{ resources: [{}] }] }, {}] },
        },
      },
    },
  ),
  attack('changes that are no list', [], { 'the plan': 'cannot-see' }, { beside: { resource_changes: {} } }),
  attack('a user of Cloud Control', [cloudControl('AWS::IAM::User', '{"UserName":"a","LoginProfile":{}}')], {
    a: 'not-enforced',
  }),
  attack(
    'a user of Cloud Control with a policy',
    [
      cloudControl(
        'AWS::IAM::User',
        JSON.stringify({
          UserName: 'a',
          LoginProfile: {},
          Policies: [{ PolicyName: 'p', PolicyDocument: JSON.parse(deny('p')) as unknown }],
        }),
      ),
    ],
    { a: 'enforced' },
  ),
  attack(
    'a user of Cloud Control in a group and with an ARN',
    [
      policy('mfa'),
      { at: 'aws_iam_group.g', after: { name: 'g' } },
      { at: 'aws_iam_group_policy.g', after: { group: 'g', name: 'own', policy: deny('g') } },
      cloudControl('AWS::IAM::User', JSON.stringify({ UserName: 'a', LoginProfile: {}, Groups: ['g'] })),
      {
        ...cloudControl(
          'AWS::IAM::User',
          JSON.stringify({
            UserName: 'b',
            LoginProfile: {},
            ManagedPolicyArns: [`arn:aws:iam::${one}:policy/mfa`],
          }),
        ),
        at: 'aws_cloudcontrolapi_resource.d',
      },
      {
        ...cloudControl(
          'AWS::IAM::User',
          JSON.stringify({
            UserName: 'c',
            LoginProfile: {},
            PermissionsBoundary: `arn:aws:iam::${one}:policy/mfa`,
          }),
        ),
        at: 'aws_cloudcontrolapi_resource.e',
      },
    ],
    { a: 'enforced', b: 'enforced', c: 'enforced' },
  ),
  ...[undefined, 'x', '[]', 'null', '7'].map((state) =>
    attack(
      `a user of Cloud Control whose state is ${String(state)}`,
      [cloudControl('AWS::IAM::User', state)],
      { 'aws_cloudcontrolapi_resource.c': 'cannot-see' },
    ),
  ),
  attack(
    'a user of Cloud Control without a password',
    [cloudControl('AWS::IAM::User', '{"UserName":"a"}')],
    {},
  ),
  ...['AWS::CloudFormation::Stack', undefined, ''].map((type) =>
    attack(`a ${type ?? 'nothing'} of Cloud Control`, [cloudControl(type)], {
      'aws_cloudcontrolapi_resource.c': 'cannot-see',
    }),
  ),
  ...['AWS::S3::Bucket', 'X::AWS::IAM::User', 'AWS::IAM::Role'].map((type) =>
    attack(`a ${type} of Cloud Control`, [cloudControl(type, 'x')], {}),
  ),
  attack(
    'a password of the Cloud Control provider that is known after apply',
    [{ at: 'awscc_iam_user.a', source: 'awscc', after: { user_name: 'a' }, unknown: ['login_profile'] }],
    { a: 'not-enforced' },
  ),
  attack(
    'a user of the Cloud Control provider without a password',
    [{ at: 'awscc_iam_user.a', source: 'awscc', after: { user_name: 'a', login_profile: null } }],
    {},
  ),
];

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

const ofChoices: readonly PlanAttack[] = [
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
];

export const planAttacks: readonly PlanAttack[] = [
  ...ofOtherResources,
  ...ofChoices,
  ...ofRemovedBlocks,
  ...ofFiles,
  ...ofModules,
  ...ofAccounts,
  ...ofReferences,
  ...ofLoops,
];
