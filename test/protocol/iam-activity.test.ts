import { describe, expect, test } from '@jest/globals';
import { InvalidBatchError, parseIamActivity } from '../../rule/protocol/iam-activity';

type Detail = Readonly<Record<string, unknown>>;

const message = (detail: Detail): object => ({ body: JSON.stringify({ detail }) });
const batch = (...details: readonly Detail[]): object => ({ Records: details.map(message) });
const of = (eventName: string, requestParameters?: unknown, rest: Detail = {}): Detail => ({
  eventName,
  requestParameters,
  ...rest,
});
const caller = { type: 'IAMUser', userName: 'carol' };

describe('the users that a batch names', () => {
  test.each([
    ['the user of the request', of('DeleteUser', { userName: 'alice' }), ['alice']],
    [
      'the new name of a renamed user',
      of('UpdateUser', { userName: 'alice', newUserName: 'alicia' }),
      ['alicia'],
    ],
    [
      'the user of the answer',
      of('CreateLoginProfile', null, { responseElements: { loginProfile: { userName: 'bob' } } }),
      ['bob'],
    ],
    [
      'the caller who makes an own password',
      of('CreateLoginProfile', {}, { userIdentity: caller }),
      ['carol'],
    ],
    [
      'the caller who deletes an own password',
      of('DeleteLoginProfile', null, { userIdentity: caller }),
      ['carol'],
    ],
    ['the caller who gives a device up', of('DeactivateMFADevice', {}, { userIdentity: caller }), ['carol']],
    [
      'the user of the request before the caller',
      of('DeleteLoginProfile', { userName: 'alice' }, { userIdentity: caller }),
      ['alice'],
    ],
    [
      'a name that begins like the hidden one',
      of('TagUser', { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS_2' }),
      ['HIDDEN_DUE_TO_SECURITY_REASONS_2'],
    ],
    [
      'a name with every character that IAM allows',
      of('TagUser', { userName: 'a+b=c,d.e@f-g_1' }),
      ['a+b=c,d.e@f-g_1'],
    ],
  ])('are %s', (_, detail, userNames) => {
    expect(parseIamActivity(batch(detail))).toEqual({ records: 1, userNames, nameless: 0 });
  });

  test('are named once, without case', () => {
    const records = batch(
      of('TagUser', { userName: 'Alice' }),
      of('DeleteUser', { userName: 'alice' }),
      of('TagUser', { userName: 'bob' }),
    );

    expect(parseIamActivity(records)).toEqual({ records: 3, userNames: ['alice', 'bob'], nameless: 0 });
  });
});

describe('a record that may be about any user', () => {
  test.each([
    ['names none', of('EnableMFADevice', {})],
    ['has no parameters', of('DeleteUser', null)],
    ['hides the name', of('DeleteUser', { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' })],
    ['has a name that is none', of('DeleteUser', { userName: 'a b' })],
    ['has an answer without a login profile', of('DeleteUser', {}, { responseElements: {} })],
    ['names no caller either', of('DeleteLoginProfile', {}, { userIdentity: null })],
    ['has a name of 129 characters', of('DeleteUser', { userName: 'x'.repeat(129) })],
    [
      'is by a role',
      of('DeleteLoginProfile', {}, { userIdentity: { type: 'AssumedRole', userName: 'carol' } }),
    ],
    ['is about the caller only if it may be', of('UpdateUser', {}, { userIdentity: caller })],
  ])('is counted as nameless where it %s', (_, detail) => {
    expect(parseIamActivity(batch(detail))).toEqual({ records: 1, userNames: [], nameless: 1 });
  });

  test.each([[{}], [{ body: '{' }], [{ body: '{}' }], [{ body: '{"detail":{}}' }], [null], [{ body: 5 }]])(
    'is %j, which cannot be read',
    (record) => {
      expect(parseIamActivity({ Records: [record] })).toEqual({ records: 1, userNames: [], nameless: 1 });
    },
  );
});

test('a call that failed changed nothing', () => {
  const failed = of('DeleteUser', { userName: 'alice' }, { errorCode: 'AccessDenied' });

  expect(parseIamActivity(batch(failed))).toEqual({ records: 1, userNames: [], nameless: 0 });
});

test.each([null, ''])('an error code %j is no failure', (errorCode) => {
  const done = of('DeleteUser', { userName: 'alice' }, { errorCode });

  expect(parseIamActivity(batch(done)).userNames).toEqual(['alice']);
});

test('a batch without records is empty', () => {
  expect(parseIamActivity({ Records: [] })).toEqual({ records: 0, userNames: [], nameless: 0 });
});

test.each([[undefined], [null], [{}], [{ Records: {} }], ['text']])('%j is no batch', (event) => {
  expect(() => parseIamActivity(event)).toThrow(
    new InvalidBatchError('Invalid event: Records: got nothing, allowed: a batch of SQS messages.'),
  );
});
