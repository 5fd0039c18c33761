import * as v from 'valibot';
import { RuleError } from '../core/errors';
import { problem } from '../core/problem';

/** Which users a batch of CloudTrail's IAM records is about. */
export interface IamActivity {
  readonly records: number;
  /** Unique without case, as IAM's names are. */
  readonly userNames: readonly string[];
  /** Records that name no user, or that cannot be read: each may be about any user. */
  readonly nameless: number;
}

/** An invocation that is no batch of SQS messages: nothing in it can be a user's change. */
export class InvalidBatchError extends RuleError {}

const name = v.pipe(v.string(), v.regex(/^(?!HIDDEN_DUE_TO_SECURITY_REASONS$)[\w+=,.@-]{1,128}$/));
const maybeName = v.fallback(v.optional(name), undefined);
const namedSchema = v.fallback(
  v.nullish(v.object({ userName: maybeName, newUserName: maybeName })),
  undefined,
);

const recordSchema = v.object({
  body: v.pipe(
    v.string(),
    v.parseJson(),
    v.object({
      detail: v.object({
        eventName: v.string(),
        errorCode: v.nullish(v.string()),
        requestParameters: namedSchema,
        responseElements: v.fallback(v.nullish(v.object({ loginProfile: namedSchema })), undefined),
        userIdentity: v.fallback(
          v.nullish(v.object({ type: v.optional(v.string()), userName: maybeName })),
          undefined,
        ),
      }),
    }),
  ),
});
type Detail = v.InferOutput<typeof recordSchema>['body']['detail'];

/** Their user name may be left out, and then they are about the caller. */
const aboutTheCaller = new Set(['CreateLoginProfile', 'DeleteLoginProfile', 'DeactivateMFADevice']);

/**
 * Reads a batch of SQS messages, each an EventBridge event with a CloudTrail record of IAM. A call that failed (`errorCode`)
 * changed nothing. A user who was renamed is looked for under the new name; the id has not changed.
 * @throws InvalidBatchError where the event has no list of records
 */
export function parseIamActivity(event: unknown): IamActivity {
  const batch = v.safeParse(v.object({ Records: v.array(v.unknown()) }), event);
  if (!batch.success)
    throw new InvalidBatchError(
      `Invalid event: ${problem('Records', undefined, 'a batch of SQS messages')}.`,
    );
  const byFoldedName = new Map<string, string>();
  let nameless = 0;
  for (const message of batch.output.Records) {
    const record = v.safeParse(recordSchema, message);
    if (record.success && record.output.body.detail.errorCode) continue;
    const userName = record.success ? userNameOf(record.output.body.detail) : undefined;
    if (userName === undefined) nameless += 1;
    else byFoldedName.set(userName.toLowerCase(), userName);
  }
  return { records: batch.output.Records.length, userNames: [...byFoldedName.values()], nameless };
}

function userNameOf(detail: Detail): string | undefined {
  const { eventName, requestParameters, responseElements, userIdentity } = detail;
  const named =
    requestParameters?.newUserName ?? requestParameters?.userName ?? responseElements?.loginProfile?.userName;
  if (named !== undefined) return named;
  return aboutTheCaller.has(eventName) && userIdentity?.type === 'IAMUser'
    ? userIdentity.userName
    : undefined;
}
