import { InvalidDocumentError } from '../invalid-document-error';
import { isObject, listAt, objectAt, type JsonObject } from '../json-object';
import { ofTheAccount } from './formulas';
import type { Scope } from './scope';
import { isMade, type Resource, type Template } from './template';
import {
  isLiteral,
  isNoValue,
  nameProperties,
  unknown,
  withoutVariables,
  type Text,
  type Value,
} from './value';
import type { World } from './worlds';

/** Exports of exports can double at each level. */
const maxText = 10_000;
/** And lead through as many steps as there are stacks. */
const maxSteps = 500;

/** Evaluates the expressions of one scope in one world. */
export class Values {
  /** Expressions by template; one without a value is being evaluated. */
  private readonly known = new Map<Template, Map<object, Value | undefined>>();

  private steps = 0;

  constructor(
    private readonly scope: Scope,
    readonly world: World,
  ) {}

  /** @throws InvalidDocumentError where the expression leads back to itself */
  of(raw: unknown, template: Template): Value {
    if (typeof raw === 'string') return this.written(raw);
    if (typeof raw === 'number' || typeof raw === 'boolean') return { kind: 'text', text: String(raw) };
    if (!isObject(raw)) return unknown('a value of an unknown form');
    const known = this.known.get(template) ?? new Map<object, Value | undefined>();
    this.known.set(template, known);
    const value = known.get(raw);
    if (value !== undefined) return value;
    if (known.has(raw))
      throw new InvalidDocumentError(template.document.file, 'has a value that leads back to itself');
    if (this.steps === maxSteps) return unknown('a value by too many steps');
    known.set(raw, undefined);
    this.steps += 1;
    try {
      const found = this.evaluate(raw, template);
      known.set(raw, found);
      return found;
    } finally {
      this.steps -= 1;
    }
  }

  /** The expression itself where it is a choice: the branch that is taken, by however many steps. */
  branch(raw: unknown, template: Template): unknown {
    if (!isObject(raw) || !('Fn::If' in raw)) return raw;
    const [condition, yes, no] = listAt(raw, 'Fn::If');
    if (typeof condition !== 'string') return raw;
    return this.branch(this.world.isTrue(template, condition) ? yes : no, template);
  }

  /** The members of a list that are there in this world; undefined where only the deployment tells the list. */
  members(list: unknown, template: Template): readonly unknown[] | undefined {
    const taken = this.branch(list, template);
    if (taken === undefined || taken === null || isNoValue(taken)) return [];
    if (Array.isArray(taken)) {
      const each = taken.map((member: unknown) => {
        const one = this.branch(member, template);
        return Array.isArray(one) ? this.members(one, template) : isNoValue(one) ? [] : [one];
      });
      return each.every((members) => members !== undefined) ? each.flat() : undefined;
    }
    if (!isObject(taken)) return [taken];
    const found = this.list(taken, template);
    return found === undefined ? undefined : this.members(found, template);
  }

  /** A list that a function gives. */
  private list(raw: JsonObject, template: Template): readonly unknown[] | undefined {
    const argument = typeof raw['Ref'] === 'string' ? template.argument(raw['Ref']) : undefined;
    if (argument !== undefined && mayBeList(raw, template)) {
      const given = this.members(argument.raw, argument.template);
      const texts = given?.map((one) => this.of(one, argument.template));
      return texts?.length !== 0 && texts?.every((one) => one.kind === 'text' && isLiteral(one.text)) === true
        ? texts.flatMap((one) => (one.kind === 'text' ? one.text.split(',').map((part) => part.trim()) : []))
        : undefined;
    }
    if ('Fn::FindInMap' in raw) {
      const found = this.mapped(raw, template);
      return Array.isArray(found) ? found : typeof found === 'string' ? [found] : undefined;
    }
    const [separator, text] = listAt(raw, 'Fn::Split');
    if (typeof separator === 'string') {
      const whole = this.of(text, template);
      return whole.kind === 'text' && isLiteral(whole.text) ? whole.text.split(separator) : undefined;
    }
    const found = this.of(raw, template);
    const isOne = found.kind === 'resource' || (found.kind === 'text' && !mayBeList(raw, template));
    return isOne ? [raw] : undefined;
  }

