// What check makes of several documents.
import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../../rule/core/rule-parameters';
import { check } from '../../../rule/gates/check';
import { noKnownEnforcement } from '../../../rule/gates/declared';
import { InvalidDocumentError } from '../../../rule/gates/invalid-document-error';
import { parseDocument } from '../../../rule/gates/parse-document';
import { deny, user } from '../cloudformation-attack-rows';
import { answersOf } from './answers';

const now = new Date('2026-11-25T12:00:00Z');
const checked = (texts: readonly string[], parameters: Readonly<Record<string, string>> = {}) =>
  check(
    texts.map((text, index) => parseDocument(`f${index}`, text)),
    parseParameterValues(parameters),
    noKnownEnforcement,
    now,
  );

test('nothing is known to enforce before somebody says so', () => {
  expect(noKnownEnforcement).toEqual({ groups: [], policyArns: [] });
});

test('further YAML documents are said, twenty of a file at most', () => {
  const { unseen } = checked([`Resources: {}\n${'---\nA: 1\n'.repeat(21)}`, '{"Resources": {}}']);
  expect(unseen).toHaveLength(20);
  expect(unseen[1]).toEqual({
    address: 'document at line 4',
    why: 'is a further YAML document, of which CloudFormation would read one at most',
    place: { file: 'f0', line: 4 },
  });
});

describe('an export that leads back to itself', () => {
  const ring = {
    Resources: { U: user({ Groups: [{ 'Fn::ImportValue': 'n' }] }) },
    Outputs: { O: { Value: { 'Fn::ImportValue': 'n' }, Export: { Name: 'n' } } },
  };
  test('ends a check of this template alone', () => {
    expect(() => answersOf({ a: ring })).toThrow(InvalidDocumentError);
    expect(() => answersOf({ a: ring })).toThrow('a: has a value that leads back to itself.');
  });

  test('takes nothing from other templates', () => {
    expect(answersOf({ a: ring, b: { Resources: { V: user() } } })).toEqual([
      'V: not enforced',
      'a is not followed (a: has a value that leads back to itself.)',
    ]);
  });
});

const change = (
  actions: readonly string[],
  type: string,
  before: object | null,
  after: object | null,
): object => ({
  address: `${type}.x`,
  mode: 'managed',
  type,
  name: 'x',
  change: { actions, before, after, after_unknown: {} },
});
const taking = (policy: object): object => ({
  format_version: '1.2',
  resource_changes: [
    change(['no-op'], 'aws_iam_user', { name: 'bob', path: '/' }, { name: 'bob', path: '/' }),
    change(['no-op'], 'aws_iam_user_login_profile', { user: 'bob' }, { user: 'bob' }),
    change(
      ['delete'],
      'aws_iam_user_policy',
      { user: 'bob', name: 'p', policy: JSON.stringify(policy) },
      null,
    ),
  ],
});

test.each<[string, object, Readonly<Record<string, string>>, readonly string[]]>([
  ['takes the enforcement', deny, {}, ['not-enforced']],
  ['takes what enforces nothing', {}, {}, []],
  ['takes the enforcement of a user who is exempt', deny, { exemptUserNames: 'bob' }, []],
  [
    'takes what binds another user',
    {
      Statement: [
        {
          ...deny.Statement[0],
          Condition: { ...deny.Statement[0]?.Condition, StringEquals: { 'aws:username': 'ann' } },
        },
      ],
    },
    {},
    [],
  ],
  [
    'takes what binds this user',
    {
      Statement: [
        {
          ...deny.Statement[0],
          Condition: { ...deny.Statement[0]?.Condition, StringEquals: { 'aws:username': 'bob' } },
        },
      ],
    },
    {},
    ['not-enforced'],
  ],
])('a plan that %s', (_, policy, parameters, expected) => {
  const { users } = checked([JSON.stringify(taking(policy))], parameters);
  expect(users.map(({ answer }) => answer.answer)).toEqual(expected);
});

test('a template that says what plans say is a template alone', () => {
  expect(checked([JSON.stringify({ ...taking(deny), Resources: {} })])).toEqual({ users: [], unseen: [] });
});
