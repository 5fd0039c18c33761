// Deploys a sample in every way that its parameters allow, into an account of names, ARNs and policies, and asks the simulator
// about each user. Nothing of the gates is used.
import { denies } from './simulated';
import type { Json, Sample, Written } from './templates';

export type Truth = 'enforced' | 'not-enforced' | 'open';

/** By `file#address`: each user who gets a password in some world. `open` depends on what no template says. */
export type Truths = ReadonlyMap<string, Truth>;

type Outcome = 'enforced' | 'not-enforced' | 'unknown';

const account = '111122223333';
const outside = `arn:aws:iam::${account}:policy/outside`;

interface Values {
  readonly Env: string;
  readonly Tier: string;
  readonly Team: string;
  readonly People: readonly string[];
}

interface Unit {
  readonly written: Written;
  readonly values: Values;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];

/** Two resources of one name in one account. */
class Undeployable extends Error {}

export async function truthsOf({ accounts }: Sample): Promise<Truths> {
  const truths = new Map<string, Truth>();
  for (const templates of accounts) {
    const worlds = new Map<string, Map<string, Set<Outcome>>>();
    for (const units of product(
      templates.map((written) => deploymentsOf(written, templates.flatMap(usersOf))),
    )) {
      // Worlds are told apart by what conditions are made of; the other parameters may be anything in each.
      const world = units.map(({ values }) => `${values.Env}/${values.Tier}`).join('|');
      try {
        for (const [key, outcome] of await outcomesOf(units)) {
          const users = worlds.get(world) ?? new Map<string, Set<Outcome>>();
          worlds.set(world, users.set(key, (users.get(key) ?? new Set<Outcome>()).add(outcome)));
        }
      } catch (error) {
        if (!(error instanceof Undeployable)) throw error;
      }
    }
    const keys = new Set([...worlds.values()].flatMap((users) => [...users.keys()]));
    for (const key of keys) {
      const each = [...worlds.values()].flatMap((users) => users.get(key) ?? []);
      const none = each.some((outcomes) => outcomes.size === 1 && outcomes.has('not-enforced'));
      const all = each.every((outcomes) => outcomes.size === 1 && outcomes.has('enforced'));
      truths.set(key, none ? 'not-enforced' : all ? 'enforced' : 'open');
    }
  }
  return truths;
}

