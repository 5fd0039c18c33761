// Random templates with conditions, loops, exports and stages. Each comes in two forms: as it is written, and with its loops
// written out, which alone the brute force reads.
import { enforcing, forUser, others } from './documents';
import type { Random } from './random';

export type Json = Readonly<Record<string, unknown>>;

export interface Sample {
  /** Templates of one account: names and exports lead from one to another. */
  readonly accounts: readonly (readonly Written[])[];
}

export interface Written {
  readonly file: string;
  readonly template: Json;
  readonly expanded: Json;
}

const noValue = { Ref: 'AWS::NoValue' };

export function sample(random: Random): Sample {
  const shape = random.below(10);
  if (shape < 6) return { accounts: [[new Writer(random, 'a').written()]] };
  if (shape < 8) {
    const first = new Writer(random, 'a');
    const second = new Writer(random, 'b', first);
    const written = second.written();
    return { accounts: [[first.written(), written]] };
  }
  // Stages: the same names in two accounts, with and without the enforcement.
  const [dev, prod] = [new Writer(random, 'dev'), new Writer(random, 'prod')];
  return { accounts: [[dev.written()], [prod.written()]] };
}

interface Made {
  readonly id: string;
  /** Undefined where CloudFormation makes the name; an object where a parameter or the stack's name is in it. */
  readonly name: unknown;
}

class Writer {
  private readonly conditions: Readonly<Record<string, unknown>>;
  private readonly rules: Json;
  private readonly users: Made[] = [];
  private readonly groups: Made[] = [];
  readonly policies: Made[] = [];
  private readonly resources: Record<string, unknown> = {};
  private readonly expanded: Record<string, unknown> = {};
  private readonly outputs: Record<string, unknown> = {};

  constructor(
    private readonly random: Random,
    readonly stack: string,
    private readonly other?: Writer,
  ) {
    this.conditions = this.someConditions();
    this.rules = random.chance(0.15) ? { Env: this.someRule() } : {};
    // One account has no name twice.
    const from = other === undefined ? 0 : 10;
    for (let n = 0; n <= random.below(3); n += 1) this.groups.push(this.made('Group', from + n));
    for (let n = 0; n <= random.below(3); n += 1) this.policies.push(this.made('Policy', from + n));
    for (let n = 0; n <= random.below(3); n += 1) this.users.push(this.made('User', from + n));
    this.groups.forEach((group) => this.addGroup(group));
    this.policies.forEach((policy) => this.addPolicy(policy));
    this.users.forEach((user) => this.addUser(user));
    if (random.chance(0.3)) this.addMembership();
    if (random.chance(0.15)) this.addUserPolicy();
    if (random.chance(0.2)) this.addLoop();
  }

  /** Makes an output of the policy, and says its export's name. */
  exported(policy: Made): string {
    const name = `${this.stack}-${policy.id}`;
    this.outputs[policy.id] = { Value: { Ref: policy.id }, Export: { Name: name } };
    return name;
  }

  written(): Written {
    const rest = {
      Parameters: {
        Env: { Type: 'String', AllowedValues: ['dev', 'test', 'prod'] },
        Tier: { Type: 'String' },
        Team: { Type: 'String' },
        People: { Type: 'CommaDelimitedList' },
        Looped: { Type: 'CommaDelimitedList', Default: 'Ann, Bea' },
      },
      Mappings: {
        Of: {
          dev: { a: 'on', b: 'on' },
          test: { a: 'off', b: 'on' },
          prod: { a: 'off', b: 'on' },
          gold: { a: 'off' },
        },
      },
      Conditions: this.conditions,
      Rules: this.rules,
      Outputs: this.outputs,
    };
    return {
      file: `${this.stack}.json`,
      template: { ...rest, Resources: this.resources },
      expanded: { ...rest, Resources: this.expanded },
    };
  }

