import { describe, expect, test } from '@jest/globals';
import {
  failuresText,
  failureWithDetail,
  IncompleteRunError,
  ReadFailedError,
  unreached,
  type Problem,
} from '../../rule/run/failures';
import { denied } from '../fakes';

const problem = (overrides: Partial<Problem> = {}): Problem => ({
  text: '1 of 2 users could not be read',
  names: [],
  failures: [],
  ...overrides,
});
const messageOf = (...problems: readonly Problem[]): string => new IncompleteRunError(problems).message;

describe('the message of an incomplete run', () => {
  test('is the problems, each with its names', () => {
    expect(messageOf(problem({ names: ['alice', 'bob'] }), problem({ text: 'and more' }))).toBe(
      '1 of 2 users could not be read: alice, bob; and more.',
    );
  });

  test.each([
    [5, 'a, b, c, d, e'],
    [6, 'a, b, c, d, e and 1 more'],
    [7, 'a, b, c, d, e and 2 more'],
  ])('names five of %i and counts the rest', (count, text) => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].slice(0, count);

    expect(messageOf(problem({ text: 'x', names }))).toBe(`x: ${text}.`);
  });

  test('says which actions to allow, each once and in order', () => {
    const failures = [denied('iam:ListUsers'), denied('iam:GetUser'), denied('iam:ListUsers')];

    expect(messageOf(problem({ text: 'x', failures }))).toBe(
      'x; allow iam:GetUser, iam:ListUsers to the role that runs this.',
    );
  });

  test('advises nothing for a failure that is no denial', () => {
    expect(messageOf(problem({ text: 'x', failures: [{ api: 'iam:GetUser', error: 'Throttling' }] }))).toBe(
      'x.',
    );
  });

  test('does not advise to allow what another policy denies', () => {
    const scp = {
      ...denied('iam:GetUser'),
      detail: 'denied by an explicit deny in a service control policy',
    };

    expect(messageOf(problem({ text: 'x', failures: [scp, scp, denied('iam:ListUsers')] }))).toBe(
      'x; allow iam:ListUsers to the role that runs this; iam:GetUser is denied by an explicit deny in a service ' +
        'control policy: change that policy, because allowing the action to the role does not help.',
    );
  });
});

test.each([
  [undefined, '', 'AccessDenied on sts:AssumeRole'],
  ['denied by an SCP', '', 'AccessDenied on sts:AssumeRole (denied by an SCP)'],
  [
    'denied by an SCP',
    ' for 111122223333',
    'AccessDenied on sts:AssumeRole for 111122223333 (denied by an SCP)',
  ],
])('a failure with the detail %j and "%s" is %s', (detail, of, text) => {
  const failure = { ...denied('sts:AssumeRole'), ...(detail === undefined ? {} : { detail }) };
  expect(of === '' ? failureWithDetail(failure) : failureWithDetail(failure, of)).toBe(text);
});

test('hosts that were not reached are named once each, and by the message of the run, too', () => {
  const at = (endpoint: string) => ({ api: 'iam:GetUser', error: 'ENOTFOUND', endpoint });
  const failures = [at('iam.example'), at('sts.example'), at('iam.example'), denied('iam:GetUser')];

  expect(unreached(failures)).toEqual(['iam.example was not reached', 'sts.example was not reached']);
  expect(messageOf(problem({ text: 'x', failures: [at('iam.example')] }))).toBe(
    'x; iam.example was not reached.',
  );
});

describe('the text of failures', () => {
  const throttled = { api: 'iam:GetUser', error: 'Throttling' };

  test('has each once, the most frequent first', () => {
    expect(failuresText([throttled, denied('iam:ListUsers'), denied('iam:ListUsers')])).toBe(
      'AccessDenied on iam:ListUsers, Throttling on iam:GetUser',
    );
  });

  test('is in order of the alphabet among equals, and counts what is left', () => {
    expect(failuresText([throttled, denied('iam:B'), denied('iam:A')])).toBe(
      'AccessDenied on iam:A, AccessDenied on iam:B and 1 more',
    );
  });
});

test('a failed read names the error and the API', () => {
  const cause = new Error('why');
  const error = new ReadFailedError(denied('iam:GetUser'), { cause });

  expect([error.message, error.name, error.cause, error.failure]).toEqual([
    'AccessDenied on iam:GetUser',
    'ReadFailedError',
    cause,
    denied('iam:GetUser'),
  ]);
});