function deploymentsOf(written: Written, users: readonly string[]): readonly Unit[] {
  const text = JSON.stringify(written.expanded['Resources']);
  const uses = (name: string): boolean => text.includes(`{"Ref":"${name}"}`);
  const conditions = JSON.stringify([written.expanded['Conditions'], written.expanded['Rules']]);
  const envs = ['dev', 'test', 'prod'];
  const tiers = /\[{"Ref":"Tier"},{"Ref":"Env"}|"Of",{"Ref":"Tier"}/.test(conditions)
    ? ['gold', 'tin', ...envs]
    : ['gold', 'tin'];
  const made = envs.flatMap((Env) =>
    (conditions.includes('"Tier"') ? tiers : ['tin']).flatMap((Tier) =>
      (uses('Team') ? ['team', outside] : ['team']).flatMap((Team) =>
        (uses('People') ? [['nobody'], [...users, Team]] : [[]]).map((People) => ({
          written,
          values: { Env, Tier, Team, People },
        })),
      ),
    ),
  );
  return made.filter(isAllowed);
}

/** By the template's Rules. */
const isAllowed = (unit: Unit): boolean =>
  Object.values(unit.written.expanded['Rules'] as Json).every((rule) => {
    const { RuleCondition: condition, Assertions: asserted } = rule as Json;
    const isAsked = condition === undefined || isTrue(condition, unit);
    return !isAsked || listOf(asserted).every((one) => isTrue((one as Json)['Assert'], unit));
  });

/** Every name that a user can have. */
function usersOf(written: Written): readonly string[] {
  const text = JSON.stringify(written.expanded['Resources']);
  const stack = written.file.split('.')[0] ?? '';
  return Object.keys(written.expanded['Resources'] as Json).flatMap((id) => {
    const name = new RegExp(
      `"${id}":\\{[^{}]*"Properties":\\{"UserName":(?:"([^"]+)"|\\{"Fn::Sub":"([^"]+)"\\})`,
    ).exec(text);
    return [generatedName(written, id), (name?.[1] ?? name?.[2] ?? id).replace('${AWS::StackName}', stack)];
  });
}

function product(lists: readonly (readonly Unit[])[]): readonly (readonly Unit[])[] {
  return lists.reduce<readonly (readonly Unit[])[]>(
    (made, list) => made.flatMap((units) => list.map((unit) => [...units, unit])),
    [[]],
  );
}

const generatedName = ({ file }: Written, id: string): string => `${file.split('.')[0] ?? ''}-${id}-1A2B3C`;

interface Resource {
  readonly unit: Unit;
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
}

async function outcomesOf(units: readonly Unit[]): Promise<readonly (readonly [string, Outcome])[]> {
  const exports = new Map<string, unknown>();
  for (const unit of units)
    for (const output of Object.values(unit.written.expanded['Outputs'] as Json))
      if (isObject(output))
        exports.set(String((output['Export'] as Json)['Name']), value(output['Value'], unit, exports));
  const resources = units.flatMap((unit) =>
    Object.entries(unit.written.expanded['Resources'] as Json).flatMap(([id, body]): readonly Resource[] => {
      if (!isObject(body) || !isThere(body, unit)) return [];
      const properties = value(body['Properties'], unit, exports);
      return [{ unit, id, type: String(body['Type']), properties: properties as Json }];
    }),
  );
  const ofType = (type: string): readonly Resource[] =>
    resources.filter((one) => one.type === `AWS::IAM::${type}`);
  const has = (list: unknown, name: string): boolean =>
    listOf(list).some((one) => String(one).toLowerCase() === name.toLowerCase());
  const nameOf = ({ unit, id, properties }: Resource, key: string): string =>
    textOf(properties[key]) ?? generatedName(unit.written, id);
  for (const key of ['UserName', 'GroupName', 'ManagedPolicyName'] as const) {
    const type = { UserName: 'User', GroupName: 'Group', ManagedPolicyName: 'ManagedPolicy' }[key];
    const names = ofType(type).map((one) => nameOf(one, key).toLowerCase());
    if (new Set(names).size < names.length) throw new Undeployable();
  }

  /** Undefined for a policy of which nobody knows the text. */
  const attached = (arn: string): readonly (object | undefined)[] => {
    if (arn.includes(':iam::aws:policy/')) return [];
    const found = ofType('ManagedPolicy').find((one) => arnOf(nameOf(one, 'ManagedPolicyName')) === arn);
    return [found && (found.properties['PolicyDocument'] as object)];
  };
  const own = (
    { properties }: Resource,
    name: string,
    list: 'Users' | 'Groups',
  ): readonly (object | undefined)[] => [
    ...listOf(properties['Policies']).map((one) => (one as Json)['PolicyDocument'] as object),
    ...listOf(properties['ManagedPolicyArns']).flatMap((arn) => attached(String(arn))),
    ...ofType('ManagedPolicy')
      .filter((policy) => has(policy.properties[list], name))
      .map((policy) => policy.properties['PolicyDocument'] as object),
  ];
  const outcomes: (readonly [string, Outcome])[] = [];
  for (const user of ofType('User')) {
    if (user.properties['LoginProfile'] === undefined) continue;
    const name = nameOf(user, 'UserName');
    const groupNames = [
      ...listOf(user.properties['Groups']),
      ...ofType('UserToGroupAddition')
        .filter(({ properties }) => has(properties['Users'], name))
        .map(({ properties }) => properties['GroupName']),
    ].map(String);
    const boundary = user.properties['PermissionsBoundary'];
    const held = [
      ...own(user, name, 'Users'),
      ...(typeof boundary === 'string' ? attached(boundary) : []),
      ...ofType('UserPolicy')
        .filter(({ properties }) => has([properties['UserName']], name))
        .map(({ properties }) => properties['PolicyDocument'] as object),
      ...groupNames.flatMap((groupName) => {
        const group = ofType('Group').find((one) => has([groupName], nameOf(one, 'GroupName')));
        return group === undefined ? [undefined] : own(group, groupName, 'Groups');
      }),
    ];
    const known = held.filter((document) => document !== undefined);
    const outcome = (await denies(known, name))
      ? 'enforced'
      : known.length < held.length
        ? 'unknown'
        : 'not-enforced';
    outcomes.push([`${user.unit.written.file}#${user.id}`, outcome]);
  }
  return outcomes;
}

const textOf = (found: unknown): string | undefined => (typeof found === 'string' ? found : undefined);
const arnOf = (policyName: string): string => `arn:aws:iam::${account}:policy/${policyName}`;

const isThere = (body: Json, unit: Unit): boolean =>
  typeof body['Condition'] !== 'string' || isTrue({ Condition: body['Condition'] }, unit);

function isTrue(condition: unknown, unit: Unit): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries(condition as Json);
  const list = listOf(argument);
  switch (name) {
    case 'Condition':
      return isTrue((unit.written.expanded['Conditions'] as Json)[String(argument)], unit);
    case 'Fn::Not':
      return !isTrue(list[0], unit);
    case 'Fn::And':
      return list.every((one) => isTrue(one, unit));
    case 'Fn::Or':
      return list.some((one) => isTrue(one, unit));
    case 'Fn::Contains':
      return listOf(list[0]).includes(value(list[1], unit, new Map()));
    default:
      return value(list[0], unit, new Map()) === value(list[1], unit, new Map());
  }
}

