import type { UnknownLoop } from './document';
import { isObject, listAt, objectAt, type JsonObject } from './json-object';

export const loopPrefix = 'Fn::ForEach::';
/** More than a template may have resources, by far. */
const maxTurns = 20_000;

/** A template with its loops written out. */
export interface Expanded {
  readonly content: JsonObject;
  /** The loop that made a resource, where one did. */
  readonly loopOf: ReadonlyMap<string, string>;
  /** The loops among resources whose turns nobody knows before the deployment; one within properties stays where it is. */
  readonly unknown: readonly UnknownLoop[];
  /** The parameters whose defaults the loops went over. */
  readonly overDefaults: ReadonlySet<string>;
}

/**
 * A template with every `Fn::ForEach` in its place, also within properties: over a written list, a parameter's default, or a map.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoops(content: JsonObject): Expanded {
  const overDefaults = new Set<string>();
  const resources = new Loops(content, overDefaults);
  const section = (name: string, loops: Loops): JsonObject =>
    isObject(content[name]) ? { [name]: loops.expand(content[name]) } : {};
  return {
    content: {
      ...content,
      ...section('Resources', resources),
      ...section('Conditions', new Loops(content, overDefaults)),
      ...section('Outputs', new Loops(content, overDefaults)),
    },
    loopOf: resources.loopOf,
    unknown: resources.unknown,
    overDefaults,
  };
}

class Loops {
  readonly loopOf = new Map<string, string>();
  readonly unknown: UnknownLoop[] = [];
  private turns = 0;

  constructor(
    private readonly template: JsonObject,
    private readonly overDefaults: Set<string>,
  ) {}

  expand(section: JsonObject): JsonObject {
    if (!JSON.stringify(section).includes(loopPrefix)) return section;
    return Object.fromEntries(
      this.entriesOf(section, undefined, (loop, fragment) => {
        this.unknown.push({ loop, fragment });
        return [];
      }).map(([key, body]) => [key, this.within(body)]),
    );
  }

  private entriesOf(
    section: JsonObject,
    outer: string | undefined,
    ofUnknown: (loop: string, body: unknown) => readonly (readonly [string, unknown])[],
  ): readonly (readonly [string, unknown])[] {
    return Object.entries(section).flatMap(([key, body]): readonly (readonly [string, unknown])[] => {
      if (!key.startsWith(loopPrefix)) {
        if (outer !== undefined) this.loopOf.set(key, outer);
        return [[key, body]];
      }
      const loop = outer ?? key;
      const turns = this.turnsOf(body);
      return turns?.flatMap((turn) => this.entriesOf(turn, loop, ofUnknown)) ?? ofUnknown(loop, body);
    });
  }

  /** Loops among properties. */
  private within(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((one: unknown) => this.within(one));
    if (!isObject(node)) return node;
    return Object.fromEntries(
      this.entriesOf(node, undefined, (loop, body) => [[loop, body]]).map(([key, inner]) => [
        key,
        key.startsWith(loopPrefix) ? inner : this.within(inner),
      ]),
    );
  }

  private turnsOf(body: unknown): readonly JsonObject[] | undefined {
    if (!Array.isArray(body)) return undefined;
    const [identifier, collection, fragment] = body as readonly unknown[];
    const values = this.valuesOf(collection);
    if (typeof identifier !== 'string' || values === undefined || !isObject(fragment)) return undefined;
    this.turns += values.length;
    if (this.turns > maxTurns) return undefined;
    return values.map((value) => substituted(fragment, identifier, value));
  }

  private valuesOf(collection: unknown): readonly string[] | undefined {
    if (typeof collection === 'string' || typeof collection === 'number') return [String(collection)];
    if (Array.isArray(collection)) {
      const lists = collection.map((one: unknown) => this.valuesOf(one));
      return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
    }
    if (!isObject(collection)) return undefined;
    if (typeof collection['Ref'] === 'string') {
      const parameter = objectAt(objectAt(this.template, 'Parameters'), collection['Ref']);
      const { Type: type, Default: given } = parameter;
      if (typeof given !== 'string' && typeof given !== 'number') return undefined;
      // An empty default waits for a value.
      if (/^AWS::SSM::/.test(String(type)) || String(given).trim() === '') return undefined;
      this.overDefaults.add(collection['Ref']);
      const isList = /^(CommaDelimitedList|List<)/.test(String(type));
      return isList ? commaSeparated(String(given)) : [String(given)];
    }
    const [map, ...keys] = listAt(collection, 'Fn::FindInMap').map((one) => this.valuesOf(one)?.[0]);
    if (map !== undefined && keys[0] !== undefined && keys[1] !== undefined)
      return this.valuesOf(objectAt(objectAt(objectAt(this.template, 'Mappings'), map), keys[0])[keys[1]]);
    const [separator, text] = listAt(collection, 'Fn::Split');
    const whole = this.valuesOf(text);
    if (typeof separator === 'string' && whole?.length === 1) return whole[0]?.split(separator);
    return undefined;
  }
}

const commaSeparated = (text: string): readonly string[] =>
  text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));

/** `${Name}` is the value, `&{Name}` for its letters and digits. */
function substituted(fragment: JsonObject, identifier: string, value: string): JsonObject {
  const replace = (text: string): string =>
    text
      .replaceAll(`\${${identifier}}`, () => value)
      .replaceAll(`&{${identifier}}`, value.replace(/[^A-Za-z0-9]/g, ''));
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') return replace(node);
    if (Array.isArray(node)) return node.map(visit);
    if (!isObject(node)) return node;
    if (node['Ref'] === identifier) return value;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [replace(key), visit(inner)]));
  };
  const result = visit(fragment);
  return isObject(result) ? result : {};
}
