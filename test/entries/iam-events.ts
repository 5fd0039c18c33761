type Overrides = Readonly<Record<string, unknown>>;

/** CloudTrail's record of one IAM call, as EventBridge puts it into the queue. */
export function iamRecord(
  eventName: string,
  requestParameters: unknown,
  overrides: Overrides = {},
): { body: string } {
  const detail = {
    eventVersion: '1.11',
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    userIdentity: { type: 'AssumedRole', principalId: 'AROAADMIN:admin', accountId: '123456789012' },
    requestParameters,
    responseElements: null,
    recipientAccountId: '123456789012',
    ...overrides,
  };
  return {
    body: JSON.stringify({
      version: '0',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.iam',
      account: '123456789012',
      region: 'us-east-1',
      detail,
    }),
  };
}

export const batch = (...records: readonly unknown[]): { Records: readonly unknown[] } => ({
  Records: records,
});
