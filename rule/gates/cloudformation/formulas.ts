import { isObject, listAt, objectAt, type JsonObject } from '../json-object';
import type { Formula, Operand } from './formula';

/** A template as conditions need it. */
export interface ConditionSource {
  readonly id: string;
  /** Equal for templates of one region. */
  readonly environment: string;
  readonly content: JsonObject;
  /** The argument of a nested stack's parameter, and the template in which it is written. */
  readonly argument: (parameter: string) => Argument | undefined;
}

export interface Argument {
  readonly raw: unknown;
  readonly template: ConditionSource;
}

/** One value for all templates of an account. */
export const ofTheAccount: readonly string[] = ['AWS::AccountId', 'AWS::Partition', 'AWS::URLSuffix'];

/** And so many conditions stand on each other. */
const maxDepth = 500;
/** Arguments of arguments can double at each level. */
const maxForm = 10_000;

/**
 * The conditions of templates as formulas: and, or and not over `Fn::Equals`. An expression that is not followed is a text of its
 * own that can be anything.
 */
export class Formulas {
  /** The values that a variable can have, where they are few. */
  readonly allowed = new Map<string, readonly string[]>();
  /** The template of each parameter. */
  readonly owners = new Map<string, ConditionSource>();
  private readonly formulas = new Map<string, Formula>();
  private readonly rules = new Map<ConditionSource, readonly Formula[]>();
  private readonly operands = new Map<string, Operand>();
  private depth = 0;

  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/rules-section-structure.html */
  rulesOf(template: ConditionSource): readonly Formula[] {
    const known = this.rules.get(template);
    if (known !== undefined) return known;
    const made = Object.values(objectAt(template.content, 'Rules')).flatMap((rule): readonly Formula[] => {
      if (!isObject(rule)) return [];
      const { RuleCondition: condition } = rule;
      const asserted = listAt(rule, 'Assertions')
        .filter(isObject)
        .map(({ Assert }) => this.read(Assert, template));
      const all = { all: asserted };
      return [condition === undefined ? all : { any: [{ not: this.read(condition, template) }, all] }];
    });
    this.rules.set(template, made);
    return made;
  }

  /** A condition that leads back to itself, or through too many others, can be anything. */
  formula(template: ConditionSource, condition: string): Formula {
    const key = `${template.id}\n${condition}`;
    const known = this.formulas.get(key);
    if (known !== undefined) return known;
    const raw = objectAt(template.content, 'Conditions')[condition];
    const open = this.atom(key);
    this.formulas.set(key, open);
    if (raw === undefined || this.depth === maxDepth) return open;
    this.depth += 1;
    const made = this.read(raw, template);
    this.depth -= 1;
    this.formulas.set(key, made);
    return made;
  }

  private read(raw: unknown, template: ConditionSource): Formula {
    const [name, argument] = Object.entries(isObject(raw) ? raw : {})[0] ?? [];
    const read = (one: unknown): Formula => this.read(one, template);
    if (name === 'Condition') return this.formula(template, String(argument));
    const open = `${template.id}\n${JSON.stringify(raw)}`;
    if (!Array.isArray(argument)) return this.atom(open);
    const list: readonly unknown[] = argument;
    if (name === 'Fn::And') return { all: list.map(read) };
    if (name === 'Fn::Or') return { any: list.map(read) };
    if (name === 'Fn::Not') return { not: read(list[0]) };
    const equal = (one: unknown, other: unknown): Formula =>
      this.equal({ raw: one, template }, { raw: other, template });
    if (name === 'Fn::Equals' && list.length === 2) return equal(list[0], list[1]);
    if (name === 'Fn::Contains' && Array.isArray(list[0]))
      return { any: list[0].map((one: unknown) => equal(one, list[1])) };
    return this.atom(open);
  }

  /** An argument of a nested stack may be a choice. */
  private equal(one: Argument, other: Argument): Formula {
    for (const [{ raw, template }, rest] of [
      [one, other],
      [other, one],
    ] as const) {
      const given =
        isObject(raw) && typeof raw['Ref'] === 'string' ? template.argument(raw['Ref']) : undefined;
      if (given !== undefined) return this.equal(given, rest);
      const [condition, yes, no] = isObject(raw) ? listAt(raw, 'Fn::If') : [];
      if (typeof condition !== 'string') continue;
      const so = this.formula(template, condition);
      const branch = (taken: unknown): Formula => this.equal({ raw: taken, template }, rest);
      return { any: [{ all: [so, branch(yes)] }, { all: [{ not: so }, branch(no)] }] };
    }
    return { equal: [this.operand(one.raw, one.template), this.operand(other.raw, other.template)] };
  }

  private atom(name: string): Formula {
    // A parameter may have the name of a condition.
    const atom = `condition ${name}`;
    this.allowed.set(atom, ['true', 'false']);
    return { atom };
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
    const given = template.argument(name);
    if (given !== undefined) return this.operand(given.raw, given.template);
    if (ofTheAccount.includes(name)) return { variable: name };
    if (name === 'AWS::Region') return { variable: `${template.environment}\n${name}` };
    const variable = `${template.id}\n${name}`;
    this.owners.set(variable, template);
    const parameter = objectAt(objectAt(template.content, 'Parameters'), name);
    const values = listAt(parameter, 'AllowedValues');
    if (values.length > 0 && !/AWS::SSM|List/.test(String(parameter['Type'])))
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
        .split(/\$\{([^!${}][^${}]*)\}/)
        .map((part, index) => (index % 2 === 0 ? { literal: part.replaceAll('${!', '${') } : named(part)));
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
