// Terraform's own value of an expression, and ours of the same text.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expressionOf, type Names } from '../../../rule/gates/terraform/expression';
import { literal, unknown, type Value } from '../../../rule/gates/terraform/value';
import { blocksIn } from '../../../rule/gates/terraform/written-blocks';
import { Random } from './random';
import { expression, fixedLocals } from './random-expressions';

/** What Terraform makes of an expression as JSON; undefined where it is an error. */
export type Answer = string | undefined;

/** By one process for all of them: an error is caught by `try`. */
export function answersOf(expressions: readonly string[]): readonly Answer[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'expressions-'));
  const own = expressions.map((text, index) => `x${index} = try(jsonencode({ v = ${text} }), "!")`);
  const all = expressions.map((_, index) => `local.x${index}`).join(', ');
  const resources = Object.entries(outputs).map(
    ([name, value]) => `resource "terraform_data" "${name}" {\n  input = "${value}"\n}\n`,
  );
  writeFileSync(
    path.join(folder, 'main.tf'),
    `locals {\n${[...fixedLocals, ...own].join('\n')}\n}\n${resources.join('')}output "all" {\n  value = [${all}]\n}\n`,
  );
  const run = (...args: readonly string[]): string => {
    const done = spawnSync('terraform', [...args, '-no-color'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      maxBuffer: 2 ** 28,
    });
    if (done.status !== 0) throw new Error(`terraform ${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  run('init');
  run('apply', '-auto-approve');
  const answers = JSON.parse(run('output', '-json', 'all')) as readonly (string | null)[];
  rmSync(folder, { recursive: true, force: true });
  return answers.map((one) =>
    one === null || one === '!'
      ? undefined
      : JSON.stringify((JSON.parse(one) as { v: unknown }).v).replace(/"[\da-f]{8}-[-\da-f]{27}"/g, '"ID"'),
  );
}

/** Of resources that Terraform itself has: we are to know `input` from the plan, and `output` after apply. */
const outputs: Readonly<Record<string, string>> = { a: 'x', b: 'y' };

function resourceOf(name: string): Value {
  const instance = {
    address: name,
    moduleAddress: '',
    type: 'terraform_data',
    key: name,
    isData: false,
    index: undefined,
    actions: ['create'],
    values: {},
    unknown: {},
  };
  return {
    kind: 'named',
    part: (attribute) =>
      attribute === 'input'
        ? literal(outputs[name] ?? null)
        : attribute === 'output'
          ? { kind: 'later', instance, attribute }
          : unknown,
  };
}

const localsOf = (...more: readonly string[]): ReadonlyMap<string, string> =>
  blocksIn(new Map([['main.tf', `locals {\n${[...fixedLocals, ...more].join('\n')}\n}\n`]])).get('locals')
    ?.expressions ?? new Map<string, string>();

const namesOf =
  (locals: ReadonlyMap<string, string>): Names =>
  (root) => {
    const part = (name: string): Value => expressionOf(locals.get(name) ?? '')(namesOf(locals));
    if (root === 'local') return { kind: 'named', part };
    return root === 'terraform_data' ? { kind: 'named', part: resourceOf } : unknown;
  };

export const fixedNames = namesOf(localsOf());

/** Of an expression as it is written in a file. */
export function valueOf(text: string): Value {
  const locals = localsOf(`x = ${text}`);
  return expressionOf(locals.get('x') ?? '')(namesOf(locals));
}

/** Whether our value can be Terraform's: what we do not follow can be anything. */
export function agrees(value: Value, answer: Answer): boolean {
  if (answer === undefined) return true;
  const compare = (one: Value, json: unknown): boolean => {
    switch (one.kind) {
      case 'literal':
        return one.value === json;
      case 'list':
        return (
          Array.isArray(json) &&
          (one.isOrdered
            ? json.length === one.items.length && one.items.every((item, index) => compare(item, json[index]))
            : json.every((inner) => one.items.some((item) => compare(item, inner))))
        );
      case 'map':
        return (
          typeof json === 'object' &&
          json !== null &&
          !Array.isArray(json) &&
          Object.keys(json).length === one.entries.size &&
          [...one.entries].every(
            ([key, inner]) => key in json && compare(inner, (json as Record<string, unknown>)[key]),
          )
        );
      case 'any':
        return one.values.some((inner) => compare(inner, json));
      case 'missing':
        return false;
      case 'later':
        return outputs[one.instance.key] === json;
      case 'named':
      case 'unknown':
        return true;
    }
  };
  return compare(value, JSON.parse(answer) as unknown);
}

export const rowsFile = path.resolve(__dirname, '../plans/recorded/expressions.json');

/** An expression, Terraform's value of it, null for an error, and ours where it is in other words. */
export type ExpressionRow = readonly [expression: string, answer: string | null, ours?: string];

export function rowOf(text: string, answer: Answer): ExpressionRow {
  const ours = shown(valueOf(text));
  return ours === answer ? [text, answer] : [text, answer ?? null, ours];
}

const isWhole = (value: Value): boolean =>
  value.kind === 'literal' ||
  (value.kind === 'list' && value.isOrdered && value.items.every(isWhole)) ||
  (value.kind === 'map' && [...value.entries.values()].every(isWhole));

export function compareExpressions(seed: number, count: number) {
  const random = new Random(seed);
  const expressions = Array.from({ length: count }, () => expression(random, 1 + random.below(3)));
  const answers = answersOf(expressions);
  const values = expressions.map(valueOf);
  return {
    errors: answers.filter((one) => one === undefined).length,
    followed: values.filter((one, index) => answers[index] !== undefined && isWhole(one)).length,
    differences: expressions.flatMap((text, index) => {
      const value = values[index] ?? unknown;
      return agrees(value, answers[index])
        ? []
        : [`${text}\n  terraform: ${answers[index] ?? 'an error'}\n  ours: ${shown(value)}`];
    }),
  };
}

/** A value in one line: `?` is unknown, `!` an error, `a.output` known after apply. */
export function shown(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.value);
    case 'list':
      return `${value.isOrdered ? '' : 'unordered '}${value.isSet ? 'set ' : ''}[${value.items.map(shown).join(',')}]`;
    case 'map':
      return `{${[...value.entries].map(([key, inner]) => `${JSON.stringify(key)}:${shown(inner)}`).join(',')}}`;
    case 'any':
      return value.values.map(shown).join(' | ');
    case 'later':
      return `${value.instance.key}.${value.attribute}`;
    case 'named':
      return 'a resource';
    case 'missing':
      return '!';
    case 'unknown':
      return '?';
  }
}
