import { describe, expect, test } from '@jest/globals';
import { InvalidEventError } from '../../rule/protocol/event-schema';
import { parseInvocation } from '../../rule/protocol/trigger';
import { accountId, changeEvent, noon, oversizedEvent, scheduledEvent } from '../builders';

const refused = (event: unknown): string => {
  try {
    parseInvocation(event);
  } catch (error) {
    if (error instanceof InvalidEventError) return error.message;
    throw error;
  }
  throw new Error('the event was accepted');
};

describe('what an invocation carries', () => {
  test('a scheduled event asks for all users', () => {
    expect(parseInvocation(scheduledEvent())).toEqual({
      trigger: { kind: 'schedule' },
      ruleName: 'iam-user-mfa',
      ruleArn: 'arn:aws:config:us-east-1:123456789012:config-rule/config-rule-abc123',
      accountId,
      resultToken: 'a-token',
      testMode: false,
      orderingTimestamp: noon,
      ruleParameters: '{}',
    });
  });

  test('a change names the user by id, and by the last known name', () => {
    expect(parseInvocation(changeEvent()).trigger).toEqual({
      kind: 'change',
      userId: 'AIDAALICE',
      userName: 'alice',
      gone: false,
    });
  });

  test('an oversized change says the same in its summary', () => {
    expect(parseInvocation(oversizedEvent())).toEqual(parseInvocation(changeEvent()));
  });

  test.each([undefined, null, ''])('the resource name %j is no name', (resourceName) => {
    expect(parseInvocation(changeEvent({ resourceName })).trigger).toMatchObject({ userName: undefined });
  });

  test.each([undefined, null])('rule parameters that are %j are absent', (ruleParameters) => {
    expect(parseInvocation(scheduledEvent({ ruleParameters })).ruleParameters).toBeUndefined();
  });

  test('the result token TESTMODE asks for a test', () => {
    expect(parseInvocation(scheduledEvent({ resultToken: 'TESTMODE' })).testMode).toBe(true);
  });

  test('a rule of a conformance pack keeps its name with the suffix', () => {
    const event = scheduledEvent({
      configRuleName: 'iam-user-mfa-conformance-pack-a1b2c3d4e',
      configRuleArn: `arn:aws:config:us-east-1:${accountId}:config-rule/aws-service-rule/config-conforms.amazonaws.com/config-rule-x1y2z3`,
    });

    expect(parseInvocation(event).ruleName).toBe('iam-user-mfa-conformance-pack-a1b2c3d4e');
  });

  test('unknown keys are ignored', () => {
    expect(parseInvocation(scheduledEvent({ evaluationMode: 'DETECTIVE' }, { extra: {} }))).toEqual(
      parseInvocation(scheduledEvent()),
    );
  });
});

describe('the status of an item', () => {
  test.each([
    ['OK', false],
    ['ResourceDiscovered', false],
    ['ResourceDeleted', true],
    ['ResourceNotRecorded', 'left-scope'],
    ['ResourceDeletedNotRecorded', true],
  ])('%s: gone is %j, in a change and in an oversized one', (configurationItemStatus, gone) => {
    for (const event of [
      changeEvent({ configurationItemStatus }),
      oversizedEvent({ configurationItemStatus }),
    ]) {
      expect(parseInvocation(event).trigger).toMatchObject({ gone });
    }
  });

  test.each([
    ['OK', 'left-scope'],
    ['ResourceNotRecorded', 'left-scope'],
    ['ResourceDeleted', true],
    ['ResourceDeletedNotRecorded', true],
  ])('%s of a user who left the scope: gone is %j', (configurationItemStatus, gone) => {
    const event = changeEvent({ configurationItemStatus }, { eventLeftScope: true });

    expect(parseInvocation(event).trigger).toMatchObject({ gone });
  });

  test.each([undefined, null, false])('eventLeftScope %j changes nothing', (eventLeftScope) => {
    expect(parseInvocation(changeEvent({}, { eventLeftScope })).trigger).toMatchObject({ gone: false });
  });

  test('an unknown status is refused and the known ones are named', () => {
    expect(refused(changeEvent({ configurationItemStatus: 'Weird' }))).toMatch(
      /"Weird", allowed: .*ResourceDeleted/,
    );
  });
});

