import { expect, test } from '@jest/globals';
import { unreadableSentence, unreadableText } from '../../rule/report/words/scan-words';

const denied = { userName: 'mallory', api: 'iam:ListMFADevices', error: 'AccessDenied' };

test.each([
  ['a user', denied, 'mallory could not be read (AccessDenied on iam:ListMFADevices)'],
  [
    'the list',
    { userName: null, api: 'iam:ListUsers', error: 'Throttling' },
    'the list of users could not be read (Throttling on iam:ListUsers)',
  ],
  [
    'a detail of the denial, which names neither the user nor the API',
    { ...denied, detail: 'denied by an explicit deny in a service control policy' },
    'mallory could not be read (AccessDenied on iam:ListMFADevices: denied by an explicit deny in a service control policy)',
  ],
  [
    'a sentence of the SDK',
    { ...denied, error: 'ExpiredToken', detail: 'The security token included in the request is expired.' },
    'mallory could not be read (ExpiredToken on iam:ListMFADevices: The security token included in the request is expired)',
  ],
  [
    'a part of a template, whose detail says all',
    { userName: null, api: 'People', error: 'is a loop', detail: 'People (a.json:7) is a loop: unseen.' },
    'People (a.json:7) is a loop: unseen.',
  ],
  [
    'an account, whose detail says all',
    {
      userName: null,
      api: 'no-rule',
      error: 'no result',
      detail: 'account 111122223333 does not report (no-rule): no result',
    },
    'account 111122223333 does not report (no-rule): no result',
  ],
])('who could not be read: %s', (_, user, text) => {
  expect(unreadableText(user)).toBe(text);
  expect(unreadableSentence(user)).toBe(`${text.replace(/\.$/, '')}: unknown, not compliant.`);
});
