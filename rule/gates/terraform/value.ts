import type { Instance } from './instances';

/**
 * A value in the .tf files, as far as they and the plan settle it: `named` gives a part when it is asked for, `later` is an
 * attribute that apply fills, `any` is one of several, and `missing` is an error, of which `try` makes something else.
 */
export type Value =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | {
      readonly kind: 'list';
      readonly items: readonly Value[];
      readonly isOrdered: boolean;
      readonly isSet: boolean;
    }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value> }
  | { readonly kind: 'named'; readonly part: (name: string) => Value }
  | { readonly kind: 'later'; readonly instance: Instance; readonly attribute: string }
  | { readonly kind: 'any'; readonly values: readonly Value[] }
  | { readonly kind: 'missing' | 'unknown' };

export const unknown: Value = { kind: 'unknown' };
export const missing: Value = { kind: 'missing' };

/** Longer lists and texts are of a configuration that doubles them. */
const mostItems = 50_000;

/** Texts are compared as Terraform holds them; numbers that it holds more exactly are given up. */
export function literal(value: string | number | boolean | null): Value {
  if (typeof value === 'string')
    return value.length > mostItems ? unknown : { kind: 'literal', value: value.normalize() };
  return typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    !/^-?\d{1,9}\.\d{1,6}$/.test(String(value))
    ? unknown
    : { kind: 'literal', value };
}

const isMissing = ({ kind }: Value): boolean => kind === 'missing';

/** An error in a part is one of the whole. */
export const listOf = (items: readonly Value[], isOrdered = true, isSet = false): Value =>
  items.some(isMissing)
    ? missing
    : items.length > mostItems
      ? unknown
      : { kind: 'list', items, isOrdered, isSet };

/** Terraform goes through a map in the order of its keys, by their bytes: that of the longest characters is another here. */
export function mapOf(entries: Iterable<readonly [string, Value]>): Value {
  const all = [...new Map(entries)];
  if (all.some(([, value]) => isMissing(value))) return missing;
  return all.some(([key]) => /[\ud800-\udfff]/.test(key))
    ? unknown
    : { kind: 'map', entries: new Map(all.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Whether one type can be made of all of them, of a collection or the arms of a condition, and leave each as it is. */
export function areOfOneType(values: readonly Value[]): boolean {
  const types = new Set<string>();
  const rest = [...values];
  for (let seen = 0, one = rest.pop(); one !== undefined; one = rest.pop()) {
    seen += 1;
    if (seen > 2 * mostItems) return false;
    if (one.kind === 'list') for (const item of one.items) rest.push(item);
    else if (one.kind === 'map') for (const item of one.entries.values()) rest.push(item);
    else if (one.kind === 'any') for (const item of one.values) rest.push(item);
    else if (one.kind !== 'literal') types.add(one.kind === 'named' ? 'object' : 'string');
    else if (one.value !== null) types.add(typeof one.value);
  }
  return types.size < 2;
}

/** More values than these are not told apart. */
const mostValues = 50;

export function anyOf(values: readonly Value[]): Value {
  if (values.length > mostValues) return unknown;
  const all = values.flatMap((value) => (value.kind === 'any' ? value.values : [value]));
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  const isOpen = all.some(({ kind }) => kind === 'unknown' || kind === 'missing');
  return isOpen || all.length === 0 || all.length > mostValues ? unknown : { kind: 'any', values: all };
}

export const through = (value: Value, make: (one: Value) => Value): Value =>
  value.kind === 'any' ? anyOf(value.values.map(make)) : make(value);

/** `whole[key]`, and `whole.key`. */
export const partOf = (whole: Value, key: Value): Value =>
  through(whole, (one) => through(key, (by) => partOfOne(one, by)));

function partOfOne(whole: Value, key: Value): Value {
  if (whole.kind === 'missing' || key.kind === 'missing') return missing;
  if (key.kind === 'literal' && key.value === null) return missing;
  const by = key.kind === 'literal' ? key.value : undefined;
  switch (whole.kind) {
    case 'named':
      return by === undefined ? unknown : whole.part(String(by));
    case 'map':
      return by === undefined
        ? anyOf([...whole.entries.values()])
        : (whole.entries.get(String(by)) ?? missing);
    case 'list':
      if (whole.isSet) return missing;
      if (by === undefined || !whole.isOrdered) return anyOf(whole.items);
      return typeof by !== 'boolean' && /^\d+$/.test(String(by))
        ? (whole.items[Number(by)] ?? missing)
        : unknown;
    case 'literal':
    case 'later':
    case 'any':
    case 'unknown':
      return unknown;
  }
}

export function ofJson(value: unknown): Value {
  if (Array.isArray(value)) return listOf(value.map(ofJson));
  if (typeof value === 'object' && value !== null)
    return mapOf(Object.entries(value).map(([key, inner]) => [key, ofJson(inner)]));
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value === null
    ? literal(value)
    : unknown;
}
