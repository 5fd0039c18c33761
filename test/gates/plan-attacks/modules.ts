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
];
