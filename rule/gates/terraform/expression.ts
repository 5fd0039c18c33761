import { functions, texts } from './functions';
import {
  anyOf,
  areOfOneType,
  listOf,
  literal,
  mapOf,
  missing,
  partOf,
  through,
  unknown,
  type Value,
} from './value';

/** The values of the first names of references: `var`, `local`, `aws_iam_user`; and for each turn of a loop, `for`. */
export type Names = (name: string) => Value;
export type Expression = (names: Names) => Value;

/**
 * An expression of a .tf file as a function from names to its value.
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function expressionOf(text: string): Expression {
  try {
    const reader = new Reader(text);
    const made = reader.expression();
    return reader.isAtEnd() ? made : () => unknown;
  } catch {
    return () => unknown;
  }
}

const levels = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];
const tokens = /\s*([A-Za-z_][\w-]*|\d+(?:\.\d+)?|\.\.\.|=>|[=!<>]=|&&|\|\||\[\*\]|\.\*|\S|$)/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  isAtEnd = (): boolean => this.next() === '';

  expression(): Expression {
    const condition = this.binary(0);
    if (!this.skip('?')) return condition;
    const then = this.expression();
    this.take(':');
    const otherwise = this.expression();
    return (names) =>
      through(condition(names), (one) => {
        const arms = [then(names), otherwise(names)];
        if (!areOfOneType(arms)) return unknown;
        const isKnown = one.kind === 'literal' && typeof one.value === 'boolean';
        return isKnown ? (arms[isTrue(one) ? 0 : 1] ?? unknown) : anyOf(arms);
      });
  }

  private binary(level: number): Expression {
    const inner = (): Expression => (level === levels.length - 1 ? this.unary() : this.binary(level + 1));
    let left = inner();
    for (;;) {
      const operator = levels[level]?.find((one) => this.skip(one));
      if (operator === undefined) return left;
      const [first, second] = [left, inner()];
      left = (names) => operated(operator, first(names), second(names));
    }
  }

  private unary(): Expression {
    if (!this.skip('!')) return this.postfix();
    const inner = this.unary();
    return (names) => through(inner(names), (one) => (isBoolean(one) ? literal(!isTrue(one)) : unknown));
  }

  private postfix(): Expression {
    let whole = this.primary();
    for (;;) {
      const of = whole;
      if (this.skip('[*]') || this.skip('.*')) return this.splat(of);
      if (this.skip('.')) {
        const name = literal(this.read(/^[\w-]+$/));
        whole = (names) => partOf(of(names), name);
      } else if (this.skip('[')) {
        const key = this.expression();
        this.take(']');
        whole = (names) => partOf(of(names), key(names));
      } else return whole;
    }
  }

  /** The rest of the reference is of each part. */
  private splat(of: Expression): Expression {
    const rest: string[] = [];
    while (this.skip('.')) rest.push(this.read(/^[\w-]+$/));
    if (/^[[.]/.test(this.next())) throw new Error('an index after a splat');
    const part = (value: Value): Value => rest.reduce((whole, name) => partOf(whole, literal(name)), value);
    return (names) =>
      through(of(names), (whole) => {
        if (whole.kind === 'list') return listOf(whole.items.map(part), whole.isOrdered);
        if (whole.kind === 'literal' && whole.value === null) return listOf([]);
        return ['unknown', 'missing', 'later'].includes(whole.kind) ? unknown : listOf([part(whole)]);
      });
  }

  private primary(): Expression {
    const token = this.read(/^[\w("[{]/);
    if (token === '"') return this.template();
    if (token === '(') {
      const inner = this.expression();
      this.take(')');
      return inner;
    }
    if (token === '[') return this.list();
    if (token === '{') return this.map();
    if (/^\d/.test(token)) return () => literal(Number(token));
    if (token === 'true' || token === 'false') return () => literal(token === 'true');
    if (token === 'null') return () => literal(null);
    if (!this.skip('(')) return (names) => names(token);
    const [given, isSpread, written] = this.until(')');
    if (token === 'try') return (names) => firstOf(given, written, names);
    const make = Object.hasOwn(functions, token) ? functions[token] : undefined;
    return (names) => {
      if (make === undefined) return unknown;
      const values = given.map((one) => one(names));
      if (values.some(({ kind }) => kind === 'missing')) return missing;
      const last = values.at(-1);
      const all = isSpread
        ? last?.kind === 'list' && last.isOrdered
          ? [...values.slice(0, -1), ...last.items]
          : undefined
        : values;
      const ways = all?.reduce((count, one) => count * (one.kind === 'any' ? one.values.length : 1), 1) ?? 0;
      return all === undefined || ways > mostWays ? unknown : each(all, make);
    };
  }

  private list(): Expression {
    if (this.skip('for')) {
      const { over, item } = this.loop(']');
      return (names) =>
        over(
          names,
          (inner) => item(inner),
          (items, isOrdered) => listOf(items, isOrdered),
        );
    }
    const [items] = this.until(']');
    return (names) => listOf(items.map((one) => one(names)));
  }

  private map(): Expression {
    if (this.skip('for')) {
      const { over, item, value } = this.loop('}');
      return (names) =>
        over(
          names,
          (inner) => listOf([item(inner), value(inner)]),
          (items) => ofPairs(items.map((pair) => (pair.kind === 'list' ? pair.items : []))),
        );
    }
    const pairs: (readonly [Expression, Expression])[] = [];
    while (!this.skip('}')) {
      const name = this.next();
      const key = /^[A-Za-z_]/.test(name)
        ? ((this.at += this.length(name)), () => literal(name))
        : this.expression();
      if (!this.skip('=')) this.take(':');
      pairs.push([key, this.expression()]);
      this.skip(',');
    }
    return (names) => ofPairs(pairs.map(([key, value]) => [key(names), value(names)]));
  }

  /** `for k, v in all : item => value if condition`, after `for`. */
  private loop(end: string) {
    const first = this.read(/^[A-Za-z_]/);
    const second = this.skip(',') ? this.read(/^[A-Za-z_]/) : undefined;
    this.take('in');
    const all = this.expression();
    this.take(':');
    const item = this.expression();
    const value = this.skip('=>') ? this.expression() : item;
    const condition = this.skip('if') ? this.expression() : () => literal(true);
    this.take(end);
    const over = (
      names: Names,
      make: (inner: Names) => Value,
      collect: (items: readonly Value[], isOrdered: boolean) => Value,
    ): Value =>
      through(all(names), (whole) => {
        const entries =
          whole.kind === 'map'
            ? [...whole.entries].map(([key, one]) => [literal(key), one] as const)
            : whole.kind === 'list' && (whole.isOrdered || second === undefined)
              ? whole.items.map((one, index) => [whole.isSet ? one : literal(index), one] as const)
              : undefined;
        const turns = entries?.map(([key, one]): Names => {
          const bound = new Map(
            second === undefined
              ? [[first, one]]
              : [
                  [first, key],
                  [second, one],
                ],
          );
          names('for');
          return (name) => bound.get(name) ?? names(name);
        });
        const kept = turns?.map((inner) => condition(inner));
        return turns === undefined || kept?.every(isBoolean) !== true
          ? unknown
          : collect(
              turns.filter((_, index) => isTrue(kept[index])).map(make),
              whole.kind !== 'list' || whole.isOrdered,
            );
      });
    return { over, item, value };
  }

  /** A text, after its first quote. */
  private template(): Expression {
    const parts: Expression[] = [];
    let own = '';
    const end = (): void => {
      const held = own;
      if (held !== '') parts.push(() => literal(held));
      own = '';
    };
    for (;;) {
      const [found = ''] =
        /^(?:[$%]\{|\$\$\{|%%\{|\\.|[\s\S]|$)/.exec(this.text.slice(this.at, this.at + 3)) ?? [];
      this.at += found.length;
      if (found === '"') break;
      if (found === '' || found === '%{') throw new Error('no end, or a directive');
      if (found === '${') {
        end();
        parts.push(this.expression());
        this.take('}');
      } else if (found.startsWith('\\')) own += JSON.parse(`"${found}"`) as string;
      else own += found.length === 3 ? found.slice(1) : found;
    }
    end();
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    return (names) => {
      const given = texts(parts.map((part) => part(names)));
      return given === undefined ? unknown : literal(given.join(''));
    };
  }

  private until(end: string): readonly [readonly Expression[], boolean, readonly string[]] {
    const found: Expression[] = [];
    const written: string[] = [];
    let isSpread = false;
    while (!this.skip(end)) {
      const at = this.at;
      found.push(this.expression());
      written.push(this.text.slice(at, this.at).trim());
      isSpread = this.skip('...');
      if (!this.skip(',')) {
        this.take(end);
        break;
      }
    }
    return [found, isSpread, written];
  }

  private next(): string {
    tokens.lastIndex = this.at;
    return tokens.exec(this.text)?.[1] ?? '';
  }

  private length(token: string): number {
    return this.text.indexOf(token, this.at) + token.length - this.at;
  }

  private read(form: RegExp): string {
    const token = this.next();
    if (!form.test(token)) throw new Error(`not expected: ${token}`);
    this.at += this.length(token);
    return token;
  }

  private skip(token: string): boolean {
    const isNext = this.next() === token;
    if (isNext) this.at += this.length(token);
    return isNext;
  }

  private take(token: string): void {
    if (!this.skip(token)) throw new Error(`expected: ${token}`);
  }
}

/** More ways than these are not told apart. */
const mostWays = 200;

const isBoolean = (value: Value): boolean => value.kind === 'literal' && typeof value.value === 'boolean';
const isTrue = (value: Value | undefined): boolean => value?.kind === 'literal' && value.value === true;

const reference = /^[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:[\w.-]+|"[\w-]*")\])*$/;

/** The value of `try`: a part that a reference names is there or not, and of any other expression an error may be unseen. */
function firstOf(given: readonly Expression[], written: readonly string[], names: Names): Value {
  const found: Value[] = [];
  for (const [index, one] of given.entries()) {
    const value = one(names);
    if (value.kind === 'missing') continue;
    found.push(value);
    if (value.kind !== 'any' && reference.test(written[index] ?? '')) break;
  }
  return anyOf(found);
}

/** The function over each way in which its arguments may come out. */
function each(values: readonly Value[], make: (...values: readonly Value[]) => Value): Value {
  const at = values.findIndex(({ kind }) => kind === 'any');
  const one = values[at];
  return one === undefined ? make(...values) : through(one, (chosen) => each(values.with(at, chosen), make));
}

function ofPairs(pairs: readonly (readonly Value[])[]): Value {
  const keys = texts(pairs.map(([key = unknown]) => key));
  return keys === undefined
    ? unknown
    : mapOf(keys.map((key, index): [string, Value] => [key, pairs[index]?.[1] ?? unknown]));
}

const ofNumbers: Readonly<Partial<Record<string, (a: number, b: number) => number | boolean>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '%': (a, b) => a % b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

function operated(operator: string, first: Value, second: Value): Value {
  if (operator === '||' && (isTrue(first) || isTrue(second))) return literal(true);
  if (first.kind !== 'literal' || second.kind !== 'literal') return unknown;
  const [a, b] = [first.value, second.value];
  if (operator === '==' || operator === '!=')
    return typeof a === typeof b || a === null || b === null
      ? literal((a === b) === (operator === '=='))
      : unknown;
  if (operator === '&&' || operator === '||')
    return isBoolean(first) && isBoolean(second)
      ? literal(operator === '&&' ? isTrue(first) && isTrue(second) : isTrue(first) || isTrue(second))
      : unknown;
  const made =
    Number.isSafeInteger(a) && Number.isSafeInteger(b)
      ? ofNumbers[operator]?.(Number(a), Number(b))
      : undefined;
  return made === undefined || Object.is(made, -0) ? unknown : literal(made);
}
