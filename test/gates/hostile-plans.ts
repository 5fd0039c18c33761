// Plans with everything that a gate reads of one; each of their members left out, and of another type.
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { parseDocument } from '../../rule/gates/parse-document';
import { tableDay } from './parity-cases';
import { planOf, type PlanResource, type PlanRows } from './plan-rows';

const statement = {
  Effect: 'Deny',
  NotAction: ['iam:GetUser'],
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};
const deny = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const read = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const made = ['arn', 'id'];
const kept = (values: Readonly<Record<string, unknown>>) => ({
  actions: ['no-op'],
  before: values,
  after: values,
});
const person = (name: string): readonly PlanResource[] => [
  { at: `aws_iam_user.${name}`, after: { name, path: '/' }, unknown: made },
  {
    at: `aws_iam_user_login_profile.${name}`,
    after: { user: name },
    unknown: ['id'],
    from: { user: `aws_iam_user.${name}.name` },
  },
];

const callOf = (references: readonly string[]) => ({
  source: './m',
  for_each_expression: { references: ['local.all'] },
  expressions: { user: { references } },
  module: {
    variables: { user: {} },
    resources: [
      {
        address: 'aws_iam_user_policy.of',
        mode: 'managed',
        type: 'aws_iam_user_policy',
        name: 'of',
        provider_config_key: 'aws',
        expressions: { user: { references: ['var.user'] } },
      },
    ],
  },
});
const deferred = {
  reason: 'provider_config_unknown',
  resource_change: { address: 'aws_iam_user_login_profile.later', type: 'aws_iam_user_login_profile' },
};
const data = {
  address: 'data.aws_iam_policy.p',
  mode: 'data',
  type: 'aws_iam_policy',
  name: 'p',
  values: { arn: 'arn:aws:iam::111122223333:policy/p', policy: deny },
};
const template = JSON.stringify({
  Resources: { In: { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: 'p' } } } },
});

// prettier-ignore
const plans: Readonly<Record<string, PlanRows>> = {
  attached: { plan: [
    { at: 'aws_iam_policy.mfa', after: { name: 'mfa', path: '/', policy: deny }, unknown: made },
    ...person('attached'),
    { at: 'aws_iam_user_policy_attachment.attached', after: { user: 'attached' }, unknown: ['policy_arn'], from: { user: 'aws_iam_user.attached.name', policy_arn: 'aws_iam_policy.mfa.arn' } },
  ] },
  member: { plan: [
    { at: 'aws_iam_user_login_profile.member', after: { user: 'member' } },
    { at: 'aws_iam_group.g', after: { name: 'g' } },
    { at: 'aws_iam_group_policy.g', after: { group: 'g', name: 'own', policy: deny } },
    { at: 'aws_iam_group_membership.g', after: { group: 'g', users: ['member'] } },
    { at: 'aws_iam_user_policies_exclusive.member', after: { user_name: 'member', policy_names: ['other'] } },
  ] },
  module: {
    plan: [
      { at: 'aws_iam_user.alone', after: { name: 'alone' }, unknown: made },
      { at: 'aws_iam_user_login_profile.alone', after: { user: 'alone' } },
      { at: 'module.m["a"].aws_iam_user_policy.of', after: { name: 'of', policy: deny }, unknown: ['user'] },
    ],
    modules: { m: callOf(['aws_iam_user.alone.id', 'aws_iam_user.alone']) },
  },
  tagged: { plan: [
    { at: 'aws_iam_user.tagged', after: { name: 'tagged', tags: { mfa: '2026-12-01 x' } }, unknown: { arn: true, tags: {} } },
    { at: 'aws_iam_user_login_profile.tagged', after: { user: 'tagged' } },
  ] },
  'Cloud Control': { plan: [
    { at: 'awscc_iam_user.own', source: 'awscc', after: { user_name: 'own', login_profile: { password: 'p' }, tags: [{ key: 'mfa', value: '2026-12-01 x' }], policies: [{ policy_name: 'p', policy_document: read }] } },
    { at: 'aws_cloudcontrolapi_resource.c', after: { type_name: 'AWS::IAM::User', desired_state: '{"UserName":"c","LoginProfile":{"Password":"p"},"Policies":[]}' } },
  ] },
  kept: { plan: [
    { at: 'aws_iam_user_login_profile.kept', ...kept({ user: 'kept' }) },
    { at: 'aws_iam_virtual_mfa_device.kept', actions: ['delete'], before: { user_name: 'kept' }, after: null },
  ] },
  detached: { plan: [
    { at: 'aws_iam_user_login_profile.kept', ...kept({ user: 'kept' }) },
    { at: 'aws_iam_user_policy_attachment.kept', actions: ['delete'], before: { user: 'kept', policy_arn: data.values.arn }, after: null },
  ], beside: { prior_state: { values: { root_module: { resources: [data] } } } } },
  stack: { plan: [
    { at: 'aws_cloudformation_stack.s', after: { name: 's', template_url: 'https://b.s3.amazonaws.com/t.json' }, from: { template_url: 'aws_s3_object.t.key' } },
    { at: 'aws_s3_object.t', after: { bucket: 'b', key: 't.json', content: template } },
  ] },
  deferred: { plan: [], beside: { deferred_changes: [deferred], complete: true } },
};