  private someConditions(): Readonly<Record<string, unknown>> {
    const { random } = this;
    const made: Record<string, unknown> = {};
    const env = { Ref: 'Env' };
    const equals = (): unknown => {
      const shape = random.below(20);
      if (shape < 10) return { 'Fn::Equals': [env, random.one(['dev', 'test', 'prod'])] };
      if (shape < 14) return { 'Fn::Equals': ['gold', { Ref: 'Tier' }] };
      if (shape === 14) return { 'Fn::Equals': ['a', random.one(['a', 'b'])] };
      if (shape === 15) return { 'Fn::Equals': [env, 'qa'] };
      if (shape === 16) return { 'Fn::Equals': [{ Ref: 'Tier' }, env] };
      if (shape === 17)
        return {
          'Fn::Equals': [{ 'Fn::FindInMap': ['Of', { Ref: 'Tier' }, 'a', { DefaultValue: 'on' }] }, 'on'],
        };
      const row = random.one([env, 'dev', 'prod']);
      return { 'Fn::Equals': [{ 'Fn::FindInMap': ['Of', row, random.one(['a', 'b'])] }, 'on'] };
    };
    const operand = (): unknown =>
      Object.keys(made).length > 0 && random.chance(0.6)
        ? { Condition: random.one(Object.keys(made)) }
        : equals();
    for (let n = 0; n < 1 + random.below(4); n += 1) {
      const [kind, a, b] = [random.below(8), operand(), operand()];
      made[`C${n}`] =
        kind < 5
          ? equals()
          : kind === 5
            ? { 'Fn::Not': [a] }
            : { [kind === 6 ? 'Fn::And' : 'Fn::Or']: [a, b] };
    }
    return made;
  }

