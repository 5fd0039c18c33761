import * as v from 'valibot';
import type { PolicyStatement } from './policy';

const oneOrMany = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === 'string' ? [value] : value)),
);
/** AWS gives back what was written: a condition's value may be a boolean or a number. */
const values = v.pipe(
  v.union([v.string(), v.boolean(), v.number(), v.array(v.union([v.string(), v.boolean(), v.number()]))]),
  v.transform((value) => (Array.isArray(value) ? value : [value]).map(String)),
);

const principal = v.optional(v.union([v.string(), v.record(v.string(), oneOrMany)]));

const statement = v.pipe(
  v.object({
    Effect: v.string(),
    Principal: principal,
    NotPrincipal: principal,
    Action: v.optional(oneOrMany, []),
    NotAction: v.optional(oneOrMany),
    Condition: v.optional(v.record(v.string(), v.record(v.string(), values)), {}),
  }),
  v.transform(({ Effect, Principal, NotPrincipal, Action, NotAction, Condition }): PolicyStatement => {
    const named = NotPrincipal ?? Principal;
    const principals = typeof named === 'object' ? (named['AWS'] ?? []) : [];
    return {
      effect: Effect,
      services: typeof named === 'object' ? (named['Service'] ?? []) : [],
      everyone: named === '*' || principals.includes('*'),
      principals,
      isNotPrincipal: NotPrincipal !== undefined,
      actions: Action,
      notActions: NotAction,
      conditions: Condition,
    };
  }),
);

const policy = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    Statement: v.union([
      v.array(statement),
      v.pipe(
        statement,
        v.transform((one) => [one]),
      ),
    ]),
  }),
);

/** The statements of a policy that AWS gives as JSON. */
export const statementsOf = (text: string): readonly PolicyStatement[] => v.parse(policy, text).Statement;
