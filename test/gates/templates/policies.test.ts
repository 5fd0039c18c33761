// The text of a policy, as far as the deployment alone tells it. E: enforced; N: not enforced; C: check cannot see.
import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../../rule/core/rule-parameters';
import { check } from '../../../rule/gates/check';
import { noKnownEnforcement } from '../../../rule/gates/declared';
import { parseDocument } from '../../../rule/gates/parse-document';
import { deny, group, iam, one, policy, user, type Files } from '../cloudformation-attack-rows';
import { answersOf, letterOf } from './answers';

const [statement] = deny.Statement;
const noValue = { Ref: 'AWS::NoValue' };
const open = { Ref: 'Env' };
const sub = (text: string): object => ({ 'Fn::Sub': text });
const choice = (yes: unknown, no: unknown): object => ({ 'Fn::If': ['IsProd', yes, no] });
const inline = (PolicyDocument: unknown, more: object = {}): object =>
  user({ Policies: [{ PolicyName: 'p', PolicyDocument }], ...more });
const letter = (document: unknown, more: object = {}): string =>
  letterOf(one({ U: inline(document, more) }), 'U');
const withStatement = (more: object): object => ({ Statement: [{ ...statement, ...more }] });
const mfa = 'aws:MultiFactorAuthPresent';
const key = (value: unknown, operator: unknown = 'Bool'): object => ({
  Condition: { [String(operator)]: { [mfa]: value } },
});