  private someRule(): Json {
    const { random } = this;
    const assert = random.chance(0.5)
      ? { 'Fn::Contains': [['dev', 'prod'], { Ref: 'Env' }] }
      : { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Env' }, random.one(['dev', 'prod'])] }] };
    return {
      ...(random.chance(0.4) && { RuleCondition: { 'Fn::Equals': [{ Ref: 'Tier' }, 'gold'] } }),
      Assertions: [{ Assert: assert }],
    };
  }

  private made(kind: string, n: number): Made {
    const { random } = this;
    const id = `${kind}${n}`;
    const literal = `${kind.toLowerCase()}-${n}`;
    const shape = random.below(20);
    if (shape < 10) return { id, name: literal };
    if (shape < 17) return { id, name: undefined };
    if (shape < 19) return { id, name: { 'Fn::Sub': `\${AWS::StackName}-${literal}` } };
    return { id, name: id === 'User0' ? { Ref: 'Team' } : literal };
  }

  private condition(): string {
    return this.random.one(Object.keys(this.conditions));
  }

  /** The value, or a choice by a condition. */
  private maybe(value: unknown, otherwise: unknown = noValue, of = 0.2): unknown {
    if (!this.random.chance(of)) return value;
    const branches = this.random.chance(0.5) ? [value, otherwise] : [otherwise, value];
    return { 'Fn::If': [this.condition(), ...branches] };
  }

  private add(id: string, type: string, properties: Json, conditional = 0.12): void {
    const condition = this.random.chance(conditional) ? { Condition: this.condition() } : {};
    this.resources[id] = { Type: `AWS::IAM::${type}`, ...condition, Properties: properties };
    this.expanded[id] = this.resources[id];
  }

  private document(): unknown {
    const { random } = this;
    const shape = random.below(12);
    const base = shape < 6 ? random.one(enforcing) : shape < 11 ? random.one(others) : forUser('user-0');
    if (random.chance(0.12)) return this.maybe(base, random.one([...enforcing, ...others]), 1);
    if (!random.chance(0.15)) return base;
    const { Statement: statements, ...rest } = base as { readonly Statement: readonly Json[] };
    const at = random.below(statements.length);
    const within = statements.map((statement, index) => {
      if (index !== at) return statement;
      const how = random.below(3);
      if (how === 0) return this.maybe(statement, noValue, 1);
      if (how === 1) return { ...statement, Effect: this.maybe(statement['Effect'], 'Allow', 1) };
      return { ...statement, Resource: this.maybe(statement['Resource'], 'arn:aws:s3:::b/*', 1) };
    });
    return { ...rest, Statement: within };
  }

  private inline(): unknown {
    return this.maybe({ PolicyName: `inline${this.random.below(99)}`, PolicyDocument: this.document() });
  }

  private reference(made: Made): unknown {
    const { random } = this;
    if (typeof made.name === 'string' && random.chance(0.4)) return made.name;
    if (made.name !== undefined && random.chance(0.4)) return made.name;
    return random.chance(0.2) ? { 'Fn::Sub': `\${${made.id}}` } : { Ref: made.id };
  }

  private policyReference(): unknown {
    const { random } = this;
    const exported = this.other?.policies ?? [];
    if (this.other !== undefined && exported.length > 0 && random.chance(0.4))
      return { 'Fn::ImportValue': this.other.exported(random.one(exported)) };
    if (random.chance(0.15)) return 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    if (random.chance(0.04)) return { Ref: 'Team' };
    const policy = random.one(this.policies);
    if (typeof policy.name === 'string' && random.chance(0.4)) {
      const arn = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${policy.name}`;
      return random.chance(0.5)
        ? { 'Fn::Sub': arn }
        : {
            'Fn::Join': [
              ':',
              [
                'arn',
                { Ref: 'AWS::Partition' },
                'iam',
                '',
                { Ref: 'AWS::AccountId' },
                `policy/${policy.name}`,
              ],
            ],
          };
    }
    return { Ref: policy.id };
  }

  private listOf<T>(from: readonly T[], of: number, reference: (one: T) => unknown): Json | undefined {
    const members = this.random.some(from, of).map((one) => this.maybe(reference(one)));
    return members.length === 0 ? undefined : (this.maybe(members, noValue, 0.1) as Json);
  }

  private addGroup(group: Made): void {
    const { random } = this;
    const inline = random.chance(0.3) ? { Policies: [this.inline()] } : {};
    const attached = this.listOf([1], 0.35, () => this.policyReference());
    const name = group.name === undefined ? {} : { GroupName: group.name };
    this.add(group.id, 'Group', { ...name, ...inline, ...(attached && { ManagedPolicyArns: attached }) });
  }

  private addPolicy(policy: Made): void {
    const { random } = this;
    const users = random.chance(0.04)
      ? { Ref: 'People' }
      : this.listOf(this.users, 0.25, (user) => this.reference(user));
    const groups = this.listOf(this.groups, 0.25, (group) => this.reference(group));
    const named = typeof policy.name === 'string' ? { ManagedPolicyName: policy.name } : {};
    this.add(policy.id, 'ManagedPolicy', {
      ...named,
      PolicyDocument: this.document(),
      ...(users && { Users: users }),
      ...(groups && { Groups: groups }),
    });
  }

  private addUser(user: Made): void {
    const { random } = this;
    const groups = random.chance(0.04)
      ? ['elsewhere']
      : this.listOf(this.groups, 0.35, (group) => this.reference(group));
    const attached = this.listOf([1, 2], 0.25, () => this.policyReference());
    const boundary = random.chance(0.08) ? { PermissionsBoundary: this.maybe(this.policyReference()) } : {};
    const name = user.name === undefined ? {} : { UserName: user.name };
    this.add(user.id, 'User', {
      ...name,
      LoginProfile: this.maybe({ Password: '{{resolve:secretsmanager:x}}' }, noValue, 0.1),
      ...(random.chance(0.2) && { Policies: [this.inline()] }),
      ...(groups && { Groups: groups }),
      ...(attached && { ManagedPolicyArns: attached }),
      ...boundary,
    });
  }

  private addMembership(): void {
    const users = this.listOf(this.users, 0.6, (user) => this.reference(user));
    if (users === undefined) return;
    const group = this.random.one(this.groups);
    const other = this.random.one(this.groups);
    const name = this.maybe(this.reference(group), this.reference(other));
    this.add('Membership', 'UserToGroupAddition', { GroupName: name, Users: users });
  }

  private addUserPolicy(): void {
    this.add('Own', 'UserPolicy', {
      PolicyName: 'own',
      UserName: this.reference(this.random.one(this.users)),
      PolicyDocument: this.document(),
    });
  }

  private addLoop(): void {
    const { random } = this;
    const tied = random.chance(0.6) ? { ManagedPolicyArns: [this.policyReference()] } : {};
    const body = (name: unknown): Json => ({
      Type: 'AWS::IAM::User',
      Properties: { UserName: name, LoginProfile: { Password: 'x' }, ...tied },
    });
    const names = ['Ann', 'Bea'];
    const listed = random.chance(0.3) ? { Ref: 'Looped' } : names;
    if (random.chance(0.5)) {
      this.resources['Fn::ForEach::People'] = [
        'Name',
        listed,
        { 'Loop${Name}': body({ 'Fn::Sub': 'loop-${Name}' }) },
      ];
      for (const name of names) this.expanded[`Loop${name}`] = body(`loop-${name}`);
      return;
    }
    this.resources['Fn::ForEach::Teams'] = [
      'TeamNo',
      [1, 2],
      {
        'Fn::ForEach::People': [
          'Name',
          listed,
          { 'L${TeamNo}${Name}': body({ 'Fn::Sub': '${TeamNo}-${Name}' }) },
        ],
      },
    ];
    for (const team of [1, 2])
      for (const name of names) this.expanded[`L${team}${name}`] = body(`${team}-${name}`);
  }
}