  private evaluate(raw: JsonObject, template: Template): Value {
    const [[name, argument] = ['', undefined], ...more] = Object.entries(raw);
    if (more.length > 0) return unknown('a value of an unknown form');
    switch (name) {
      case 'Ref':
        return this.reference(String(argument), undefined, template);
      case 'Fn::GetAtt': {
        const [id = '', ...attribute] = Array.isArray(argument)
          ? argument.map(String)
          : String(argument).split('.');
        return this.reference(id, attribute.join('.'), template);
      }
      case 'Fn::If': {
        const branch = this.branch(raw, template);
        return branch === raw ? unknown('Fn::If of an unknown form') : this.of(branch, template);
      }
      case 'Fn::Sub':
        return this.substituted(argument, template);
      case 'Fn::Join':
        return this.joined(argument, template);
      case 'Fn::ImportValue':
        return this.imported(argument, template);
      case 'Fn::Select': {
        const [index, list] = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
        const isList = Array.isArray(list) || (isObject(list) && mayBeList(list, template));
        const members = isList && /^\d+$/.test(String(index)) ? this.members(list, template) : undefined;
        const member = members?.[Number(index)];
        return member === undefined ? this.opaque(raw, name, template) : this.of(member, template);
      }
      case 'Fn::FindInMap': {
        const found = this.mapped(raw, template);
        return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
          ? { kind: 'text', text: String(found) }
          : this.opaque(raw, name, template);
      }
      case 'Fn::Transform':
        return unknown('a macro makes it');
      default:
        return name.startsWith('Fn::')
          ? this.opaque(raw, name, template)
          : unknown('a value of an unknown form');
    }
  }

  private opaque(raw: unknown, name: string, template: Template): Value {
    return this.scope.variables.text(
      `${template.id} ${JSON.stringify(raw)}`,
      `${name} is known only when it is deployed`,
    );
  }

  /** Of a text only what a dynamic reference brings is open. */
  private written(text: string): Value {
    if (!text.includes('{{resolve:')) return { kind: 'text', text };
    const made = text.replace(
      /\{\{resolve:[^{}]*\}\}/g,
      (found) => this.scope.variables.text(found, 'a dynamic reference').text,
    );
    return { kind: 'text', text: made };
  }

  private reference(id: string, attribute: string | undefined, template: Template): Value {
    const { variables } = this.scope;
    if (id === 'AWS::NoValue') return { kind: 'nothing' };
    if (id === 'AWS::StackName' && template.document.stackName !== undefined)
      return { kind: 'text', text: template.document.stackName };
    if (id === 'AWS::AccountId' && template.document.account !== undefined)
      return { kind: 'text', text: template.document.account };
    if (ofTheAccount.includes(id)) return variables.text(id, id);
    if (id === 'AWS::Region') return variables.text(`${template.environment} ${id}`, id);
    if (id.startsWith('AWS::')) return variables.text(`${template.id} ${id}`, id);
    const resource = this.scope.resource(template, id);
    if (resource !== undefined) {
      if (!isMade(resource, this.world)) return unknown(`${id} is not made with it`);
      if (attribute?.startsWith('Outputs.') === true) {
        const nested = this.scope.nestedIn(resource);
        const output =
          nested && objectAt(objectAt(nested.content, 'Outputs'), attribute.slice('Outputs.'.length));
        if (nested !== undefined && output !== undefined && 'Value' in output)
          return this.of(output['Value'], nested);
      }
      return resource.type.startsWith('AWS::IAM::')
        ? { kind: 'resource', resource }
        : variables.text(
            `${template.id} ${id} ${attribute ?? ''}`,
            `${id} is known only when it is deployed`,
          );
    }
    if (template.isList(id)) return unknown(`the parameter ${id}`);
    const argument = template.argument(id);
    if (argument !== undefined) {
      const value = this.of(argument.raw, argument.template);
      return value.kind === 'nothing' ? unknown(`the parameter ${id}`) : value;
    }
    return template.parameter(id) === undefined
      ? unknown(`${id} is not in the template`)
      : variables.text(`${template.id} ${id}`, `the parameter ${id}`);
  }

