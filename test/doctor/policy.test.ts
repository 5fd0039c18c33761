import { describe, expect, test } from '@jest/globals';
import { callAs } from '../../rule/doctor/place';
import { letsIn, type PolicyStatement } from '../../rule/doctor/policy';
import { statementsOf } from '../../rule/doctor/policy-text';

const statement = (more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  effect: 'Allow',
  services: ['sns.amazonaws.com'],
  everyone: false,
  actions: ['sns:Publish'],
  conditions: {},
  ...more,
});
const asked = (keys: Readonly<Record<string, string>>) => ({
  principal: 'sns.amazonaws.com',
  action: 'sns:Publish',
  keys,
});

describe('a condition on a key that the service sends', () => {
  test.each<[string, readonly string[], boolean]>([
    ['StringEquals', ['y', 'x'], true],
    ['StringEquals', ['X'], false],
    ['StringEquals', ['*'], false],
    ['StringEqualsIgnoreCase', ['X'], true],
    ['StringEqualsIgnoreCase', ['y'], false],
    ['StringLike', ['x*'], true],
    ['Bool', ['X'], true],
    ['Bool', ['y'], false],
    ['StringNotEquals', ['y'], true],
    ['StringNotEquals', ['x'], false],
    ['StringNotLike', ['x*'], false],
    ['ForAnyValue:StringEquals', ['x'], true],
    ['ForAllValues:StringLike', ['x'], true],
    ['StringEqualsIfExists', ['y'], false],
    ['Null', ['false'], true],
    ['Null', ['true'], false],
    ['NumericEquals', ['x'], false],
    ['XForAnyValue:StringEquals', ['x'], false],
    ['', ['x'], false],
  ])('%s %j is met: %p', (operator, values, met) => {
    const conditions = { [operator]: { 'AWS:Key': values } };
    expect(letsIn([statement({ conditions })], asked({ 'aws:key': 'x' }))).toBe(met);
  });
});

test.each<[string, string, boolean]>([
  ['ArnLike', 'arn:aws:sns:*:1:a:b*', true],
  ['ArnEquals', 'arn:*:sns:us-east-1:*:*', true],
  ['ArnLike', 'arn:aws:*:1:a:b/c:d', false],
  ['ArnLike', 'arn:aws:sns:us-east-1:1:a:b', false],
  ['ArnLike', 'arn:aws:sns:us-east-1:1', false],
  ['ArnNotLike', 'arn:aws:sns:*:1:a:b*', false],
  ['ArnNotEquals', 'arn:aws:sqs:*:*:*', true],
])('%s %s is met: %p', (operator, pattern, met) => {
  const conditions = { [operator]: { 'aws:SourceArn': [pattern] } };
  const request = asked({ 'aws:SourceArn': 'arn:aws:sns:us-east-1:1:a:b/c:d' });
  expect(letsIn([statement({ conditions })], request)).toBe(met);
});

test('an operator that is not known counts against the request, in an Allow and in a Deny', () => {
  const conditions = { NumericEquals: { a: ['1'] } };
  expect(letsIn([statement({ conditions })], asked({ a: '1' }))).toBe(false);
  expect(letsIn([statement(), statement({ effect: 'Deny', conditions })], asked({ a: '1' }))).toBe(false);
});

const role = 'arn:aws:iam::111122223333:role/a';
const ofPrincipal = (principal: string) => ({ principal, action: 'sns:Publish', keys: {} });
test.each<[string, string, Partial<PolicyStatement>, boolean]>([
  ['a role by its ARN', role, { services: [], principals: ['x', role] }, true],
  ['a role by its account', role, { services: [], principals: ['111122223333'] }, true],
  [
    "a role by its account's root",
    role,
    { services: [], principals: ['arn:aws:iam::111122223333:root'] },
    true,
  ],
  ['a role of another account', role, { services: [], principals: ['arn:aws:iam::1:root', '1'] }, false],
  [
    'a service by an account',
    'sns.amazonaws.com',
    { services: [], principals: ['arn:aws:iam:::root'] },
    false,
  ],
  ['all but the service', 'sns.amazonaws.com', { isNotPrincipal: true }, false],
  ['all but another', 'sns.amazonaws.com', { services: ['x'], isNotPrincipal: true }, true],
  ['all but an action', role, { everyone: true, notActions: ['sns:Pub*', 'x'] }, false],
  ['all but another action', role, { everyone: true, actions: [], notActions: ['x:Y'] }, true],
  ...(
    [
      ['aws:SecureTransport', 'true', 'true'],
      ['aws:PrincipalIsAWSService', 'false', 'true'],
      ['aws:PrincipalServiceName', undefined, 'sns.amazonaws.com'],
      ['aws:PrincipalArn', role, undefined],
      ['aws:PrincipalAccount', '111122223333', undefined],
    ] as const
  ).flatMap(([key, ofRole, ofService]) =>
    (
      [
        [role, ofRole],
        ['sns.amazonaws.com', ofService],
      ] as const
    ).flatMap(([principal, value]): [string, string, Partial<PolicyStatement>, boolean][] => [
      [
        `${principal} with ${key}`,
        principal,
        { everyone: true, conditions: { StringEquals: { [key]: [value ?? ''] } } },
        value !== undefined,
      ],
    ]),
  ),
])('%s: %#', (_, principal, more, lets) => {
  expect(letsIn([statement(more)], ofPrincipal(principal))).toBe(lets);
});

