// Stacks, products, Cloud Control, and what a plan leaves for later.
import type { PlanResource } from '../plan-rows';
import { deny, policy, person, attack, one, type PlanAttack } from './parts';

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

export const ofOtherResources: readonly PlanAttack[] = [
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