/** The value of a deployment; undefined for no value. */
function value(raw: unknown, unit: Unit, exports: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(raw)) return raw.flatMap((one: unknown) => value(one, unit, exports) ?? []);
  if (!isObject(raw)) return raw;
  const [[name, argument] = ['', undefined]] = Object.entries(raw);
  switch (name) {
    case 'Ref':
      return reference(String(argument), unit);
    case 'Fn::If': {
      const [condition, yes, no] = listOf(argument);
      return value(isTrue({ Condition: condition }, unit) ? yes : no, unit, exports);
    }
    case 'Fn::Sub':
      return String(argument).replace(/\$\{([^}]+)\}/g, (_, id: string) => String(reference(id, unit)));
    case 'Fn::Join': {
      const [separator, parts] = listOf(argument);
      return listOf(value(parts, unit, exports)).join(String(separator));
    }
    case 'Fn::FindInMap': {
      const [map, row, column, more] = listOf(value(argument, unit, exports));
      const rows = (unit.written.expanded['Mappings'] as Json)[String(map)] as Json;
      return (rows[String(row)] as Json | undefined)?.[String(column)] ?? (more as Json)['DefaultValue'];
    }
    case 'Fn::ImportValue':
      return exports.get(String(argument));
    default:
      return Object.fromEntries(
        Object.entries(raw)
          .map(([key, inner]) => [key, value(inner, unit, exports)] as const)
          .filter(([, inner]) => inner !== undefined),
      );
  }
}

function reference(id: string, unit: Unit): unknown {
  if (id === 'AWS::NoValue') return undefined;
  if (id === 'AWS::Partition') return 'aws';
  if (id === 'AWS::AccountId') return account;
  if (id === 'AWS::StackName') return unit.written.file.split('.')[0];
  if (id in unit.values) return unit.values[id as keyof Values];
  const body = (unit.written.expanded['Resources'] as Json)[id];
  // CloudFormation refuses the deployment; until somebody mends it, nobody knows what is meant.
  if (!isObject(body) || !isThere(body, unit)) return `${outside}-${id}`;
  const type = String(body['Type']);
  const key = { 'AWS::IAM::User': 'UserName', 'AWS::IAM::Group': 'GroupName' }[type] ?? 'ManagedPolicyName';
  const name =
    textOf(value((body['Properties'] as Json)[key], unit, new Map())) ?? generatedName(unit.written, id);
  return type === 'AWS::IAM::ManagedPolicy' ? arnOf(name) : name;
}
