import { expect, test } from '@jest/globals';
import { unreadableSentence, unreadableText } from '../../rule/findings/unreadable-text';

const api = 'iam:ListMFADevices';
const of = (userName: string | null, asked: string, detail?: string) => ({
  userName,
  account: '111122223333',
  api: asked,
  error: 'AccessDenied',
  ...(detail === undefined ? {} : { detail }),
});

test.each([
  ['a user', of('alice', api), `alice could not be read (AccessDenied on ${api})`],
  [
    'nobody by name',
    of(null, 'iam:ListUsers'),
    'the list of users could not be read (AccessDenied on iam:ListUsers)',
  ],
  [
    'a user, with a detail whose last full stop alone goes',
    of('alice', api, 'denied by version 1.2 of a policy.'),
    `alice could not be read (AccessDenied on ${api}: denied by version 1.2 of a policy)`,
  ],
  [
    'a part of a plan, whose detail is all',
    of('alice', 'module.a.aws_iam_user.b', 'The name is unknown.'),
    'The name is unknown.',
  ],
  ['a part that ends like an action', of(null, 'a template/iam:ListUsers', 'It is cut.'), 'It is cut.'],
  [
    'a part that begins like one',
    of(null, 'iam:ListUsers of 111122223333', 'It is closed.'),
    'It is closed.',
  ],
  [
    'a part without a detail',
    of('alice', 'plan.json'),
    'alice could not be read (AccessDenied on plan.json)',
  ],
])('what could not be read is said of %s', (_, user, text) => {
  expect(unreadableText(user)).toBe(text);
});

test('as a sentence it never counts as compliant, and ends once', () => {
  expect(unreadableSentence(of('alice', 'plan.json', 'The name is unknown.'))).toBe(
    'The name is unknown: unknown, not compliant.',
  );
});
