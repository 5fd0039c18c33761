import * as v from 'valibot';

const isDate = (value: unknown): boolean =>
  (typeof value === 'string' || value instanceof Date) && !Number.isNaN(new Date(value).getTime());

export const date = v.pipe(
  v.unknown(),
  v.check(isDate, 'a date such as 2026-01-31T12:00:00Z'),
  v.transform((value) => new Date(value as string | Date)),
);
export const text = v.pipe(v.string(), v.minLength(1, 'a non-empty string'));
export const count = v.pipe(v.number(), v.integer('a whole number'), v.minValue(0, 'a number of 0 or more'));
export const positive = v.pipe(v.number(), v.gtValue(0, 'a number above 0'));
export const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/, 'twelve digits'));
export const name = v.pipe(
  v.string(),
  v.regex(/^[\w+=,.@-]{1,64}$/, 'an IAM name: 1 to 64 of A-Z a-z 0-9 +=,.@_-'),
);
export const path = v.pipe(v.string(), v.regex(/^\/(?:[\x21-\x7e]*\/)?$/, 'an IAM path: / or /.../'));
export const partition = v.pipe(
  v.string(),
  v.regex(/^aws(-[a-z]+)*$/, 'a partition such as aws or aws-us-gov'),
);
export const region = v.pipe(v.string(), v.regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'a region such as us-east-1'));
export const jsonObject = v.record(v.string(), v.unknown());
