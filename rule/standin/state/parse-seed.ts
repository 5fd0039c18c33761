import * as v from 'valibot';
import { seed, type Seed } from './seed';

/** A seed that cannot be used: every problem on a line, with its path, the value got and what is allowed. */
export class SeedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SeedError';
  }
}

export function parseSeed(value: unknown): Seed {
  const parsed = v.safeParse(seed, value);
  if (parsed.success) return parsed.output;
  const problems = [...new Set(problemsOf(value))];
  throw new SeedError(
    problems.length === 1 ? problems.join('') : [`${problems.length} problems:`, ...problems].join('\n  '),
  );
}

type Issue = v.BaseIssue<unknown>;

/** Valibot stops at the first unknown key of an object; so each is taken away, and the rest is looked at again. */
function problemsOf(value: unknown): readonly string[] {
  const parsed = v.safeParse(seed, value);
  if (parsed.success) return [];
  const unknown = parsed.issues.filter(isUnknownKey);
  const others = parsed.issues.filter((issue) => !isUnknownKey(issue));
  const rest = unknown.length === 0 ? [] : problemsOf(without(value, unknown));
  return [...unknown.map(sentence), ...(unknown.length === 0 ? others.map(sentence) : rest)];
}

const isUnknownKey = (issue: Issue): boolean => issue.type === 'strict_object' && issue.expected === 'never';

function without(value: unknown, issues: readonly Issue[]): unknown {
  const copy = structuredClone(value);
  for (const { path = [] } of issues) {
    let holder = copy;
    for (const { key } of path.slice(0, -1)) holder = (holder as Record<string, unknown>)[String(key)];
    Reflect.deleteProperty(holder as object, String(path.at(-1)?.key));
  }
  return copy;
}

function sentence(issue: Issue): string {
  const where = issue.path === undefined ? '' : `.${v.getDotPath(issue) ?? ''}`;
  return `seed${where.replace(/\.(\d+)(?=\.|$)/g, '[$1]')}: ${complaint(issue)}.`;
}

function complaint(issue: Issue): string {
  if (isUnknownKey(issue)) return 'this key is unknown; remove it or correct its spelling';
  if (issue.type === 'strict_object' && issue.input === undefined) return 'this key is missing';
  const allowed = issue.kind === 'validation' ? issue.message : (issue.expected ?? issue.message);
  return `got ${JSON.stringify(issue.input)}, allowed: ${allowed}`;
}
