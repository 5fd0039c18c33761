import { isObject, listAt, objectAt, type JsonObject } from '../json-object';

/** A condition of one template that is said to be true or false. */
export interface Assumption {
  readonly template: ConditionSource;
  readonly condition: string;
  readonly isTrue: boolean;
}

/** A template as conditions need it. */
export interface ConditionSource {
  readonly id: string;
  /** Equal for templates of one region. */
  readonly environment: string;
  readonly content: JsonObject;
  /** The argument of a nested stack's parameter, and the template in which it is written. */
  readonly argument?: ((parameter: string) => Argument | undefined) | undefined;
}

export interface Argument {
  readonly raw: unknown;
  readonly template: ConditionSource;
}

interface Lookup {
  /** Equal for what is written alike. */
  readonly form: string;
  readonly key: Operand;
  readonly map: ReadonlyMap<string, Operand>;
  readonly otherwise: Operand | undefined;
}

type Operand = { readonly literal: string } | { readonly variable: string } | Lookup;

type Formula =
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] }
  | { readonly not: Formula }
  | { readonly equal: readonly [Operand, Operand] }
  | { readonly inside: Operand }
  | { readonly atom: string };

/** More tries than this, and the assumptions count as possible. */
const maxSteps = 50_000;
/** So many parts of conditions are looked at for all users of one scope. */
const maxLooks = 5_000_000;
/** And so many conditions stand on each other. */
const maxDepth = 500;
/** Arguments of arguments can double at each level. */
const maxForm = 10_000;

/**
 * Whether some values of parameters, regions and accounts make all the assumptions come true. Conditions are and, or and not over
 * `Fn::Equals`; a parameter can have any of its AllowedValues, or else any text, as far as the template's Rules let it. An
 * expression that is not followed is a text of its own that can be anything.
 */
export class Conditions {
  /** How many worlds were looked at. */
  worlds = 0;
  private looks = 0;
  private readonly possible = new Map<string, boolean>();
  private readonly allowed = new Map<string, readonly string[]>();
  private readonly formulas = new Map<string, Formula>();
  /** The template of each parameter. */
  private readonly owners = new Map<string, ConditionSource>();
  private readonly rules = new Map<ConditionSource, readonly Formula[]>();
  private readonly operands = new Map<string, Operand>();

  /** Whether so much was looked at that no more answers are to be had. */
  get areExhausted(): boolean {
    return this.looks > maxLooks;
  }

  /** @param looks parts of conditions that somebody else looked at */
  spend(looks: number): void {
    this.looks += looks;
  }

  arePossible(assumptions: readonly Assumption[]): boolean {
    if (this.areExhausted) return true;
    const key = JSON.stringify(assumptions.map((one) => [one.template.id, one.condition, one.isTrue]));
    const known = this.possible.get(key) ?? this.find(assumptions);
    this.possible.set(key, known);
    return known;
  }

  private find(assumptions: readonly Assumption[]): boolean {
    const formulas = assumptions.map(({ template, condition, isTrue }) => {
      const formula = this.formula(template, condition, []);
      return isTrue ? formula : { not: formula };
    });
    return this.isSatisfiable({ all: formulas });
  }

  private isSatisfiable(asked: Formula): boolean {
    const { formula, variables, domain } = this.withinRules(asked);
    const values = new Map<string, string>();
    let steps = 0;
    const search = (at: number): boolean => {
      steps += 1;
      if (steps > maxSteps || this.areExhausted) return true;
      const decided = new Map<Formula, boolean | undefined>();
      const so = decide(formula, values, decided);
      this.spend(decided.size);
      if (so !== undefined) return so;
      const variable = variables[at];
      if (variable === undefined) return false;
      for (const value of domain(variable)) {
        values.set(variable, value);
        if (search(at + 1)) return true;
      }
      values.delete(variable);
      return false;
    };
    return search(0);
  }

