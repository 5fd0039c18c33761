// Terraform's own value of an expression, and ours of the same text.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expressionOf } from '../../../rule/gates/terraform/expression';
import { unknown, type Value } from '../../../rule/gates/terraform/value';
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
  writeFileSync(
    path.join(folder, 'main.tf'),
    `locals {\n${[...fixedLocals, ...own].join('\n')}\n}\noutput "all" {\n  value = [${all}]\n}\n`,
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
  run('apply', '-auto-approve');
  const answers = JSON.parse(run('output', '-json', 'all')) as readonly (string | null)[];
  rmSync(folder, { recursive: true, force: true });
  return answers.map((one) =>
    one === null || one === '!' ? undefined : JSON.stringify((JSON.parse(one) as { v: unknown }).v),
  );
}

export function valueOf(text: string): Value {
  const blocks = blocksIn(new Map([['main.tf', `locals {\n${fixedLocals.join('\n')}\nx = ${text}\n}\n`]]));
  const written = blocks.get('locals')?.expressions;
  const names = (root: string): Value =>
    root === 'local'
      ? { kind: 'named', part: (name) => expressionOf(written?.get(name) ?? '')(names) }
      : unknown;
  return expressionOf(written?.get('x') ?? '')(names);
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
      case 'named':
      case 'later':
      case 'unknown':
        return true;
    }
  };
  return compare(value, JSON.parse(answer) as unknown);
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

const shown = (value: Value): string =>
  JSON.stringify(value, (_, one: unknown): unknown => (one instanceof Map ? Object.fromEntries(one) : one));
