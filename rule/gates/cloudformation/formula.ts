/** The value that a map has for a key: a row, or one column of it. */
export interface Lookup {
  /** Equal for what is written alike. */
  readonly form: string;
  readonly key: Operand;
  readonly map: ReadonlyMap<string, Operand>;
  readonly otherwise: Operand | undefined;
}

export type Operand = { readonly literal: string } | { readonly variable: string } | Lookup;

export type Formula =
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] }
  | { readonly not: Formula }
  | { readonly equal: readonly [Operand, Operand] }
  | { readonly inside: Operand }
  | { readonly atom: string };

type Decided = Map<Formula, boolean | undefined>;

/**
 * Undefined while values that decide are missing.
 * @param decided parts that were looked at: conditions share theirs, and a part of a part is asked for once
 */
export function decide(
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
  // A key that the map lacks ends the deployment: `inside` says so.
  const found = chosen(operand, values);
  return found && valueOf(found, values);
}

function chosen({ key, map, otherwise }: Lookup, values: ReadonlyMap<string, string>): Operand | undefined {
  const asked = valueOf(key, values);
  return asked === undefined ? undefined : (map.get(asked) ?? otherwise);
}