  /** With what else must be true of the same parameters: their Rules, and that a map has each key that it is asked for. */
  private withinRules(asked: Formula) {
    const variables = new Set<string>();
    const literals = new Set<string>();
    const formulas = [asked];
    const operands = new Set<Operand>();
    const operand = (one: Operand): void => {
      if (operands.has(one)) return;
      operands.add(one);
      if ('literal' in one) literals.add(one.literal);
      else if ('variable' in one) {
        const owner = variables.has(one.variable) ? undefined : this.owners.get(one.variable);
        variables.add(one.variable);
        if (owner !== undefined)
          formulas.push(...this.rulesOf(owner).filter((rule) => !formulas.includes(rule)));
      } else {
        operand(one.key);
        for (const key of one.map.keys()) literals.add(key);
        for (const value of [...one.map.values(), one.otherwise]) if (value !== undefined) operand(value);
      }
    };
    const seen = new Set<Formula>();
    const visit = (one: Formula): void => {
      if (seen.has(one)) return;
      seen.add(one);
      if ('atom' in one) variables.add(one.atom);
      else if ('equal' in one) {
        for (const inside of one.equal)
          if ('map' in inside && !operands.has(inside)) formulas.push({ inside });
        one.equal.forEach(operand);
      } else if ('not' in one) visit(one.not);
      else if (!('inside' in one)) ('all' in one ? one.all : one.any).forEach(visit);
    };
    for (const one of formulas) visit(one);
    this.spend(seen.size + operands.size);
    return {
      formula: { all: formulas },
      variables: [...variables],
      domain: this.domainsOf([...variables], literals),
    };
  }

  /** Its allowed values; or the texts that anything is compared with, and others, which it may share with the variables before. */
  private domainsOf(
    variables: readonly string[],
    literals: ReadonlySet<string>,
  ): (variable: string) => Iterable<string> {
    const { allowed } = this;
    const texts = new Set([...literals, ...variables.flatMap((variable) => allowed.get(variable) ?? [])]);
    const others = variables.filter((variable) => !allowed.has(variable));
    return function* (variable) {
      const own = allowed.get(variable);
      yield* own ?? texts;
      for (const other of own === undefined ? others : []) {
        yield `\u0000${other}`;
        if (other === variable) return;
      }
    };
  }

  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/rules-section-structure.html */
  private rulesOf(template: ConditionSource): readonly Formula[] {
    const known = this.rules.get(template);
    if (known !== undefined) return known;
    const made = Object.values(objectAt(template.content, 'Rules')).flatMap((rule): readonly Formula[] => {
      if (!isObject(rule)) return [];
      const { RuleCondition: condition } = rule;
      const asserted = listAt(rule, 'Assertions')
        .filter(isObject)
        .map(({ Assert }) => this.read(Assert, template, []));
      const all = { all: asserted };
      return [condition === undefined ? all : { any: [{ not: this.read(condition, template, []) }, all] }];
    });
    this.rules.set(template, made);
    return made;
  }

  private formula(template: ConditionSource, condition: string, within: readonly string[]): Formula {
    const key = `${template.id}\n${condition}`;
    const known = this.formulas.get(key);
    if (known !== undefined) return known;
    const raw = objectAt(template.content, 'Conditions')[condition];
    const made: Formula =
      raw === undefined || within.length > maxDepth || within.includes(condition)
        ? this.atom(key)
        : this.read(raw, template, [...within, condition]);
    this.formulas.set(key, made);
    return made;
  }

  private read(raw: unknown, template: ConditionSource, within: readonly string[]): Formula {
    const [[name, argument] = ['', undefined]] = isObject(raw) ? Object.entries(raw) : [];
    const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
    const read = (one: unknown): Formula => this.read(one, template, within);
    if (name === 'Condition') return this.formula(template, String(argument), within);
    if (name === 'Fn::And') return { all: list.map(read) };
    if (name === 'Fn::Or') return { any: list.map(read) };
    if (name === 'Fn::Not') return { not: read(list[0]) };
    const equal = (one: unknown, other: unknown): Formula =>
      this.equal({ raw: one, template }, { raw: other, template });
    if (name === 'Fn::Equals' && list.length === 2) return equal(list[0], list[1]);
    if (name === 'Fn::Contains' && Array.isArray(list[0]))
      return { any: list[0].map((one: unknown) => equal(one, list[1])) };
    return this.atom(`${template.id}\n${JSON.stringify(raw)}`);
  }