describe('the account and the time', () => {
  test('the account of the message stands in where the event has none', () => {
    expect(parseInvocation(scheduledEvent({ accountId: undefined })).accountId).toBe(accountId);
  });

  test('no account at all is refused', () => {
    expect(refused(scheduledEvent({ accountId: undefined }, { awsAccountId: undefined }))).toContain(
      'accountId',
    );
  });

  test('the ordering timestamp is when the notification was made', () => {
    expect(parseInvocation(changeEvent()).orderingTimestamp).toEqual(noon);
  });

  test('the time of capture stands in where there is none', () => {
    const event = changeEvent({}, {}, { notificationCreationTime: undefined });

    expect(parseInvocation(event).orderingTimestamp).toEqual(new Date('2026-11-20T11:59:00.000Z'));
  });

  test('a scheduled event without a time is refused', () => {
    expect(refused(scheduledEvent({}, { notificationCreationTime: undefined }))).toContain(
      'notificationCreationTime',
    );
  });

  test('a time that is none is refused', () => {
    expect(refused(scheduledEvent({}, { notificationCreationTime: 'yesterday' }))).toContain(
      'invokingEvent.notificationCreationTime: got "yesterday", allowed: a date and time',
    );
  });
});

describe('what is refused, by name', () => {
  test('an item of another type is named, and the scope is to be fixed', () => {
    expect(refused(changeEvent({ resourceType: 'AWS::EC2::Instance' }))).toMatch(
      /AWS::EC2::Instance.*scope of the rule/,
    );
  });

  test('an item of another type is refused even where it was deleted', () => {
    const event = oversizedEvent({
      resourceType: 'AWS::IAM::Role',
      configurationItemStatus: 'ResourceDeleted',
    });

    expect(refused(event)).toContain('AWS::IAM::Role');
  });

  test('a message type that the rule does not know is named', () => {
    expect(refused(scheduledEvent({}, { messageType: 'ConfigurationSnapshotDeliveryCompleted' }))).toContain(
      'ConfigurationSnapshotDeliveryCompleted',
    );
  });

  test.each(['invokingEvent', 'resultToken', 'configRuleName'])(
    'an event without %s says that it is missing',
    (key) => {
      expect(refused(scheduledEvent({ [key]: undefined }))).toContain(`${key}: got nothing, allowed: `);
    },
  );

  test('an empty result token is refused', () => {
    expect(refused(scheduledEvent({ resultToken: '' }))).toContain('resultToken: got "", allowed: ');
  });

  test.each(['resourceId', 'resourceType', 'configurationItemStatus'])(
    'an item without %s says so',
    (key) => {
      expect(refused(changeEvent({ [key]: undefined }))).toContain(
        `configurationItem.${key}: got nothing, allowed: `,
      );
    },
  );

  test('a change without an item says so', () => {
    expect(refused(changeEvent({}, {}, { configurationItem: undefined }))).toContain(
      'configurationItem: got nothing, allowed: a JSON object',
    );
  });

  test('every problem of an event is in one message', () => {
    expect(refused({})).toMatch(/invokingEvent.*resultToken.*configRuleName/);
  });

  test.each([undefined, null, 5, 'text', [], true])('%j is no event', (event) => {
    expect(refused(event)).toMatch(/^Invalid AWS Config event: /);
  });

  test.each(['', '{', 'null', '5', '[]'])('the invoking event %j is refused by its name', (invokingEvent) => {
    expect(refused(scheduledEvent({ invokingEvent }))).toContain('invokingEvent');
  });
});
