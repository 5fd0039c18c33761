// The parts of which the plans of this folder are made.
import type { Answer } from '../parity-cases';
import { planOf, type PlanResource, type PlanRows } from '../plan-rows';

export const deny = (address: string): string =>
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
export const read = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

export const user = (name: string, more: Partial<PlanResource> = {}): PlanResource => ({
  at: `aws_iam_user.${name}`,
  after: { name },
  unknown: ['arn', 'id'],
  ...more,
});
export const password = (name: string, more: Partial<PlanResource> = {}): PlanResource => ({
  at: `aws_iam_user_login_profile.${name}`,
  after: { user: name },
  unknown: ['id'],
  ...more,
});
export const policy = (name: string, text = deny(name), more: Partial<PlanResource> = {}): PlanResource => ({
  at: `aws_iam_policy.${name}`,
  after: { name, path: '/', policy: text },
  unknown: ['arn', 'id'],
  ...more,
});
/** Of a policy whose ARN is known after apply, by the references in its expression. */
export const attached = (
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
export const written = (
  name: string,
  policy_arn: string,
  more: Partial<PlanResource> = {},
): PlanResource => ({
  at: `aws_iam_user_policy_attachment.${name}`,
  after: { user: name, policy_arn },
  ...more,
});
export const person = (name: string, ...more: readonly PlanResource[]): readonly PlanResource[] => [
  user(name),
  password(name),
  ...more,
];
export const inline = (name: string, after: object, more: Partial<PlanResource> = {}): PlanResource => ({
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
export interface More extends Pick<PlanRows, 'modules' | 'beside'> {
  readonly files?: Readonly<Record<string, string>>;
  readonly providers?: Readonly<Record<string, unknown>>;
}

export function attack(
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

export const provider = (expressions: object): object => ({ name: 'aws', expressions });
export const role = (account: string): object =>
  provider({ assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } }] });
export const [one, two] = ['111122223333', '123456789012'];
export const accounts = { 'aws.one': role(one), 'aws.two': role(two) };
export const [inOne, inTwo] = [{ provider: 'aws.one' }, { provider: 'aws.two' }];

export const refs = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [name, name.replace(/\.\w+$/, '')]);
export const of = (key: string, text: string): PlanResource => ({
  ...policy('of', text),
  at: `aws_iam_policy.of[${JSON.stringify(key)}]`,
  after: { name: `of-${key}`, path: '/', policy: text },
});

export const team = (
  resources: readonly object[],
  more: object = {},
  call: object = {},
): Readonly<Record<string, unknown>> => ({
  team: { source: './team', ...call, module: { resources, ...more } },
});
export const configured = (at: string, expressions: object, more: object = {}): object => {
  const [type, name] = at.split('.');
  return { address: at, mode: 'managed', type, name, provider_config_key: 'aws', expressions, ...more };
};
export const reference = (...names: readonly string[]): object => ({ references: refs(...names) });
export const innerPolicy = (where: string, text: string): PlanResource => ({
  ...policy('p', text),
  at: `module.${where}.aws_iam_policy.p`,
});
export const innerPlan = configured('aws_iam_policy.p', { name: { references: ['var.name'] } });
export const output = {
  outputs: {
    arn: { expression: reference('aws_iam_policy.p.arn') },
    name: { expression: reference('aws_iam_policy.p.name') },
    none: { expression: { constant_value: 'x' } },
  },
};

export const existing = {
  address: 'data.aws_iam_policy.p',
  mode: 'data',
  type: 'aws_iam_policy',
  name: 'p',
  values: { arn: `arn:aws:iam::${one}:policy/p`, name: 'p', policy: deny('p') },
};
export const known = (...resources: readonly object[]): Readonly<Record<string, unknown>> => ({
  prior_state: { values: { root_module: { resources } } },
});