  /** An argument of a nested stack may be a choice. */
  private equal(one: Argument, other: Argument): Formula {
    for (const [{ raw, template }, rest] of [
      [one, other],
      [other, one],
    ] as const) {
      const given =
        isObject(raw) && typeof raw['Ref'] === 'string' ? template.argument?.(raw['Ref']) : undefined;
      if (given !== undefined) return this.equal(given, rest);
      const [condition, yes, no] = isObject(raw) ? listAt(raw, 'Fn::If') : [];
      if (typeof condition !== 'string') continue;
      const so = this.formula(template, condition, []);
      const branch = (taken: unknown): Formula => this.equal({ raw: taken, template }, rest);
      return { any: [{ all: [so, branch(yes)] }, { all: [{ not: so }, branch(no)] }] };
    }
    return { equal: [this.operand(one.raw, one.template), this.operand(other.raw, other.template)] };
  }

  private atom(name: string): Formula {
    this.allowed.set(name, ['true', 'false']);
    return { atom: name };
  }

  private operand(raw: unknown, template: ConditionSource): Operand {
    if (typeof raw !== 'object' || raw === null)
      return String(raw).includes('{{resolve:') ? { variable: String(raw) } : { literal: String(raw) };
    const key = `${template.id}\n${JSON.stringify(raw)}`;
    const known = this.operands.get(key) ?? this.composed(raw, template, key);
    this.operands.set(key, known);
    return known;
  }

  private composed(raw: object, template: ConditionSource, key: string): Operand {
    if (!isObject(raw)) return { variable: key };
    const { Ref: name } = raw;
    if (typeof name === 'string') return this.parameter(name, template);
    const parts = this.partsOf(raw, template).filter(isWritten);
    const [first = { literal: '' }, ...more] = parts;
    if (more.length === 0) return first;
    // Texts that are put together of the same are the same.
    const form = parts
      .map((part) => ('literal' in part ? part.literal : `\u0000${formOf(part)}\u0000`))
      .join('');
    if (form.length > maxForm) return { variable: key };
    return parts.every((part) => 'literal' in part) ? { literal: form } : { variable: form };
  }

  private parameter(name: string, template: ConditionSource): Operand {
    const given = template.argument?.(name);
    if (given !== undefined) return this.operand(given.raw, given.template);
    if (/^AWS::(AccountId|Partition|URLSuffix)$/.test(name)) return { variable: name };
    if (name === 'AWS::Region') return { variable: `${template.environment}\n${name}` };
    const variable = `${template.id}\n${name}`;
    this.owners.set(variable, template);
    const parameter = objectAt(objectAt(template.content, 'Parameters'), name);
    const values = listAt(parameter, 'AllowedValues');
    if (values.length > 0 && !/^(AWS::SSM|List<|CommaDelimitedList)/.test(String(parameter['Type'])))
      this.allowed.set(variable, values.map(String));
    return { variable };
  }

