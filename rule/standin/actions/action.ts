import * as v from 'valibot';
import { invalidInput } from '../service-error';
import type { Account, CallContext } from '../state/account';

export type Output = Readonly<Record<string, unknown>> | undefined;

/** One API action: knows the account that it is for and its input, and no HTTP. */
export type Action = (account: Account, input: unknown, context: CallContext) => Output | Promise<Output>;

export function action<const S extends v.GenericSchema>(
  schema: S,
  run: (account: Account, input: v.InferOutput<S>, context: CallContext) => Output | Promise<Output>,
): Action {
  return (account, input, context) => {
    const parsed = v.safeParse(schema, input);
    if (!parsed.success) throw invalidInput(describe(parsed.issues));
    return run(account, parsed.output, context);
  };
}

/** In AWS's words. */
function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  const lines = issues.map((issue) => {
    const path = (v.getDotPath(issue) ?? '').replace(/(^|\.)[A-Z]/g, (head) => head.toLowerCase());
    const value =
      issue.input === undefined ? 'null' : `'${JSON.stringify(issue.input).replace(/^"|"$/g, '')}'`;
    const wanted = issue.input === undefined ? 'Member must not be null' : issue.message;
    return `Value ${value} at '${path}' failed to satisfy constraint: ${wanted}`;
  });
  return `${lines.length} validation error${lines.length === 1 ? '' : 's'} detected: ${lines.join('; ')}`;
}

export const between = (low: number, high: number) =>
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+$/), v.transform(Number))]),
    v.minValue(low, `Member must have value greater than or equal to ${low}`),
    v.maxValue(high, `Member must have value less than or equal to ${high}`),
  );

export const textOf = (low: number, high: number) =>
  v.pipe(
    v.string(),
    v.minLength(low, `Member must have length greater than or equal to ${low}`),
    v.maxLength(high, `Member must have length less than or equal to ${high}`),
  );

export const oneOf = <const T extends readonly string[]>(values: T) =>
  v.picklist(values, `Member must satisfy enum value set: [${values.join(', ')}]`);
