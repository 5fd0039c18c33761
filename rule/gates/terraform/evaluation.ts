import { isObject, objectAt, type JsonObject } from '../json-object';
import { referencesIn, type Configuration } from './configuration';
import { expressionOf, type Expression, type Names } from './expression';
import { modulePath, parentModule, type Instance } from './instances';
import type { Sources } from './sources';
import { listOf, literal, mapOf, ofJson, partOf, through, unknown, type Value } from './value';
import { isOfType } from './variable-type';

/** Where an expression is: in an instance of a module, and in a block with an index of for_each or count. */
interface Place {
  readonly moduleAddress: string;
  readonly index?: string | number | undefined;
  /** The value of for_each. */
  readonly all?: () => Value;
}

/** The names that one configuration may ask for; one that asks for more goes in circles, or grows without bound. */
const mostAsked = 2_000_000;

/** The values of what is written in the .tf files, where a person says that the plan is of these files. */
export class Evaluation {
  private readonly byResource = new Map<string, Instance[]>();
  private readonly modules = new Map<string, Set<string>>();
  private readonly values = new Map<string, Value>();
  private readonly expressions = new Map<string, Expression>();
  private asked = 0;

  constructor(
    private readonly plan: JsonObject,
    instances: readonly Instance[],
    private readonly configuration: Configuration,
    private readonly sources: Sources,
  ) {
    if (!sources.areOfThePlan) return;
    for (const instance of instances) {
      const id = `${instance.moduleAddress} ${instance.key}`;
      const siblings = this.byResource.get(id);
      if (siblings === undefined) this.byResource.set(id, [instance]);
      else siblings.push(instance);
      for (let at = instance.moduleAddress; at !== ''; at = parentModule(at)) {
        const held = this.modules.get(callOf(at)) ?? new Set();
        this.modules.set(callOf(at), held.add(at));
      }
    }
  }

  /** Undefined where the files do not have the expression, or it is a reference that leads elsewhere. */
  valueOf(instance: Instance, attribute: string): Value | undefined {
    if (!this.sources.areOfThePlan) return undefined;
    const { moduleAddress, key, index } = instance;
    const text = this.textOf(modulePath(moduleAddress), key, attribute);
    if (text === undefined) return undefined;
    const all = (): Value => this.forEachOf(moduleAddress, key);
    const value = this.evaluated(text, { moduleAddress, index, all });
    return value.kind === 'unknown' && isReference(text) ? undefined : value;
  }

  private evaluated(text: string, place: Place): Value {
    const expression = this.expressions.get(text) ?? expressionOf(text);
    this.expressions.set(text, expression);
    try {
      return expression(this.namesAt(place));
    } catch {
      return unknown;
    }
  }

  /** As it is written; of a module whose files are elsewhere a reference or a constant, as the plan has it. */
  private textOf(path: string, block: string, name: string): string | undefined {
    const written = this.sources.expressionAt(path, block, name);
    if (written !== undefined) return written;
    const planned = this.configuration.expressionAt(path, block, name);
    if (isObject(planned) && 'constant_value' in planned) return JSON.stringify(planned['constant_value']);
    const [only, ...others] = referencesIn(planned);
    return others.length === 0 ? only : undefined;
  }

  private forEachOf(moduleAddress: string, block: string): Value {
    return this.once(`${moduleAddress} for_each of ${block}`, () => {
      const text = this.textOf(modulePath(moduleAddress), block, 'for_each');
      return text === undefined ? unknown : this.evaluated(text, { moduleAddress });
    });
  }

  private once(id: string, make: () => Value): Value {
    const held = this.values.get(id);
    if (held !== undefined) return held;
    this.values.set(id, unknown);
    const made = make();
    this.values.set(id, made);
    return made;
  }

  private namesAt(place: Place): Names {
    const { moduleAddress, index, all } = place;
    const named = (part: (name: string) => Value): Value => ({ kind: 'named', part });
    return (root) => {
      this.asked += 1;
      if (this.asked > mostAsked) throw new Error('more than any configuration asks for');
      switch (root) {
        case 'local':
          return named((name) => this.written(moduleAddress, 'locals', name));
        case 'var':
          return named((name) =>
            this.once(`${moduleAddress} var.${name}`, () => this.variable(moduleAddress, name)),
          );
        case 'module':
          return named((name) =>
            this.once(`${moduleAddress} module.${name}`, () => this.called(moduleAddress, name)),
          );
        case 'data':
          return named((type) => named((name) => this.resource(moduleAddress, `data.${type}.${name}`)));
        case 'count':
          return index === undefined ? unknown : mapOf([['index', literal(index)]]);
        case 'each':
          return index === undefined
            ? unknown
            : named((name) => (name === 'key' ? literal(index) : eachValue(all?.() ?? unknown, index)));
        case 'path':
        case 'terraform':
        case 'self':
          return unknown;
        default:
          return named((name) => this.resource(moduleAddress, `${root}.${name}`));
      }
    };
  }

