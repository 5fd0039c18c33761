import { anyOf, areOfOneType, listOf, literal, mapOf, partOf, unknown, type Value } from './value';

type Literal = Extract<Value, { kind: 'literal' }>;
type List = Extract<Value, { kind: 'list' }>;
type Entries = ReadonlyMap<string, Value>;
type Function = (...values: readonly Value[]) => Value;

const isLiteral = (value: Value): value is Literal => value.kind === 'literal';
const isList = (value: Value): value is List => value.kind === 'list';
const isMap = (value: Value): value is Extract<Value, { kind: 'map' }> => value.kind === 'map';
const isNothing = (value: Value): boolean => isLiteral(value) && (value.value ?? '') === '';

/** Of values that are known, all of them. */
export const texts = (values: readonly Value[]): readonly string[] | undefined =>
  values.every(isLiteral) && values.every(({ value }) => value !== null)
    ? values.map(({ value }) => String(value))
    : undefined;

const ofTexts =
  (make: (...given: readonly string[]) => string): Function =>
  (...values) => {
    const given = texts(values);
    return given === undefined ? unknown : literal(make(...given));
  };

const ofLists =
  (make: (...lists: readonly (readonly Value[])[]) => Value): Function =>
  (...values) => {
    if (!values.every(isList)) return unknown;
    const made = make(...values.map(({ items }) => items));
    return isList(made)
      ? listOf(made.items, made.isOrdered && values.every(({ isOrdered }) => isOrdered), made.isSet)
      : made;
  };

const ofMaps =
  (make: (...maps: readonly Entries[]) => Value): Function =>
  (...values) =>
    values.every(isMap) ? make(...values.map(({ entries }) => entries)) : unknown;

/** Of values that are not known two may be one, and then nothing has its place. */
const distinct = (items: readonly Value[]): Value =>
  !areOfOneType(items)
    ? unknown
    : items.every(isLiteral)
      ? listOf([...new Map(items.map((item) => [JSON.stringify(item.value), item])).values()])
      : listOf(items, items.length === 1);

function toSet(items: readonly Value[]): Value {
  if (
    items.some(
      (item) => isLiteral(item) && (typeof item.value !== 'string' || /[\ud800-\udfff]/.test(item.value)),
    )
  )
    return unknown;
  const all = texts(items);
  return all === undefined
    ? listOf(items, items.length === 1, true)
    : listOf([...new Set(all)].toSorted((a, b) => (a < b ? -1 : 1)).map(literal), true, true);
}

function flat({ items, isOrdered }: List): Value {
  const all: Value[] = [];
  let inOrder = isOrdered;
  for (const item of items) {
    const inner = isList(item) ? flat(item) : listOf([item]);
    if (!isList(inner) || item.kind === 'any' || item.kind === 'unknown' || item.kind === 'missing')
      return unknown;
    all.push(...inner.items);
    inOrder &&= inner.isOrdered;
  }
  return listOf(all, inOrder);
}

const product = (
  rows: readonly (readonly Value[])[],
  items: readonly Value[],
): readonly (readonly Value[])[] =>
  rows.length * items.length > mostRows ? [] : rows.flatMap((row) => items.map((item) => [...row, item]));

const mostRows = 50_000;

/** The functions by which a configuration arranges and chooses values. Of any other the value is unknown. */
export const functions: Readonly<Partial<Record<string, Function>>> = {
  coalesce: (...values) => {
    const first = values.find((value) => !isNothing(value)) ?? unknown;
    return (isLiteral(first) || first.kind === 'later') && areOfOneType(values) ? first : unknown;
  },
  compact: ofLists((items = []) =>
    items.every(
      (item) =>
        isNothing(item) || item.kind === 'later' || (isLiteral(item) && typeof item.value === 'string'),
    )
      ? listOf(items.filter((item) => !isNothing(item)))
      : unknown,
  ),
  concat: ofLists((...lists) => (areOfOneType(lists.flat()) ? listOf(lists.flat()) : unknown)),
  distinct: ofLists((items = []) => distinct(items)),
  element: (list = unknown, index = unknown) => {
    if (!isList(list)) return unknown;
    const at =
      isLiteral(index) && typeof index.value === 'number' && index.value >= 0 ? index.value : undefined;
    return at === undefined ? anyOf(list.items) : partOf(list, literal(at % list.items.length));
  },
  flatten: (list = unknown) => (isList(list) ? flat(list) : unknown),
  format: (form = unknown, ...values) => {
    const [given, [pattern = ''] = []] = [texts(values), texts([form])];
    const parts = pattern.split(/%[sv]/);
    return given?.length !== parts.length - 1 || parts.join('').includes('%')
      ? unknown
      : literal(parts.map((part, index) => part + (given[index] ?? '')).join(''));
  },
  join: (separator = unknown, list = unknown, ...others) => {
    const [by, ...given] =
      (others.length === 0 && isList(list) && list.isOrdered
        ? texts([separator, ...list.items])
        : undefined) ?? [];
    return by === undefined ? unknown : literal(given.join(by));
  },
  keys: ofMaps((entries = new Map()) => listOf([...entries.keys()].map(literal))),
  length: (whole = unknown) =>
    isMap(whole)
      ? literal(whole.entries.size)
      : isList(whole) && whole.isOrdered
        ? literal(whole.items.length)
        : unknown,
  lookup: (map = unknown, key = unknown, otherwise = unknown) =>
    !isMap(map) || !areOfOneType([map, otherwise])
      ? unknown
      : isLiteral(key)
        ? (map.entries.get(String(key.value)) ?? otherwise)
        : anyOf([...map.entries.values(), otherwise]),
  lower: (text = unknown) => {
    const [given = 'é'] = texts([text]) ?? [];
    return /^[ -~]*$/.test(given) ? literal(given.toLowerCase()) : unknown;
  },
  merge: ofMaps((...maps) => mapOf(maps.flatMap((entries) => [...entries]))),
  one: ofLists((items = []) =>
    items.length === 0 ? literal(null) : items.length === 1 ? (items[0] ?? unknown) : unknown,
  ),
  setproduct: (...given) => {
    const lists = given.filter(isList).map(({ items }) => items);
    if (lists.length < Math.max(2, given.length) || !lists.every(areOfOneType)) return unknown;
    const rows = lists.reduce(product, [[]]);
    const isOrdered = given.every((one) => isList(one) && one.isOrdered && !one.isSet);
    return rows.length === 0 && lists.every(({ length }) => length > 0)
      ? unknown
      : listOf(
          rows.map((row) => listOf(row)),
          isOrdered,
        );
  },
  slice: (list = unknown, ...ends) => {
    const [from = -1, to = -1] = (texts(ends) ?? []).map(Number);
    return isList(list) && list.isOrdered && from >= 0 && from <= to && to <= list.items.length
      ? listOf(list.items.slice(from, to))
      : unknown;
  },
  tolist: ofLists((items = []) => (areOfOneType(items) ? listOf(items) : unknown)),
  tomap: ofMaps((entries = new Map()) => (areOfOneType([...entries.values()]) ? mapOf(entries) : unknown)),
  toset: ofLists((items = []) => toSet(items)),
  tostring: ofTexts((text = '') => text),
  values: ofMaps((entries = new Map()) => listOf([...entries.values()])),
};