describe('a condition on a key that it does not send', () => {
  test.each<[string, readonly string[], boolean]>([
    ['StringEquals', ['x'], false],
    ['StringEqualsIfExists', ['x'], true],
    ['StringNotEquals', ['x'], true],
    ['ArnNotLike', ['x'], true],
    ['ForAllValues:StringEquals', ['x'], true],
    ['ForAnyValue:StringEquals', ['x'], false],
    ['Null', ['true'], true],
    ['Null', ['false'], false],
  ])('%s %j is met: %p', (operator, values, met) => {
    const conditions = { [operator]: { 'aws:key': values } };
    expect(letsIn([statement({ conditions })], asked({ other: 'x' }))).toBe(met);
  });
});

test.each<[string, readonly PolicyStatement[], boolean]>([
  ['no statement', [], false],
  ['the service', [statement()], true],
  ['one service of several', [statement({ services: ['x', 'sns.amazonaws.com'] })], true],
  ['another service', [statement({ services: ['sqs.amazonaws.com'] })], false],
  ['everyone', [statement({ services: [], everyone: true })], true],
  ['one action of several', [statement({ actions: ['sns:X', 'SNS:Pub*'] })], true],
  ['another action', [statement({ actions: ['sns:X'] })], false],
  ['a Deny alone', [statement({ effect: 'Deny' })], false],
  ['an Allow and a Deny', [statement(), statement({ effect: 'Deny' })], false],
  [
    'a Deny whose condition is not met',
    [statement(), statement({ effect: 'Deny', conditions: { StringEquals: { a: ['y'] } } })],
    true,
  ],
  ['an effect that is none', [statement({ effect: 'allow' })], false],
  [
    'one of two keys that is not met',
    [statement({ conditions: { StringEquals: { a: ['x'], b: ['y'] } } })],
    false,
  ],
  [
    'one of two operators that is not met',
    [statement({ conditions: { StringEquals: { a: ['x'] }, StringLike: { a: ['y'] } } })],
    false,
  ],
])('%s: %p', (_, statements, lets) => {
  expect(letsIn(statements, asked({ a: 'x', b: 'x' }))).toBe(lets);
});

const nothing = {
  effect: 'Allow',
  services: [],
  everyone: false,
  principals: [],
  isNotPrincipal: false,
  actions: [],
  notActions: undefined,
  conditions: {},
};
test.each<[string, object, Partial<PolicyStatement>]>([
  ['nothing more', {}, {}],
  ['everyone', { Principal: '*' }, { everyone: true }],
  ['everyone of AWS', { Principal: { AWS: '*' } }, { everyone: true, principals: ['*'] }],
  ['everyone among others', { Principal: { AWS: ['a', '*'] } }, { everyone: true, principals: ['a', '*'] }],
  ['an account', { Principal: { AWS: '111122223333' } }, { principals: ['111122223333'] }],
  ['all but a service', { NotPrincipal: { Service: 'a' } }, { services: ['a'], isNotPrincipal: true }],
  ['all but an action', { NotAction: 'a:B' }, { notActions: ['a:B'] }],
  ['a principal that is none', { Principal: 'x' }, {}],
  ['a service', { Principal: { Service: 'a' } }, { services: ['a'] }],
  ['services', { Principal: { Service: ['a', 'b'] } }, { services: ['a', 'b'] }],
  ['an action', { Action: 'a:B' }, { actions: ['a:B'] }],
  ['actions', { Action: ['a:B', 'c:D'] }, { actions: ['a:B', 'c:D'] }],
  ['a value', { Condition: { Bool: { a: 'true' } } }, { conditions: { Bool: { a: ['true'] } } }],
  ['truth', { Condition: { Bool: { a: true } } }, { conditions: { Bool: { a: ['true'] } } }],
  ['a number', { Condition: { N: { a: 1 } } }, { conditions: { N: { a: ['1'] } } }],
  [
    'a list of all kinds',
    { Condition: { N: { a: ['x', 1, false] } } },
    { conditions: { N: { a: ['x', '1', 'false'] } } },
  ],
])('a statement with %s is read, alone and in a list', (_, written, read) => {
  const one = { Effect: 'Allow', ...written };
  expect(statementsOf(JSON.stringify({ Statement: one }))).toEqual([{ ...nothing, ...read }]);
  expect(statementsOf(JSON.stringify({ Statement: [one] }))).toEqual([{ ...nothing, ...read }]);
});

test.each(['', '[]', '{}', '{"Statement":"x"}', '{"Statement":[{}]}'])('the policy %j is none', (text) => {
  expect(() => statementsOf(text)).toThrow();
});

test('StackSets are asked as a delegated administrator by every other account', () => {
  const place = { region: 'us-east-1', accounts: 1, managementAccountId: '111122223333' };
  expect(callAs({ ...place, callerAccountId: '111122223333' })).toEqual({});
  expect(callAs({ ...place, callerAccountId: '123456789012' })).toEqual({ CallAs: 'DELEGATED_ADMIN' });
});
