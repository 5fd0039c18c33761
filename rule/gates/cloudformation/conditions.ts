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
  readonly content: JsonObject;
  /** The argument of a nested stack's parameter, and the template in which it is written. */
  readonly argument?: ((parameter: string) => Argument | undefined) | undefined;
}

export interface Argument {
  readonly raw: unknown;
  readonly template: ConditionSource;
}

type Operand =
  | { readonly literal: string }
  | { readonly variable: string }
  | { readonly key: Operand; readonly map: ReadonlyMap<string, string> };

type Formula =
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] }
  | { readonly not: Formula }
  | { readonly equal: readonly [Operand, Operand] }
  | { readonly atom: string };

/** More tries than this, and the assumptions count as possible. */
const maxSteps = 50_000;

/**
 * Whether some values of parameters, regions and accounts make all the assumptions come true. Conditions are and, or and not over
 * `Fn::Equals`; a parameter can have any of its AllowedValues, or else any text. An expression that is not followed is a text of
 * its own that can be anything.
 */
export class Conditions {
  private readonly allowed = new Map<string, readonly string[]>();
  private readonly formulas = new Map<string, Formula>();

  arePossible(assumptions: readonly Assumption[]): boolean {
    const formulas = assumptions.map(({ template, condition, isTrue }) => {
      const formula = this.formula(template, condition, []);
      return isTrue ? formula : { not: formula };
    });
    return this.isSatisfiable({ all: formulas });
  }

  private isSatisfiable(formula: Formula): boolean {
    const domains = this.domainsOf(formula);
    const variables = [...domains.keys()];
    const values = new Map<string, string>();
    let steps = 0;
    const search = (at: number): boolean => {
      steps += 1;
      if (steps > maxSteps) return true;
      const so = decide(formula, values);
      if (so !== undefined) return so;
      const variable = variables[at];
      if (variable === undefined) return false;
      for (const value of domains.get(variable) ?? []) {
        values.set(variable, value);
        if (search(at + 1)) return true;
      }
      values.delete(variable);
      return false;
    };
    return search(0);
  }

  /** The values that each variable can have: its allowed values, or the texts that it is compared with and one more. */
  private domainsOf(formula: Formula): ReadonlyMap<string, readonly string[]> {
    const variables = new Set<string>();
    const literals = new Set<string>();
    const operand = (one: Operand): void => {
      if ('literal' in one) literals.add(one.literal);
      else if ('variable' in one) variables.add(one.variable);
      else {
        operand(one.key);
        for (const [key, value] of one.map) literals.add(key).add(value);
      }
    };
    const visit = (one: Formula): void => {
      if ('atom' in one) variables.add(one.atom);
      else if ('equal' in one) one.equal.forEach(operand);
      else if ('not' in one) visit(one.not);
      else ('all' in one ? one.all : one.any).forEach(visit);
    };
    visit(formula);
    return new Map(
      [...variables].map((variable) => [
        variable,
        this.allowed.get(variable) ?? [...literals, `\u0000${variable}`],
      ]),
    );
  }

  private formula(template: ConditionSource, condition: string, within: readonly string[]): Formula {
    const key = `${template.id}\n${condition}`;
    const known = this.formulas.get(key);
    if (known !== undefined) return known;
    const raw = objectAt(template.content, 'Conditions')[condition];
    const made: Formula =
      raw === undefined || within.includes(condition)
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
    // Two written texts are a switch that a later edit turns: both ways are looked at.
    const isSwitch = name === 'Fn::Equals' && !list.some(isObject);
    if (name === 'Fn::Equals' && !isSwitch)
      return { equal: [this.operand(list[0], template), this.operand(list[1], template)] };
    return this.atom(`${template.id}\n${JSON.stringify(raw)}`);
  }

  private atom(name: string): Formula {
    this.allowed.set(name, ['true', 'false']);
    return { atom: name };
  }

  private operand(raw: unknown, template: ConditionSource): Operand {
    if (!isObject(raw)) return { literal: String(raw) };
    const { Ref: name } = raw;
    if (typeof name === 'string') {
      const given = template.argument?.(name);
      if (given !== undefined) return this.operand(given.raw, given.template);
      // Equal for all templates of one environment.
      if (/^AWS::(AccountId|Partition|Region|URLSuffix)$/.test(name)) return { variable: name };
      const variable = `${template.id}\n${name}`;
      const parameter = objectAt(objectAt(template.content, 'Parameters'), name);
      const values = listAt(parameter, 'AllowedValues');
      if (values.length > 0 && !/^(AWS::SSM|List<|CommaDelimitedList)/.test(String(parameter['Type'])))
        this.allowed.set(variable, values.map(String));
      return { variable };
    }
    const [map, first, second] = listAt(raw, 'Fn::FindInMap');
    const rows = typeof map === 'string' ? objectAt(objectAt(template.content, 'Mappings'), map) : {};
    if (typeof second === 'string' && Object.keys(rows).length > 0 && first !== undefined) {
      const column = Object.keys(rows).flatMap((row): readonly (readonly [string, string])[] => {
        const value = objectAt(rows, row)[second];
        return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? [[row, String(value)]]
          : [];
      });
      return { key: this.operand(first, template), map: new Map(column) };
    }
    return { variable: `${template.id}\n${JSON.stringify(raw)}` };
  }
}

/** Undefined while values that decide are missing. */
function decide(formula: Formula, values: ReadonlyMap<string, string>): boolean | undefined {
  if ('atom' in formula) {
    const value = values.get(formula.atom);
    return value === undefined ? undefined : value === 'true';
  }
  if ('not' in formula) {
    const inner = decide(formula.not, values);
    return inner === undefined ? undefined : !inner;
  }
  if ('equal' in formula) {
    const [a, b] = formula.equal.map((one) => valueOf(one, values));
    return a === undefined || b === undefined ? undefined : a === b;
  }
  const [parts, decisive] = 'all' in formula ? [formula.all, false] : [formula.any, true];
  const decided = parts.map((part) => decide(part, values));
  if (decided.includes(decisive)) return decisive;
  return decided.includes(undefined) ? undefined : !decisive;
}

function valueOf(operand: Operand, values: ReadonlyMap<string, string>): string | undefined {
  if ('literal' in operand) return operand.literal;
  if ('variable' in operand) return values.get(operand.variable);
  const key = valueOf(operand.key, values);
  // A key that the map lacks ends the deployment.
  return key === undefined ? undefined : (operand.map.get(key) ?? `\u0000no ${key}`);
}