  private substituted(argument: unknown, template: Template): Value {
    const [text, values] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument, {}];
    if (typeof text !== 'string') return unknown('Fn::Sub of no text');
    const given = isObject(values) ? values : {};
    const named = (name: string): Value =>
      Object.hasOwn(given, name)
        ? this.of(given[name], template)
        : this.reference(...splitName(name), template);
    const whole = /^\$\{([^!${}][^${}]*)\}$/.exec(text)?.[1];
    if (whole !== undefined) return named(whole);
    const parts = text
      .split(/\$\{([^!${}][^${}]*)\}/)
      .map((part, index) => (index % 2 === 0 ? this.written(part.replace(/\$\{!/g, '${')) : named(part)));
    return this.concatenated(parts, '');
  }

  private joined(argument: unknown, template: Template): Value {
    const [separator, parts] = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
    const members = this.members(parts, template);
    if (typeof separator !== 'string' || members === undefined)
      return this.opaque({ 'Fn::Join': argument }, 'Fn::Join', template);
    const values = members.map((part) => this.of(part, template)).filter(({ kind }) => kind !== 'nothing');
    return values.length === 1 && values[0] !== undefined ? values[0] : this.concatenated(values, separator);
  }

  private concatenated(values: readonly Value[], separator: string): Value {
    const texts: string[] = [];
    for (const value of values) {
      if (value.kind === 'unknown') return value;
      if (value.kind === 'resource') texts.push(this.nameOf(value.resource).text);
      else if (value.kind === 'text') texts.push(value.text);
    }
    const text = texts.join(separator);
    return text.length > maxText ? unknown('a text that is too long') : { kind: 'text', text };
  }

  /** The name of an IAM resource; a variable where CloudFormation makes it up, or where it is not known. */
  nameOf(resource: Resource): Text {
    const { type, template, logicalId, properties } = resource;
    const name = this.of(properties[nameProperties[type] ?? ''] ?? noValue, template);
    if (name.kind === 'text') return name;
    const why =
      name.kind === 'nothing'
        ? `the name of ${logicalId}`
        : name.kind === 'unknown'
          ? name.why
          : `what ${name.resource.logicalId} is named`;
    return this.scope.variables.text(`${name.kind} name of ${template.id} ${logicalId}`, why);
  }

  private mapped(raw: JsonObject, template: Template): unknown {
    const keys = listAt(raw, 'Fn::FindInMap')
      .slice(0, 3)
      .map((key) => this.of(key, template));
    const [map, row, column] = keys.map((key) =>
      key.kind === 'text' && isLiteral(key.text) ? key.text : undefined,
    );
    if (map === undefined || row === undefined || column === undefined) return undefined;
    const maps = objectAt(template.content, 'Mappings');
    return objectAt(objectAt(maps, map), row)[column];
  }

  private imported(argument: unknown, template: Template): Value {
    const name = this.of(argument, template);
    if (name.kind !== 'text') return unknown('an imported value');
    const found = this.scope.exportOf(name.text, { world: this.world, of: (raw, at) => this.of(raw, at) });
    return found === undefined
      ? unknown(`the export ${withoutVariables(name.text, '*')} is of another stack`)
      : this.of(found.raw, found.template);
  }
}

/** An expression that may be a list. */
export const mayBeList = (raw: JsonObject, template: Template): boolean =>
  typeof raw['Ref'] === 'string'
    ? template.isList(raw['Ref'])
    : !/^Fn::(Sub|Join|Select|ImportValue)$/.test(Object.keys(raw)[0] ?? '');

const noValue = { Ref: 'AWS::NoValue' };

/** `Alice.Arn` is an attribute of Alice. */
function splitName(name: string): [string, string | undefined] {
  const at = name.indexOf('.');
  return at < 0 ? [name, undefined] : [name.slice(0, at), name.slice(at + 1)];
}