type Path = readonly (string | number)[];
const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? [
        path,
        ...Object.entries(value).flatMap(([key, inner]) =>
          pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
        ),
      ]
    : [path];

/** Members that no gate reads. */
const unread =
  'format_version terraform_version planned_values provider_name schema_version mode before_sensitive name full_name'.split(
    ' ',
  );

const nothing = Symbol('left out');
const others: readonly (readonly [name: string, value: unknown])[] = [
  ['left out', nothing],
  ['is [null]', [null]],
];

function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) =>
      index !== key ? [item] : rest.length === 0 && to === nothing ? [] : [changed(item, rest, to)],
    );
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([name, inner]: [string, unknown]) =>
      name !== key
        ? [[name, inner]]
        : rest.length === 0 && to === nothing
          ? []
          : [[name, changed(inner, rest, to)]],
    ),
  );
}

const parameters = parseParameterValues({ exemptTagKey: 'mfa' });

/** Each user's answer, in short, and what cannot be followed. */
export function answersOf(plan: unknown): ReadonlyMap<string, string> {
  const document = parseDocument('plan.json', JSON.stringify(plan));
  const { users, unseen } = check([document], parameters, { policyArns: [], groups: [] }, tableDay);
  return new Map([
    ...users.map(({ user: { address, possibilities }, answer }): [string, string] => [
      address,
      `${answer.answer} ${possibilities.map(({ userName, policies }) => [userName ?? '?', ...policies.map((one) => `${one.kind === 'document' ? '' : `${one.kind} `}${one.address}`)].join(' ')).join(' | ')}`,
    ]),
    ...unseen.map(({ address, why }): [string, string] => [address, why]),
  ]);
}

type Answers = ReadonlyMap<string, string>;

function answersOrError(plan: unknown): Answers | string {
  try {
    return answersOf(plan);
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
}

function differences(before: Answers, after: Answers | string): string {
  if (typeof after === 'string') return after;
  return [
    ...[...before].filter(([at]) => !after.has(at)).map(([at]) => `${at} is not said`),
    ...[...after].filter(([at, said]) => before.get(at) !== said).map(([at, said]) => `${at} ${said}`),
  ].join('; ');
}

/** Of each part of a plan what is said instead, and which members then are left out, or of another type. */
function rowsOf(name: string, plan: unknown) {
  const parts = new Map<string, Path[]>();
  for (const path of pathsOf(plan)) {
    const part = path.slice(0, path[0] === 'configuration' ? 4 : 2).join('.');
    if (part !== '' && !path.some((one) => unread.includes(String(one))))
      parts.set(part, [...(parts.get(part) ?? []), path]);
  }
  return [...parts].map(([part, paths]) => ({
    title: `${name}: ${part}`,
    lines: (): readonly string[] => {
      const before = answersOf(plan);
      const sayings = new Map<string, string[]>();
      for (const path of paths)
        for (const [title, value] of others) {
          const said = differences(before, answersOrError(changed(plan, path, value)));
          const member = `${path.join('.').slice(part.length + 1)} ${title}`.trim();
          if (said !== '') sayings.set(said, [...(sayings.get(said) ?? []), member]);
        }
      return [...sayings].map(([said, names]) => `${said} <- ${names.join(', ')}`);
    },
  }));
}

export const hostileRows = Object.entries(plans).flatMap(([name, rows]) => {
  const plan = planOf({ short: true, ...rows });
  return [
    { title: name, lines: () => [...answersOf(plan)].map(([at, said]) => `${at} ${said}`) },
    ...rowsOf(name, plan),
  ];
});
