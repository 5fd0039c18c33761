// Nobody knows what Config, or whoever calls itself so, sends next: it is read, or refused with an error of ours.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RuleError } from '../../rule/core/errors';
import { parseRuleParameters } from '../../rule/core/rule-parameters';
import { parseInvocation } from '../../rule/protocol/trigger';
import { changeEvent, oversizedEvent, scheduledEvent } from '../builders';

function isReadOrRefused(event: unknown): void {
  try {
    const { ruleParameters, orderingTimestamp, trigger } = parseInvocation(event);
    expect(Number.isNaN(orderingTimestamp.getTime())).toBe(false);
    if (trigger.kind === 'change') expect(trigger.userId).not.toBe('');
    parseRuleParameters(ruleParameters);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    expect(error.message).not.toBe('');
    expect(error.message).not.toContain('\n');
  }
}

const texts = fc.oneof(fc.string(), fc.json(), fc.constantFrom('', '{}', 'null', '[]', '{"messageType":5}'));
const valid = fc.constantFrom(scheduledEvent(), changeEvent(), oversizedEvent());

test('any value at all is read as an event or refused with a typed error of one line', () => {
  fc.assert(fc.property(fc.anything(), isReadOrRefused), { numRuns: 200 });
});

test('any JSON is read as an event or refused with a typed error of one line', () => {
  fc.assert(fc.property(fc.jsonValue(), isReadOrRefused), { numRuns: 200 });
});

test('a valid event with any of its keys replaced is read or refused', () => {
  const keys = [
    'invokingEvent',
    'ruleParameters',
    'resultToken',
    'eventLeftScope',
    'accountId',
    'configRuleName',
  ];
  const spoiled = fc.tuple(valid, fc.constantFrom(...keys), fc.oneof(texts, fc.jsonValue()));

  fc.assert(
    fc.property(spoiled, ([event, key, value]) => isReadOrRefused({ ...event, [key]: value })),
    { numRuns: 200 },
  );
});

test('a valid event with anything in its message replaced is read or refused', () => {
  const keys = [
    'messageType',
    'notificationCreationTime',
    'awsAccountId',
    'configurationItem',
    'configurationItemSummary',
    'resourceType',
    'resourceId',
    'resourceName',
    'configurationItemStatus',
    'configurationItemCaptureTime',
  ];

  fc.assert(
    fc.property(valid, fc.constantFrom(...keys), fc.oneof(texts, fc.jsonValue()), (event, key, value) => {
      const message: unknown = JSON.parse(String(event['invokingEvent']), (name: string, old: unknown) =>
        name === key ? value : old,
      );
      isReadOrRefused({ ...event, invokingEvent: JSON.stringify(message) });
    }),
    { numRuns: 200 },
  );
});

test('any text is read as rule parameters or refused with a typed error of one line', () => {
  const anyParameters = fc.oneof(
    texts,
    fc
      .dictionary(
        fc.constantFrom(
          'requiredMfa',
          'gracePeriodHours',
          'exemptTagKey',
          'exemptPaths',
          'exemptUserNames',
          'typo',
        ),
        fc.jsonValue(),
      )
      .map((values) => JSON.stringify(values)),
  );

  fc.assert(
    fc.property(anyParameters, (ruleParameters) => isReadOrRefused(scheduledEvent({ ruleParameters }))),
    { numRuns: 200 },
  );
});
