type Json = Readonly<Record<string, unknown>>;

/** A resource of a plan: what differs from `aws_x.y` of one provider that is created of constants. */
export interface PlanResource {
  /** The address: `module.m["a"].aws_iam_user.people["alice"]`. */
  readonly at: string;
  readonly after: Json | null;
  /** The attributes that are known after apply; `{ "users": [true] }` where a part of one is. */
  readonly unknown?: readonly string[] | Json;
  /** An attribute's references; "aws_iam_user.a.name" stands for what Terraform lists: it and its resource. */
  readonly from?: Readonly<Record<string, string | readonly string[]>>;
  /** The attributes whose expression is a constant; without it, all of `after` that are not in `from`. */
  readonly constants?: readonly string[];
  readonly each?: string | readonly string[];
  readonly count?: unknown;
  readonly actions?: readonly string[];
  readonly before?: Json | null;
  /** The key of its provider's configuration, as "aws.one". */
  readonly provider?: string;
  /** The last part of its provider's name: "awscc". */
  readonly source?: string;
  readonly short?: boolean;
}

export interface PlanRows {
  readonly plan: readonly PlanResource[];
  /** Whether the plan is cut to what a gate reads: nothing of sensitivity, no constants. */
  readonly short?: boolean | undefined;
  /** The called modules as the configuration has them; their resources with them. */
  readonly modules?: Json | undefined;
  /** Other members of the plan: `prior_state`, `resource_drift`, a `format_version` of another time. */
  readonly beside?: Json | undefined;
}

const providers = 'registry.terraform.io/hashicorp';

/** The JSON of `terraform show -json` for a plan in rows. */
export function planOf({ plan, short = false, modules, beside }: PlanRows): Json {
  const full = plan.map((resource) => ({ short, ...resource }));
  const own = full.filter(({ at }) => !at.startsWith('module.')).map(configurationOf);
  return {
    format_version: '1.2',
    terraform_version: '1.9.8',
    planned_values: { root_module: {} },
    resource_changes: full.map(changeOf),
    configuration: {
      provider_config: { aws: { name: 'aws', ...(short ? {} : { full_name: `${providers}/aws` }) } },
      root_module: {
        ...(plan.length === 0 ? {} : { resources: firstOfEach(own) }),
        ...(modules === undefined ? {} : { module_calls: modules }),
      },
    },
    ...beside,
  };
}

function changeOf({
  at,
  after,
  unknown = [],
  actions = ['create'],
  before = null,
  ...row
}: PlanResource): Json {
  const { module, type, name, index } = partsOf(at);
  const sensitive = { before_sensitive: before === null ? false : {}, after_sensitive: {} };
  return {
    address: at,
    ...(module === undefined ? {} : { module_address: module }),
    mode: 'managed',
    type,
    name,
    ...(index === undefined ? {} : { index }),
    provider_name: `${providers}/${row.source ?? 'aws'}`,
    change: {
      actions,
      before,
      after,
      after_unknown: unknownOf(unknown),
      ...(row.short === true ? {} : sensitive),
    },
  };
}

const isList = (value: readonly string[] | Json): value is readonly string[] => Array.isArray(value);

export const unknownOf = (unknown: readonly string[] | Json): Json =>
  isList(unknown) ? Object.fromEntries(unknown.map((key) => [key, true])) : unknown;

function configurationOf({
  at,
  after,
  from = {},
  constants,
  each,
  count,
  provider,
  short,
}: PlanResource): Json {
  const { type, name } = partsOf(at);
  const constant =
    constants ?? (short === true ? [] : Object.keys(after ?? {}).filter((key) => !(key in from)));
  return {
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    provider_config_key: provider ?? 'aws',
    expressions: {
      ...Object.fromEntries(constant.map((key) => [key, { constant_value: after?.[key] }])),
      ...Object.fromEntries(
        Object.entries(from).map(([key, names]) => [key, { references: referencesOf(names) }]),
      ),
    },
    schema_version: 0,
    ...(each === undefined ? {} : { for_each_expression: { references: referencesOf(each) } }),
    ...(count === undefined ? {} : { count_expression: { constant_value: count } }),
  };
}

export const referencesOf = (names: string | readonly string[]): readonly string[] =>
  typeof names === 'string' && /\.\w+$/.test(names) ? [names, names.replace(/\.\w+$/, '')] : [names].flat();

const firstOfEach = (configured: readonly Json[]): readonly Json[] =>
  [...new Map(configured.toReversed().map((one) => [one['address'], one])).values()].toReversed();

export function partsOf(at: string): {
  module: string | undefined;
  type: string;
  name: string;
  index: unknown;
} {
  const [, module, type = '', name = '', index] =
    /^(?:(module\..*)\.)?((?:data\.)?[a-z]\w*)\.([\w-]+)(?:\[(.*)\])?$/.exec(at) ?? [];
  if (type === '') throw new Error(`${at} is no address of a resource`);
  return { module, type, name, index: index === undefined ? undefined : JSON.parse(index) };
}
