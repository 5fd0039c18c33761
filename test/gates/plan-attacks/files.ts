// Expressions in .tf files, of which some are elsewhere.
import type { Answer } from '../parity-cases';
import type { PlanResource, PlanRows } from '../plan-rows';
import {
  deny,
  read,
  policy,
  person,
  attack,
  of,
  team,
  configured,
  innerPolicy,
  innerPlan,
  output,
  existing,
  known,
  type PlanAttack,
  type More,
} from './parts';

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
const elsewhere = (more: object, call: object = {}): More => ({
  modules: team([innerPlan], more, { source: './team', ...call }),
});

export const ofFiles: readonly PlanAttack[] = [
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
  ...['..', '.', 'x/..'].map((source) =>
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
  attack(
    'a loop within a module that is elsewhere',
    [
      policy('mfa'),
      policy('read', read),
      ...['a', 'b'].flatMap((key) => [
        ...person(key),
        {
          at: `module.team.aws_iam_user_policy_attachment.x["${key}"]`,
          after: { user: key },
          unknown: ['policy_arn'],
        },
      ]),
    ],
    { a: 'enforced', b: 'not-enforced' },
    {
      modules: team(
        [
          configured(
            'aws_iam_user_policy_attachment.x',
            { policy_arn: { references: ['each.value'] } },
            { for_each_expression: { references: ['var.policies'] } },
          ),
        ],
        {},
        { source: 'hashicorp/x/aws' },
      ),
      files: {
        'main.tf': `module "team" {\n  source = "hashicorp/x/aws"\n  policies = { a = ${mfa}, b = ${reads} }\n}`,
      },
    },
  ),
  ...['null', '[]'].map((other) =>
    attack(
      `a list of groups or ${other}, by what apply decides`,
      [
        policy('mfa'),
        ...person('a'),
        { at: 'aws_iam_group.g', after: { name: 'g' }, unknown: ['id'] },
        { at: 'aws_iam_group_policy.g', after: { group: 'g', name: 'own', policy: deny('g') } },
        {
          at: 'aws_iam_user_group_membership.a',
          after: { user: 'a' },
          unknown: ['groups'],
          from: { groups: ['local.x'] },
        },
      ],
      { a: 'cannot-see' },
      {
        files: {
          'main.tf': `resource "aws_iam_user_group_membership" "a" {\n  groups = aws_iam_policy.mfa.policy_id == "x" ? [aws_iam_group.g.id] : ${other}\n}`,
        },
      },
    ),
  ),
];
