import * as v from 'valibot';

/** A successful sign-in of an IAM user to the console. */
export interface ConsoleLogin {
  readonly userId: string;
  readonly at: Date;
  /** Null where the event does not say. */
  readonly mfaUsed: boolean | null;
  readonly sourceIp: string | null;
}

/**
 * A ConsoleLogin event of CloudTrail. Federated and role sign-ins always say that no MFA was used, and root is no IAM user,
 * so only `IAMUser` counts.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
const schema = v.object({
  eventName: v.literal('ConsoleLogin'),
  eventTime: v.pipe(v.string(), v.isoTimestamp()),
  userIdentity: v.object({ type: v.literal('IAMUser'), principalId: v.string() }),
  responseElements: v.object({ ConsoleLogin: v.literal('Success') }),
  additionalEventData: v.nullish(v.object({ MFAUsed: v.nullish(v.string()) })),
  sourceIPAddress: v.nullish(v.string()),
});

/** Undefined for whatever is no successful sign-in of an IAM user, and for an event of a shape that is not documented. */
export function parseConsoleLogin(json: string): ConsoleLogin | undefined {
  let event: unknown;
  try {
    event = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(schema, event);
  if (!parsed.success) return undefined;
  const { eventTime, userIdentity, additionalEventData, sourceIPAddress } = parsed.output;
  return {
    userId: userIdentity.principalId,
    at: new Date(eventTime),
    mfaUsed: mfaUsedBy(additionalEventData?.MFAUsed),
    sourceIp: sourceIPAddress ?? null,
  };
}

/** @see the page above: `Yes` or `No` */
function mfaUsedBy(text: string | null | undefined): boolean | null {
  if (text === 'Yes') return true;
  return text === 'No' ? false : null;
}