  private partsOf(raw: JsonObject, template: ConditionSource): readonly Operand[] {
    const { 'Fn::Sub': sub } = raw;
    const [text, given] = Array.isArray(sub) ? (sub as readonly unknown[]) : [sub];
    const [separator, list] = listAt(raw, 'Fn::Join');
    const opaque = (form: unknown): Operand => ({ variable: `${template.id}\n${JSON.stringify(form)}` });
    const named = (name: string): Operand =>
      isObject(given) && Object.hasOwn(given, name)
        ? this.operand(given[name], template)
        : name.includes('.')
          ? opaque(name)
          : this.parameter(name, template);
    if (typeof text === 'string')
      return text
        .split(/\$\{([^!}][^}]*)\}/)
        .map((part, index) =>
          index % 2 === 0 ? { literal: part.replaceAll('${!', '${') } : named(part.trim()),
        );
    if (typeof separator === 'string' && Array.isArray(list))
      return list.flatMap((one: unknown, index) => [
        { literal: index === 0 ? '' : separator },
        this.operand(one, template),
      ]);
    return [this.mapped(raw, template) ?? opaque(raw)];
  }

  private mapped(raw: JsonObject, template: ConditionSource): Operand | undefined {
    const [map, row, column, more] = listAt(raw, 'Fn::FindInMap');
    if (typeof map !== 'string' || row === undefined || column === undefined) return undefined;
    const otherwise =
      isObject(more) && 'DefaultValue' in more ? this.operand(more['DefaultValue'], template) : undefined;
    const key = this.operand(column, template);
    const lookup = (key: Operand, entries: readonly (readonly [string, Operand])[]): Operand => {
      const made = { form: `${template.id}\n${JSON.stringify(raw)}`, key, map: new Map(entries), otherwise };
      return 'literal' in key ? (made.map.get(key.literal) ?? otherwise ?? made) : made;
    };
    const rows = Object.entries(objectAt(objectAt(template.content, 'Mappings'), map)).map(
      ([name, columns]) => {
        const values = Object.entries(isObject(columns) ? columns : {});
        const read = values.map(([of, value]) => [of, this.operand(value, template)] as const);
        return [name, lookup(key, read)] as const;
      },
    );
    return rows.length === 0 ? undefined : lookup(this.operand(row, template), rows);
  }
}

const isWritten = (part: Operand): boolean => !('literal' in part) || part.literal !== '';
const formOf = (part: Operand): string =>
  'form' in part ? part.form : 'variable' in part ? part.variable : part.literal;

type Decided = Map<Formula, boolean | undefined>;

/**
 * Undefined while values that decide are missing.
 * @param decided parts that were looked at: conditions share theirs, and a part of a part is asked for once
 */
function decide(
  formula: Formula,
  values: ReadonlyMap<string, string>,
  decided: Decided,
): boolean | undefined {
  if (!decided.has(formula)) decided.set(formula, decideAnew(formula, values, decided));
  return decided.get(formula);
}

function decideAnew(
  formula: Formula,
  values: ReadonlyMap<string, string>,
  decided: Decided,
): boolean | undefined {
  if ('atom' in formula) {
    const value = values.get(formula.atom);
    return value === undefined ? undefined : value === 'true';
  }
  if ('not' in formula) {
    const inner = decide(formula.not, values, decided);
    return inner === undefined ? undefined : !inner;
  }
  if ('equal' in formula) {
    const [a, b] = formula.equal.map((one) => valueOf(one, values));
    return a === undefined || b === undefined ? undefined : a === b;
  }
  if ('inside' in formula) {
    const { inside } = formula;
    if (!('map' in inside)) return true;
    const [key, found] = [valueOf(inside.key, values), chosen(inside, values)];
    if (key === undefined) return undefined;
    if (found === undefined) return false;
    return decide({ all: [{ inside: inside.key }, { inside: found }] }, values, decided);
  }
  const [parts, decisive] = 'all' in formula ? [formula.all, false] : [formula.any, true];
  let isOpen = false;
  for (const part of parts) {
    const one = decide(part, values, decided);
    if (one === decisive) return decisive;
    isOpen ||= one === undefined;
  }
  return isOpen ? undefined : !decisive;
}

function valueOf(operand: Operand, values: ReadonlyMap<string, string>): string | undefined {
  if ('literal' in operand) return operand.literal;
  if ('variable' in operand) return values.get(operand.variable);
  const key = valueOf(operand.key, values);
  const found = chosen(operand, values);
  // A key that the map lacks ends the deployment.
  if (found === undefined) return key === undefined ? undefined : `\u0000no ${key}`;
  return valueOf(found, values);
}

function chosen({ key, map, otherwise }: Lookup, values: ReadonlyMap<string, string>): Operand | undefined {
  const asked = valueOf(key, values);
  return asked === undefined ? undefined : (map.get(asked) ?? otherwise);
}
