import * as v from 'valibot';

/** All that a run makes lies under it, so that it is found without a journal, too. */
export const rootPath = '/iam-user-mfa-verify/';

/** Written down before it is done. */
const step = v.object({
  step: v.string(),
  userName: v.optional(v.string()),
  /** Of a user that the run has made: it stays the same, whatever else changes the user. */
  userId: v.optional(v.string()),
  serialNumber: v.optional(v.string()),
});

/** The next step of a run, written before it is done. It holds no password and no seed. */
export const journalSchema = v.object({
  schemaVersion: v.literal(1),
  accountId: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  path: v.pipe(v.string(), v.regex(/^\/iam-user-mfa-verify\/[0-9a-f]{8}\/$/)),
  steps: v.pipe(v.array(step), v.readonly()),
});
export type Step = Readonly<v.InferOutput<typeof step>>;
export type Journal = v.InferOutput<typeof journalSchema>;
