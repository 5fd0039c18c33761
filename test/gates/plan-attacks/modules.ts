// Outputs and arguments of modules, by the references alone.
import {
  deny,
  read,
  policy,
  attached,
  person,
  attack,
  refs,
  of,
  team,
  configured,
  reference,
  innerPolicy,
  innerPlan,
  output,
  type PlanAttack,
} from './parts';

const handed = (arn: object): object => ({
  in: {
    source: './in',
    expressions: { arn },
    module: {
      resources: [
        configured('aws_iam_user_policy_attachment.x', { policy_arn: { references: ['var.arn'] } }),
      ],
    },
  },
});

export const ofModules: readonly PlanAttack[] = [
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
  attack(
    'a policy that is handed through two modules',
    [
      policy('mfa'),
      ...person('a'),
      {
        at: 'module.team.module.in.aws_iam_user_policy_attachment.x',
        after: { user: 'a' },
        unknown: ['policy_arn'],
      },
    ],
    { a: 'enforced' },
    {
      modules: team(
        [],
        {
          module_calls: {
            in: {
              source: './in',
              expressions: { arn: { references: ['var.arn'] } },
              module: {
                resources: [
                  configured('aws_iam_user_policy_attachment.x', { policy_arn: { references: ['var.arn'] } }),
                ],
              },
            },
          },
        },
        { expressions: { arn: reference('aws_iam_policy.mfa.arn') } },
      ),
    },
  ),
  attack(
    'an output of a module in a module',
    [innerPolicy('team.module.in', deny('p')), ...person('a', attached('a', refs('module.team.arn')))],
    { a: 'enforced' },
    {
      modules: team([], {
        outputs: { arn: { expression: reference('module.in.arn') } },
        module_calls: { in: { source: './in', module: { resources: [innerPlan], ...output } } },
      }),
    },
  ),
  attack(
    'an instance of a module by its number, and the whole module',
    [
      innerPolicy('team[0]', read),
      innerPolicy('team[10]', deny('p')),
      ...person('a', attached('a', ['module.team[10]', 'module.team'])),
      ...person('b', attached('b', ['module.team[10].arn', 'module.team[10]'])),
    ],
    { a: 'cannot-see', b: 'enforced' },
    {
      modules: team(
        [innerPlan],
        { outputs: { arn: output.outputs.arn } },
        { count_expression: { constant_value: 11 } },
      ),
    },
  ),
  attack(
    'all outputs of a module, of which one is none',
    [innerPolicy('team', deny('p')), ...person('a', attached('a', ['module.team']))],
    { a: 'cannot-see' },
    { modules: team([innerPlan], { outputs: { arn: output.outputs.arn, bad: null } }) },
  ),
  attack(
    'an output that is its own argument',
    [policy('mfa'), ...person('a', attached('a', refs('module.team.arn')))],
    { a: 'cannot-see' },
    {
      modules: team(
        [],
        { outputs: { arn: { expression: { references: ['var.arn'] } } } },
        { expressions: { arn: reference('module.team.arn') } },
      ),
    },
  ),
  attack(
    'an output of any instance that is an argument',
    [policy('mfa'), ...person('a', attached('a', ['module.team', 'each.key']))],
    { a: 'enforced' },
    {
      modules: team(
        [],
        { outputs: { arn: { expression: { references: ['var.arn'] } } } },
        {
          for_each_expression: { references: ['local.x'] },
          expressions: { arn: reference('aws_iam_policy.mfa.arn') },
        },
      ),
    },
  ),
  attack(
    'an output of any instance of a resource that the plan has not',
    [innerPolicy('team["x"]', deny('p')), ...person('a', attached('a', ['module.team', 'each.key']))],
    { a: 'cannot-see' },
    {
      modules: team(
        [innerPlan],
        { outputs: { arn: { expression: reference('aws_iam_policy.gone.arn') } } },
        { for_each_expression: { references: ['local.x'] } },
      ),
    },
  ),
  attack(
    'an output of a module in any instance of a module',
    [
      innerPolicy('team["x"].module.in', deny('p')),
      innerPolicy('team["y"].module.in', deny('p')),
      ...person('a', attached('a', ['module.team', 'each.key'])),
    ],
    { a: 'enforced' },
    {
      modules: team(
        [],
        {
          outputs: { arn: { expression: reference('module.in.arn') } },
          module_calls: { in: { source: './in', module: { resources: [innerPlan], ...output } } },
        },
        { for_each_expression: { references: ['local.x'] } },
      ),
    },
  ),
  attack(
    'each instance of a module with the policies of its own modules',
    [
      innerPolicy('team["x"].module.in', deny('p')),
      innerPolicy('team["y"].module.in', read),
      ...person('x'),
      ...person('y'),
      ...['x', 'y'].map((key) => ({
        at: `module.team["${key}"].aws_iam_user_policy_attachment.x`,
        after: { user: key },
        unknown: ['policy_arn'],
      })),
    ],
    { x: 'enforced', y: 'not-enforced' },
    {
      modules: team(
        [configured('aws_iam_user_policy_attachment.x', { policy_arn: reference('module.in.arn') })],
        { module_calls: { in: { source: './in', module: { resources: [innerPlan], ...output } } } },
        { for_each_expression: { references: ['local.x'] } },
      ),
    },
  ),
  attack(
    'each instance of a module with what it hands to its own modules',
    [
      innerPolicy('team["x"]', deny('p')),
      innerPolicy('team["y"]', read),
      ...person('x'),
      ...person('y'),
      ...['x', 'y'].map((key) => ({
        at: `module.team["${key}"].module.in.aws_iam_user_policy_attachment.x`,
        after: { user: key },
        unknown: ['policy_arn'],
      })),
    ],
    { x: 'enforced', y: 'not-enforced' },
    {
      modules: team(
        [innerPlan],
        { module_calls: handed(reference('aws_iam_policy.p.arn')) },
        {
          for_each_expression: { references: ['local.x'] },
        },
      ),
    },
  ),
  attack(
    'a policy that is handed through three modules',
    [
      policy('mfa'),
      ...person('a'),
      {
        at: 'module.team.module.mid.module.in.aws_iam_user_policy_attachment.x',
        after: { user: 'a' },
        unknown: ['policy_arn'],
      },
    ],
    { a: 'enforced' },
    {
      modules: team(
        [],
        {
          module_calls: {
            mid: {
              source: './mid',
              expressions: { arn: { references: ['var.arn'] } },
              module: { module_calls: handed({ references: ['var.arn'] }) },
            },
          },
        },
        { expressions: { arn: reference('aws_iam_policy.mfa.arn') } },
      ),
    },
  ),
  attack(
    'a module that the configuration has not',
    [
      policy('mfa'),
      ...person('a'),
      { at: 'module.gone.aws_iam_user_policy_attachment.x', after: { user: 'a' }, unknown: ['policy_arn'] },
    ],
    { a: 'cannot-see' },
  ),
];
