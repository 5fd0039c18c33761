import { parseParameterValues, type RuleParameters } from '../rule/core/rule-parameters';
import type { User, UserFacts } from '../rule/core/user';
import type { Evaluation, HeldResult } from '../rule/protocol/evaluation';

export const accountId = '123456789012';
/** Noon of a day on which nothing happens. */
export const noon = new Date('2026-11-20T12:00:00.000Z');
export const hour = 3_600_000;
export const hoursBefore = (hours: number, time = noon): Date => new Date(time.getTime() - hours * hour);

export const aUser = (overrides: Partial<User> = {}): User => {
  const userName = overrides.userName ?? 'alice';
  const path = overrides.path ?? '/';
  const arn = `arn:aws:iam::${accountId}:user${path}${userName}`;
  return { userId: `AIDA${userName.toUpperCase()}`, userName, path, arn, ...overrides };
};

/** A user with an old password and, known for sure, no device. */
export const factsOf = (overrides: Partial<UserFacts> = {}): UserFacts => ({
  user: aUser(),
  loginProfile: { createDate: hoursBefore(1000) },
  mfaDevices: { kinds: [], complete: true },
  ...overrides,
});

export const policyOf = (values: Readonly<Record<string, unknown>> = {}): RuleParameters =>
  parseParameterValues(values);

export const anEvaluation = (overrides: Partial<Evaluation> = {}): Evaluation => ({
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAALICE',
  subject: 'alice (AIDAALICE)',
  compliance: 'NON_COMPLIANT',
  annotation: 'alice has no MFA.',
  orderingTimestamp: noon,
  ...overrides,
});

export const aHeldResult = (overrides: Partial<HeldResult> = {}): HeldResult => ({
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAALICE',
  compliance: 'NON_COMPLIANT',
  annotation: 'alice has no MFA.',
  recordedTime: hoursBefore(6),
  ...overrides,
});

type Json = Readonly<Record<string, unknown>>;

/** What Config invokes the function with; `undefined` takes a key away. */
export function scheduledEvent(overrides: Json = {}, message: Json = {}): Json {
  return eventOf({ messageType: 'ScheduledNotification', ...message }, overrides);
}

export function changeEvent(item: Json = {}, overrides: Json = {}, message: Json = {}): Json {
  const configurationItem = { ...anItem, configuration: { arn: aUser().arn, path: '/' }, ...item };
  return eventOf(
    { messageType: 'ConfigurationItemChangeNotification', configurationItem, ...message },
    overrides,
  );
}

export function oversizedEvent(summary: Json = {}, overrides: Json = {}): Json {
  const configurationItemSummary = { ...anItem, changeType: 'UPDATE', ...summary };
  const messageType = 'OversizedConfigurationItemChangeNotification';
  return eventOf({ messageType, configurationItemSummary }, overrides);
}

const anItem = {
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAALICE',
  resourceName: 'alice',
  configurationItemStatus: 'OK',
  configurationItemCaptureTime: '2026-11-20T11:59:00.000Z',
};

function eventOf(message: Json, overrides: Json): Json {
  const times = { awsAccountId: accountId, notificationCreationTime: noon.toISOString() };
  return {
    version: '1.0',
    invokingEvent: JSON.stringify({ ...times, recordVersion: '1.3', ...message }),
    ruleParameters: '{}',
    resultToken: 'a-token',
    eventLeftScope: false,
    executionRoleArn: `arn:aws:iam::${accountId}:role/config`,
    configRuleArn: `arn:aws:config:us-east-1:${accountId}:config-rule/config-rule-abc123`,
    configRuleName: 'iam-user-mfa',
    configRuleId: 'config-rule-abc123',
    accountId,
    ...overrides,
  };
}