describe('an element of a Deny', () => {
  test.each<[string, object, string]>([
    ['a written Deny', {}, 'E'],
    ['an effect by a parameter', { Effect: open }, 'C'],
    ['an effect by a choice', { Effect: choice('Deny', 'Allow') }, 'N'],
    ['the same effect by a choice', { Effect: choice('Deny', 'Deny') }, 'E'],
    ['an effect in a text', { Effect: sub('Deny') }, 'E'],
    ['an action by a parameter', { Action: open }, 'C'],
    ['an action by a parameter in a list', { Action: [open] }, 'C'],
    ['an action that begins with text', { Action: sub('s3:${Env}') }, 'N'],
    ['an action that may be all', { Action: sub('${Env}*') }, 'C'],
    ['an action by a parameter beside all', { Action: [open, '*'] }, 'E'],
    ['an action of no value', { Action: noValue }, 'N'],
    ['an action of no value in a text', { Action: sub('${AWS::NoValue}') }, 'N'],
    ['all actions beside no value', { Action: ['*', noValue] }, 'E'],
    ['an action by a dynamic reference', { Action: '{{resolve:ssm:/actions}}' }, 'C'],
    ['an action that is missing', { Action: { Ref: 'Missing' } }, 'C'],
    ['an action by a list parameter', { Action: { Ref: 'Names' } }, 'C'],
    ['an action by a resource', { Action: { Ref: 'U' } }, 'N'],
    ['a resource by a parameter', { Resource: open }, 'C'],
    ['a resource that begins with text', { Resource: sub('arn:aws:s3:::${Env}') }, 'N'],
    ['a resource of this account', { Resource: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:*') }, 'N'],
    ['a resource that may be all', { Resource: sub('*${Env}') }, 'C'],
    ['spared actions by a parameter', { Action: undefined, NotAction: open }, 'C'],
    [
      'spared actions of which one is a parameter',
      { Action: undefined, NotAction: ['iam:GetUser', open] },
      'C',
    ],
    ['spared actions that begin with text', { Action: undefined, NotAction: sub('iam:Get${Env}') }, 'C'],
    ['spared actions that no parameter saves', { Action: undefined, NotAction: ['s3:*', open] }, 'N'],
    ['a condition by a parameter', { Condition: open }, 'C'],
    ['an operator by a parameter', { Condition: { Bool: open } }, 'C'],
    ['another operator by a parameter', { Condition: { BoolIfExists: open } }, 'C'],
    ['a value by a parameter', key(open), 'C'],
    ['a value by a parameter in a list', key([open]), 'C'],
    ['a value by a choice', key(choice('false', 'true')), 'N'],
    ['a value by a choice of one', key(choice('false', false)), 'E'],
    [
      'another condition by a parameter',
      { Condition: { ...statement?.Condition, IpAddress: { 'aws:SourceIp': open } } },
      'C',
    ],
    ['another operator of a parameter', { Condition: { ...statement?.Condition, IpAddress: open } }, 'C'],
    ['a text about it by a parameter', { Sid: open }, 'E'],
    [
      'a key that only looks like a function',
      { Condition: { ...statement?.Condition, StringLike: { RefX: 'a' } } },
      'N',
    ],
    [
      'another key that only looks like a function',
      { Condition: { ...statement?.Condition, StringLike: { 'xFn::A': 'a' } } },
      'N',
    ],
  ])('%s', (_, more, expected) => expect(letter(withStatement(more))).toBe(expected));
});

describe('a document', () => {
  const text = JSON.stringify(deny);
  test.each<[string, unknown, string]>([
    ['as an object', deny, 'E'],
    ['with one statement', { Statement: statement }, 'E'],
    ['as JSON', text, 'E'],
    ['as JSON behind blanks', ` \n${text}`, 'E'],
    ['as JSON in a text', sub(text), 'E'],
    ['as JSON by a function', { 'Fn::ToJsonString': deny }, 'E'],
    ['as JSON by a function beside another key', { 'Fn::ToJsonString': deny, Statement: [] }, 'N'],
    ['as JSON with a parameter', sub(text.replace('"*"', '"${Env}"')), 'C'],
    ['as JSON that is cut', text.slice(0, -1), 'N'],
    ['as JSON behind a word', `x${text}`, 'N'],
    ['as another text', 'Deny', 'N'],
    ['that is empty', {}, 'N'],
    ['that is a list', [deny], 'N'],
    ['that is null', null, 'N'],
    ['by a parameter', open, 'C'],
    ['by an attribute', { 'Fn::GetAtt': 'Queue.Name' }, 'C'],
    ['by a choice', choice(deny, {}), 'N'],
    ['by a choice of one', choice(deny, deny), 'E'],
    ['by a macro', { 'Fn::Transform': { Name: 'AWS::Include' } }, 'C'],
    [
      'with a macro beside the version',
      { Version: '2012-10-17', 'Fn::Transform': { Name: 'AWS::Include' } },
      'C',
    ],
    ['with a loop', { 'Fn::ForEach::L': ['K', { Ref: 'Names' }, {}] }, 'C'],
    ['with a statement by a parameter', { Statement: open }, 'C'],
    ['with a statement by a macro', { Statement: [{ 'Fn::Transform': { Name: 'M' } }] }, 'C'],
    ['with a statement by a choice', { Statement: [choice(statement, noValue)] }, 'N'],
    [
      'with an open statement beside the Deny',
      { Statement: [statement, { Effect: 'Allow', Action: open, Resource: '*' }] },
      'E',
    ],
    ['with an open Allow', { Statement: [{ ...statement, Effect: 'Allow', Action: open }] }, 'N'],
    ['with an open Deny for nobody', withStatement({ Action: open, ...key('true') }), 'N'],
  ])('%s', (_, document, expected) => expect(letter(document)).toBe(expected));
});

describe('a Deny for one user', () => {
  const named = (name: unknown): object =>
    withStatement({ Condition: { ...statement?.Condition, StringEquals: { 'aws:username': name } } });
  test.each<[string, unknown, object, string]>([
    ['the name', 'ann', { UserName: 'ann' }, 'E'],
    ['another name', 'bob', { UserName: 'ann' }, 'N'],
    ['a reference', { Ref: 'U' }, { UserName: 'ann' }, 'E'],
    ['a reference in a text', sub('${U}'), { UserName: 'ann' }, 'E'],
    ['a name in parts', { 'Fn::Join': ['', ['a', 'nn']] }, { UserName: 'ann' }, 'E'],
    ['a parameter', open, { UserName: 'ann' }, 'C'],
  ])('%s', (_, name, more, expected) => expect(letter(named(name), more)).toBe(expected));

  test('is none for another user of its group', () => {
    const files = one({
      U: user({ UserName: 'ann', Groups: [{ Ref: 'G' }] }),
      V: user({ UserName: 'bob', Groups: [{ Ref: 'G' }] }),
      G: iam('Group', { Policies: [{ PolicyName: 'p', PolicyDocument: named('ann') }] }),
    });
    expect(answersOf(files)).toEqual(['U: enforced by G/p', 'V: not enforced']);
  });

  test('may be one that somebody gets, and counts for them alone', () => {
    const files = (name: string): Files =>
      one({ U: user({ UserName: 'ann' }), P: policy({ PolicyDocument: named(name), Users: [open] }) });
    expect(answersOf(files('ann'))).toEqual([
      'U: cannot see: P: whether it is for this user depends on the parameter Env',
    ]);
    expect(answersOf(files('bob'))).toEqual(['U: not enforced']);
  });
});

test('a Deny for one user of which only the deployment knows the actions', () => {
  const named = {
    Statement: [
      {
        ...statement,
        Action: open,
        Condition: { ...statement?.Condition, StringEquals: { 'aws:username': 'ann' } },
      },
    ],
  };
  expect(letter(named, { UserName: 'ann' })).toBe('C');
  expect(letter(named, { UserName: 'bob' })).toBe('N');
});

test('a policy that enforces nothing is named with its reason, whatever else only the deployment knows', () => {
  const document = withStatement({ Action: undefined, NotAction: ['iam:GetUser', 's3:*'], Sid: open });
  const content = one({ U: inline(document) })['a.json'];
  const { users } = check(
    [parseDocument('a.json', JSON.stringify(content))],
    parseParameterValues({}),
    noKnownEnforcement,
    new Date(),
  );
  expect(users.map(({ answer }) => answer)).toMatchObject([
    { answer: 'not-enforced', seen: [{ address: 'U/p', why: 'it leaves s3:*' }] },
  ]);
});

describe('policies of several users', () => {
  const members = (documents: readonly unknown[]): Files =>
    one({
      U: user({ Groups: [{ Ref: 'G' }] }),
      V: user({ Groups: [{ Ref: 'G' }] }),
      G: iam('Group', { Policies: documents.map((PolicyDocument) => ({ PolicyName: 'p', PolicyDocument })) }),
    });
  test.each<[string, readonly unknown[], string]>([
    ['one that enforces', [deny], 'EE'],
    ['one that a dynamic reference decides', [withStatement({ Action: '{{resolve:ssm:/a}}' })], 'CC'],
    ['one that a parameter decides', [withStatement({ Action: open })], 'CC'],
    ['one that a condition decides', [choice(deny, {})], 'NN'],
    ['one of two choices that enforce', [choice(deny, withStatement({ Effect: sub('Deny') }))], 'EE'],
    ['none', [], 'NN'],
  ])('%s', (_, documents, expected) => {
    const files = members(documents);
    expect(letterOf(files, 'U') + letterOf(files, 'V')).toBe(expected);
  });

  test('a policy has 10,240 letters at most', () => {
    const filled = (letters: number): object => {
      const Sid = 'x'.repeat(letters - JSON.stringify(withStatement({ Sid: '' })).length);
      return withStatement({ Sid });
    };
    expect(letter(filled(10_240))).toBe('E');
    expect(answersOf(members([filled(10_241)]))).toEqual(
      ['U', 'V'].map((id) => `${id}: cannot see: G/p: it is longer than any policy that IAM takes`),
    );
  });
});

describe('policies in a user', () => {
  const said = (Policies: unknown): readonly string[] => answersOf(one({ U: user({ Policies }) }));
  const p = { PolicyName: 'p', PolicyDocument: deny };
  test.each<[string, unknown, string]>([
    ['a list', [p], 'enforced by U/p'],
    ['a list by a choice', choice([p], [p]), 'enforced by U/p'],
    ['a list in a list', [[p]], 'enforced by U/p'],
    ['a list in a choice in a list', [choice([p], [p])], 'enforced by U/p'],
    ['a policy by a choice', [choice(p, noValue)], 'not enforced where IsProd is false'],
    ['no value', noValue, 'not enforced'],
    ['null', null, 'not enforced'],
    ['a policy beside no value', [noValue, p], 'enforced by U/p'],
    ['a parameter', open, 'cannot see: U: an inline policy is known only when it is deployed'],
    [
      'a list parameter',
      { Ref: 'Names' },
      'cannot see: an inline policy (Policies of U): the list is known only when it is deployed',
    ],
    [
      'a list with a list parameter',
      [choice({ Ref: 'Names' }, { Ref: 'Names' })],
      'cannot see where IsProd is true: U: an inline policy is known only when it is deployed',
    ],
    ['a policy by a parameter', [open], 'cannot see: U: an inline policy is known only when it is deployed'],
    [
      'a policy without a document',
      [{ PolicyName: 'p' }],
      'cannot see: U: an inline policy is known only when it is deployed',
    ],
    ['a policy without a name', [{ PolicyDocument: deny }], 'enforced by U/'],
    ['a text', ['p'], 'cannot see: U: an inline policy is known only when it is deployed'],
    [
      'a choice of no form',
      [{ 'Fn::If': [open, p, p] }],
      'cannot see: U: an inline policy is known only when it is deployed',
    ],
  ])('%s', (_, policies, expected) => expect(said(policies)).toEqual([`U: ${expected}`]));
});

test('what may be for somebody else adds nothing to an enforcement', () => {
  const P = policy({ Users: [open], PolicyDocument: deny });
  expect(answersOf(one({ U: user({ Groups: [{ Ref: 'G' }] }), G: group(), P }))).toEqual([
    'U: enforced by G/mfa',
  ]);
  const part = (spared: string): object =>
    withStatement({ Action: undefined, NotAction: ['iam:GetUser', spared] });
  const halves = one({ U: inline(part('s3:a')), P: policy({ Users: [open], PolicyDocument: part('s3:b') }) });
  expect(answersOf(halves)).toEqual(['U: not enforced']);
});
