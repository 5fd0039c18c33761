import { expect, test } from '@jest/globals';
import { parseInvocation } from '../../rule/protocol/trigger';
import { changeEvent, oversizedEvent, scheduledEvent } from '../builders';

const refused = (event: unknown): string => {
  try {
    parseInvocation(event);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
};
const id = 'an account id of 12 digits';
const types =
  'one of ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification, ScheduledNotification';

test.each([
  [scheduledEvent({ ruleParameters: 5 }), 'ruleParameters: got 5, allowed: the text of a JSON object'],
  [scheduledEvent({ invokingEvent: '' }), 'invokingEvent: got "", allowed: the JSON text that Config sends'],
  [
    scheduledEvent({ invokingEvent: '{' }),
    'invokingEvent: got "{", allowed: the JSON text that Config sends',
  ],
  [scheduledEvent({ resultToken: 5 }), 'resultToken: got 5, allowed: the text that Config sends, not empty'],
  [scheduledEvent({ configRuleName: '' }), 'configRuleName: got "", allowed: the name of the rule'],
  [scheduledEvent({ eventLeftScope: 'no' }), 'eventLeftScope: got "no", allowed: true or false'],
  [scheduledEvent({ accountId: '1234' }), `accountId: got "1234", allowed: ${id}`],
  [scheduledEvent({ accountId: '1234567890123' }), `accountId: got "1234567890123", allowed: ${id}`],
  [scheduledEvent({ accountId: 'x123456789012' }), `accountId: got "x123456789012", allowed: ${id}`],
  [scheduledEvent({}, { awsAccountId: 'me' }), `invokingEvent.awsAccountId: got "me", allowed: ${id}`],
  [scheduledEvent({ accountId: null }, { awsAccountId: null }), `accountId: got nothing, allowed: ${id}`],
  [scheduledEvent({}, { messageType: '' }), `invokingEvent.messageType: got "", allowed: ${types}`],
  [scheduledEvent({}, { messageType: 'X' }), `invokingEvent.messageType: got "X", allowed: ${types}`],
  [
    scheduledEvent({}, { notificationCreationTime: 'soon' }),
    'invokingEvent.notificationCreationTime: got "soon", allowed: a date and time',
  ],
  [
    scheduledEvent({}, { notificationCreationTime: null }),
    'invokingEvent.notificationCreationTime: got nothing, allowed: a date and time',
  ],
  [
    changeEvent({ configurationItemCaptureTime: 'soon' }),
    'invokingEvent.configurationItem.configurationItemCaptureTime: got "soon", allowed: a date and time',
  ],
  [
    oversizedEvent({ resourceId: '' }),
    'invokingEvent.configurationItemSummary.resourceId: got "", allowed: the id of the user, like AIDAEXAMPLE',
  ],
  [
    changeEvent({ resourceType: '' }),
    'invokingEvent.configurationItem.resourceType: got "", allowed: AWS::IAM::User',
  ],
  [
    changeEvent({ resourceName: ['a'] }),
    'invokingEvent.configurationItem.resourceName: got "a list", allowed: the name of the user',
  ],
  [
    changeEvent({ configurationItemStatus: 'Odd' }),
    'invokingEvent.configurationItem.configurationItemStatus: got "Odd", allowed: one of OK, ResourceDiscovered, ' +
      'ResourceNotRecorded, ResourceDeleted, ResourceDeletedNotRecorded',
  ],
  [
    changeEvent({}, {}, { configurationItem: null }),
    'invokingEvent.configurationItem: got null, allowed: a JSON object',
  ],
  [
    changeEvent({ resourceType: 'AWS::IAM::Role' }),
    'resourceType of the item: got "AWS::IAM::Role", allowed: AWS::IAM::User; correct the scope of the rule',
  ],
  ['x', 'the event: got "x", allowed: a JSON object'],
  [
    scheduledEvent({ resultToken: {} }),
    'resultToken: got "an object", allowed: the text that Config sends, not empty',
  ],
])('case %#: the message names the field, what was got and what is allowed', (event, problem) => {
  expect(refused(event)).toBe(`Invalid AWS Config event: ${problem}.`);
});
