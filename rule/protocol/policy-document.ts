import * as v from 'valibot';
import type { ParsedCondition, ParsedPolicy, ParsedStatement, Patterns } from '../core/parsed-policy';

const texts = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value): readonly string[] => (typeof value === 'string' ? [value] : value)),
);
// A template may hold `true` or 3600 where IAM stores "true" and "3600".
const scalar = v.pipe(
  v.union([v.string(), v.boolean(), v.number()]),
  v.transform((value) => String(value)),
);
const values = v.pipe(
  v.union([scalar, v.array(scalar)]),
  v.transform((value): readonly string[] => (typeof value === 'string' ? [value] : value)),
);
const conditions = v.pipe(
  v.record(v.string(), v.record(v.string(), values)),
  v.transform((operators): readonly ParsedCondition[] =>
    Object.entries(operators).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, allowed]) => ({ operator, key, values: allowed })),
    ),
  ),
);

const statement = v.pipe(
  v.object({
    Effect: v.picklist(['Allow', 'Deny']),
    Action: v.optional(texts),
    NotAction: v.optional(texts),
    Resource: v.optional(texts),
    NotResource: v.optional(texts),
    Condition: v.optional(conditions),
  }),
  v.check(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined)),
  v.check(({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined)),
  v.transform((read): ParsedStatement => ({
    effect: read.Effect,
    actions: patterns(read.Action, read.NotAction),
    resources: patterns(read.Resource, read.NotResource),
    conditions: read.Condition ?? [],
  })),
);

function patterns(only: readonly string[] | undefined, allBut: readonly string[] | undefined): Patterns {
  return only === undefined ? { kind: 'all-but', patterns: allBut ?? [] } : { kind: 'only', patterns: only };
}

const document = v.pipe(
  v.object({
    Version: v.optional(v.string()),
    Statement: v.pipe(
      v.union([v.array(statement), statement]),
      v.transform((read): readonly ParsedStatement[] => ('effect' in read ? [read] : read)),
    ),
  }),
  v.transform(({ Version, Statement }): ParsedPolicy => ({
    variables: Version === '2012-10-17',
    statements: Statement,
  })),
);

/** An identity policy as JSON gives it; undefined for anything else, so that it is never taken for an empty one. */
export function parsePolicyDocument(json: unknown): ParsedPolicy | undefined {
  const parsed = v.safeParse(document, json);
  return parsed.success ? parsed.output : undefined;
}

/** The JSON of IAM's text, which comes URL-encoded (RFC 3986); undefined for a text that holds none. */
export function policyJson(text: string): unknown {
  try {
    return JSON.parse(text.trimStart().startsWith('{') ? text : decodeURIComponent(text));
  } catch {
    return undefined;
  }
}
