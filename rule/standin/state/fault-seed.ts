import * as v from 'valibot';
import { accountId, count, name, positive, region, text } from './seed-values';

const { optional, array, strictObject } = v;

const action = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9]*:(\*|[A-Za-z0-9]+)$/, 'service:Action or service:*'),
);

/** Which calls a fault meets (all that are given must fit), how many of them, and what happens to them. */
export const fault = strictObject({
  action,
  userNames: optional(array(text)),
  accountIds: optional(array(accountId)),
  regions: optional(array(region)),
  resourceIds: optional(array(text)),
  skip: optional(count),
  times: optional(count),
  error: optional(text),
  message: optional(v.string()),
  status: optional(v.pipe(v.number(), v.integer('a whole number'), v.minValue(400), v.maxValue(599))),
  delayMilliseconds: optional(count),
  connection: optional(v.picklist(['reset', 'hang'])),
  /** An answer that is HTTP 200, and none: see broken-answers. */
  body: optional(v.picklist(['stalled', 'drip', 'cut', 'cut-cleanly', 'html', 'empty', 'hollow'])),
  /** The call is carried out first: only its answer is lost. */
  afterwards: optional(v.boolean()),
  list: optional(
    v.picklist([
      'no-end',
      'repeated-token',
      'token-cycle',
      'token-after-the-end',
      'repeated-page',
      'no-end-mark',
      'no-token',
    ]),
  ),
  failResourceIds: optional(array(text)),
  deleteUser: optional(name),
  renameUser: optional(strictObject({ from: name, to: name })),
});

/** A token bucket: full at the start, refilled evenly. */
export const rateLimit = strictObject({
  action,
  callsPerSecond: positive,
  /** How many calls a full bucket holds. */
  burst: optional(v.pipe(v.number(), v.minValue(1, 'a number of 1 or more'))),
  /**
   * The scope of a bucket: each API of each account and region, each account, each account that called AssumeRole for
   * whatever its roles do in others, or all accounts together one.
   */
  per: optional(v.picklist(['api', 'account', 'calling-account', 'all']), 'api'),
  accountIds: optional(array(accountId)),
  error: optional(text, 'Throttling'),
});

/** A fault on demand: which calls it meets, and what happens to them. */
export type Fault = v.InferInput<typeof fault>;
export type BodyFault = NonNullable<Fault['body']>;
export type ListFault = NonNullable<Fault['list']>;
export type RateLimit = v.InferOutput<typeof rateLimit>;