  /** A local value, or an output. */
  private written(moduleAddress: string, block: string, name: string): Value {
    return this.once(`${moduleAddress} ${block}.${name}`, () => {
      const text = this.textOf(modulePath(moduleAddress), block, name);
      return text === undefined ? unknown : this.evaluated(text, { moduleAddress });
    });
  }

  private variable(moduleAddress: string, name: string): Value {
    const path = modulePath(moduleAddress);
    const type = this.sources.expressionAt(path, `variable.${name}`, 'type') ?? '';
    // Their conversion adds attributes, or takes away what is there twice.
    if (/\boptional\(|.\bset\(/.test(type)) return unknown;
    const given = moduleAddress === '' ? this.ofRoot(name) : this.argument(moduleAddress, name);
    const nullable = this.sources.expressionAt(path, `variable.${name}`, 'nullable') ?? 'true';
    const isOrDefault = nullable !== 'true' && given.kind === 'literal' && given.value === null;
    if (isOrDefault || !isOfType(given, type)) return unknown;
    return type.startsWith('set(') ? expressionOf('toset(given)')(() => given) : given;
  }

  private ofRoot(name: string): Value {
    return ofJson(objectAt(objectAt(this.plan, 'variables'), name)['value']);
  }

  private argument(moduleAddress: string, name: string): Value {
    const outer = parentModule(moduleAddress);
    const block = `module.${modulePath(moduleAddress).split('.').at(-1) ?? ''}`;
    const text = this.textOf(modulePath(outer), block, name);
    if (text === undefined) return ofJson(this.configuration.defaultOf(modulePath(moduleAddress), name));
    const all = (): Value => this.forEachOf(outer, block);
    return this.evaluated(text, { moduleAddress: outer, index: indexOf(moduleAddress), all });
  }

  /** Whether none is one of a loop that has no turn. */
  private isLoop(moduleAddress: string, block: string): boolean {
    const written = (name: string): string | undefined =>
      this.sources.expressionAt(modulePath(moduleAddress), block, name);
    return !block.startsWith('data.') && (written('count') ?? written('for_each')) !== undefined;
  }

  private called(moduleAddress: string, name: string): Value {
    const call = [moduleAddress, `module.${name}`].filter((part) => part !== '').join('.');
    const outputs = (at: string): Value => ({
      kind: 'named',
      part: (output) => this.written(at, `output.${output}`, 'value'),
    });
    const addresses = [...(this.modules.get(call) ?? [])];
    return collected(
      this.isLoop(moduleAddress, `module.${name}`),
      addresses.map((at) => [indexOf(at), outputs(at)]),
    );
  }

  private resource(moduleAddress: string, key: string): Value {
    return this.once(`${moduleAddress} all ${key}`, () => {
      const instances = this.byResource.get(`${moduleAddress} ${key}`) ?? [];
      return collected(
        this.isLoop(moduleAddress, key),
        instances.map((instance) => [instance.index, ofInstance(instance)]),
      );
    });
  }
}

/** A module's address without its own index. */
const callOf = (moduleAddress: string): string => moduleAddress.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '');

function indexOf(moduleAddress: string): string | number | undefined {
  const index: unknown = JSON.parse(moduleAddress.slice(callOf(moduleAddress).length) || '[]');
  const [only] = Array.isArray(index) ? (index as readonly unknown[]) : [];
  return typeof only === 'string' || typeof only === 'number' ? only : undefined;
}

const eachValue = (all: Value, key: string | number): Value =>
  through(all, (one) => (one.kind === 'list' ? literal(key) : partOf(one, literal(key))));

const isReference = (text: string): boolean => /^[A-Za-z_][\w-]*(\.[\w-]+|\[[^\]]*\])*$/.test(text);

function collected(
  isLoop: boolean,
  parts: readonly (readonly [string | number | undefined, Value])[],
): Value {
  const [[index, only] = []] = parts;
  if (only === undefined) return isLoop ? listOf([]) : unknown;
  if (typeof index === 'string') return mapOf(parts.map(([key, part]) => [String(key), part]));
  return index === undefined
    ? only
    : listOf(parts.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, part]) => part));
}

function ofInstance(instance: Instance): Value {
  const { values, unknown: later } = instance;
  const part = (attribute: string): Value =>
    later[attribute] === true
      ? { kind: 'later', instance, attribute }
      : attribute in values && !(attribute in later)
        ? ofJson(values[attribute])
        : unknown;
  return { kind: 'named', part };
}
