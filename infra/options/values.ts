import { Token } from 'aws-cdk-lib';
import * as v from 'valibot';
import { problem } from '../../rule/core/problem';

/** Context gives strings where a prop is a number or a boolean: both are read as their text. */
const text = (allowed: string) =>
  v.pipe(v.union([v.string(), v.number(), v.boolean()], allowed), v.transform(String), v.trim());

export const choice = <const T extends readonly string[]>(values: T) => {
  const allowed = `one of ${values.join(', ')}`;
  return v.pipe(text(allowed), v.picklist(values, allowed));
};

export const flag = () => {
  const allowed = 'true or false';
  return v.pipe(
    text(allowed),
    v.picklist(['true', 'false'], allowed),
    v.transform((value) => value === 'true'),
  );
};

const digits = (allowed: string) => v.pipe(text(allowed), v.regex(/^\d{1,6}$/, allowed), v.transform(Number));

export const wholeNumber = ({ min, max }: { min: number; max: number }) => {
  const allowed = `a whole number ${min}..${max}`;
  return v.pipe(digits(allowed), v.minValue(min, allowed), v.maxValue(max, allowed));
};

export const oneOfNumbers = (values: readonly number[]) => {
  const allowed = `one of ${values.join(', ')}`;
  return v.pipe(
    digits(allowed),
    v.check((value) => values.includes(value), allowed),
  );
};

/** A value that only the deployment knows, a topic of the same app for one, passes. */
export const pattern = (expression: RegExp, allowed: string) =>
  v.pipe(
    text(allowed),
    v.check((value) => Token.isUnresolved(value) || expression.test(value), allowed),
  );

/** A list as a prop, or its comma-separated text as context gives it. */
export const list = (item: RegExp, { min = 0, max }: { min?: number; max: number }, allowed: string) =>
  v.pipe(
    v.union([v.array(v.string(allowed), allowed), v.string(), v.number()], allowed),
    v.transform((value) => (Array.isArray(value) ? value : String(value).split(','))),
    v.transform((items) => items.map((entry) => entry.trim())),
    v.check((items) => items.every((entry) => item.test(entry)), allowed),
    v.minLength(min, allowed),
    v.maxLength(max, allowed),
  );

/** What a schema says of each key's value; nothing where all is well. */
export function problemsOf(
  issues: readonly v.BaseIssue<unknown>[] | undefined,
  values: Readonly<Record<string, unknown>>,
): readonly string[] {
  return (issues ?? []).map((issue) => {
    const key = String(issue.path?.[0]?.key);
    return problem(key, values[key], issue.message);
  });
}
