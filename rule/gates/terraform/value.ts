import type { Instance } from './instances';

/**
 * A value in the .tf files, as far as they and the plan settle it: `named` gives a part when it is asked for, `later` is an
 * attribute that apply fills, `any` is one of several, and `missing` is an error, of which `try` makes something else.
 */
export type Value =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly isOrdered: boolean }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value> }
  | { readonly kind: 'named'; readonly part: (name: string) => Value }
  | { readonly kind: 'later'; readonly instance: Instance; readonly attribute: string }
  | { readonly kind: 'any'; readonly values: readonly Value[] }
  | { readonly kind: 'missing' | 'unknown' };

export const unknown: Value = { kind: 'unknown' };
const missing: Value = { kind: 'missing' };

/** Longer lists and texts are of a configuration that doubles them. */
const mostItems = 50_000;

export const literal = (value: string | number | boolean | null): Value =>
  typeof value === 'string' && value.length > mostItems ? unknown : { kind: 'literal', value };

export const listOf = (items: readonly Value[], isOrdered = true): Value =>
  items.length > mostItems ? unknown : { kind: 'list', items, isOrdered };

/** Terraform goes through a map in the order of its keys. */
export const mapOf = (entries: Iterable<readonly [string, Value]>): Value => ({
  kind: 'map',
  entries: new Map([...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : 1))),
});

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
  const by = key.kind === 'literal' ? key.value : undefined;
  switch (whole.kind) {
    case 'named':
      return by === undefined ? unknown : whole.part(String(by));
    case 'map':
      return by === undefined
        ? anyOf([...whole.entries.values()])
        : (whole.entries.get(String(by)) ?? missing);
    case 'list':
      return by === undefined || !whole.isOrdered ? anyOf(whole.items) : (whole.items[Number(by)] ?? missing);
    case 'missing':
      return missing;
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
  return ['string', 'number', 'boolean'].includes(typeof value) || value === null
    ? literal(value as string | number | boolean | null)
    : unknown;
}
