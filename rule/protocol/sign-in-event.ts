import * as v from 'valibot';

/** A successful use of a password of an IAM user, as CloudTrail records it. */
export interface SignInEvent {
  /** `aws login` turns a console session into credentials for programs. */
  readonly by: 'console' | 'aws login';
  readonly userId: string;
  readonly at: Date;
  /** Null where the event does not say. */
  readonly mfaUsed: boolean | null;
  readonly sourceIp: string | null;
}

/** Federated and role sign-ins always say that no MFA was used, and root is no IAM user, so only `IAMUser` counts. */
const common = {
  eventTime: v.pipe(v.string(), v.isoTimestamp()),
  sourceIPAddress: v.nullish(v.string()),
  errorCode: v.nullish(v.undefined()),
};
const user = { type: v.literal('IAMUser'), principalId: v.string() };
const says = v.nullish(v.string());

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html */
const consoleLogin = v.object({
  ...common,
  eventName: v.literal('ConsoleLogin'),
  userIdentity: v.object(user),
  responseElements: v.object({ ConsoleLogin: v.literal('Success') }),
  additionalEventData: v.nullish(v.object({ MFAUsed: says })),
});

/**
 * Applications and the console itself ask for the same two things under clients of their own; those of `aws login` are
 * `devtools/same-device` and `devtools/cross-device`. An event that names no client is not known to be another's.
 * @see https://docs.aws.amazon.com/signin/latest/userguide/logging-using-cloudtrail.html
 * @see https://aws.amazon.com/blogs/security/simplified-developer-access-to-aws-with-aws-login
 */
const awsLogin = v.object({
  ...common,
  eventSource: v.literal('signin.amazonaws.com'),
  eventName: v.picklist(['AuthorizeOAuth2Access', 'CreateOAuth2Token']),
  userIdentity: v.object({
    ...user,
    sessionContext: v.nullish(v.object({ attributes: v.nullish(v.object({ mfaAuthenticated: says })) })),
  }),
  requestParameters: v.nullish(
    v.object({ client_id: v.nullish(v.pipe(v.string(), v.regex(/:devtools\//))) }),
  ),
  additionalEventData: v.nullish(v.object({ success: v.nullish(v.literal('true')) })),
});

const signInEvent = v.variant('eventName', [consoleLogin, awsLogin]);

/** Undefined for whatever is no successful sign-in of an IAM user, and for an event of a shape that is not documented. */
export function parseSignInEvent(json: string): SignInEvent | undefined {
  let event: unknown;
  try {
    event = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(signInEvent, event);
  if (!parsed.success) return undefined;
  const { output } = parsed;
  return {
    by: output.eventName === 'ConsoleLogin' ? 'console' : 'aws login',
    userId: output.userIdentity.principalId,
    at: new Date(output.eventTime),
    mfaUsed:
      output.eventName === 'ConsoleLogin'
        ? mfaUsedBy(output.additionalEventData?.MFAUsed, 'Yes', 'No')
        : mfaUsedBy(output.userIdentity.sessionContext?.attributes?.mfaAuthenticated, 'true', 'false'),
    sourceIp: output.sourceIPAddress ?? null,
  };
}

const mfaUsedBy = (said: string | null | undefined, yes: string, no: string): boolean | null =>
  said === yes ? true : said === no ? false : null;
