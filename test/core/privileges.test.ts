import { expect, test } from '@jest/globals';
import { notRead, privilegesOf, relevantToPrivileges } from '../../rule/core/privileges';
import { fitsPattern } from '../../rule/core/wildcard';
import { parsePolicyDocument, policyJson } from '../../rule/protocol/policy-document';
import { factsOf, privilegeCases } from './privilege-cases';

test('no title of the table stands twice', () => {
  expect(new Set(privilegeCases.map(({ title }) => title)).size).toBe(privilegeCases.length);
});

test.each(privilegeCases.map((row) => [row.title, row] as const))('%s', (_, row) => {
  expect(privilegesOf(factsOf(row)).label).toBe(row.expected);
});

test.each(privilegeCases.map((row) => [row.title, row] as const))(
  'what is kept of the policies gives the same label: %s',
  (_, row) => {
    const facts = factsOf(row);
    const policies = facts.policies.map((held) => ({
      ...held,
      policy: held.policy === 'not-read' ? held.policy : relevantToPrivileges(held.policy),
    }));

    expect(privilegesOf({ ...facts, policies }).label).toBe(row.expected);
  },
);

const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const fromHome = { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } };

test.each<[what: string, statement: object, kept: boolean]>([
  ['an Allow of everything', { Effect: 'Allow', Action: '*' }, true],
  ['an Allow of everything with MFA', { Effect: 'Allow', Action: '*', Condition: withMfa }, true],
  ['an Allow from one place', { Effect: 'Allow', Action: '*', Condition: fromHome }, false],
  [
    'an Allow with MFA, from one place',
    { Effect: 'Allow', Action: '*', Condition: { ...withMfa, ...fromHome } },
    false,
  ],
  ['an Allow of the second step of a way', { Effect: 'Allow', Action: 'iam:AttachRolePolicy' }, true],
  ['an Allow of what gives no privilege', { Effect: 'Allow', Action: ['s3:*', 'iam:Get*'] }, false],
  ['an Allow of all but IAM', { Effect: 'Allow', NotAction: 'iam:*' }, false],
  [
    'a Deny of all but IAM: nobody is an administrator beside it',
    { Effect: 'Deny', NotAction: 'iam:*' },
    true,
  ],
  ['a Deny of one way', { Effect: 'Deny', Action: 'iam:PutUserPolicy' }, true],
  ['a Deny of what gives no privilege', { Effect: 'Deny', Action: 's3:*' }, false],
  [
    'a Deny with a Condition, which takes nothing away',
    { Effect: 'Deny', Action: '*', Condition: withMfa },
    false,
  ],
])('of a policy is kept what can matter: %s (%j): %s', (_, statement, kept) => {
  const policy = parsePolicyDocument({
    Version: '2012-10-17',
    Statement: [{ Resource: '*', ...statement }],
  });

  expect(policy && relevantToPrivileges(policy).statements).toHaveLength(kept ? 1 : 0);
});

test('the policies that give the label and the boundary are named', () => {
  const row = privilegeCases.find(({ policies }) => policies.some(({ from }) => from === 'boundary'));

  expect(row && privilegesOf(factsOf(row))).toEqual({
    label: 'administrator',
    policies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    boundary: 'arn:aws:iam::111122223333:policy/Boundary',
  });
});

const factsWith = (...statements: readonly (readonly [name: string, statement: object | null])[]) =>
  factsOf({
    title: '',
    groups: [],
    expected: 'none-found',
    policies: statements.map(([name, statement]) => ({
      from: 'inline',
      name,
      document:
        statement === null ? null : { Version: '2012-10-17', Statement: [{ Resource: '*', ...statement }] },
    })),
  });
const allow = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, ...more });

test.each<[what: string, facts: ReturnType<typeof factsWith>, label: string, names: readonly string[]]>([
  ['administrators', factsWith(['z', allow('*')], ['a', allow('*')]), 'administrator', ['a', 'z']],
  [
    'a way of two steps, both',
    factsWith(['z', allow('iam:CreateRole')], ['b', allow('iam:PutRolePolicy')], ['harmless', allow('s3:*')]),
    'can-become-administrator',
    ['b', 'z'],
  ],
  ['MFA', factsWith(['m', allow('*', { Condition: withMfa })]), 'administrator-with-mfa-only', ['m']],
  [
    'policies that were not read',
    factsWith(['z', null], ['read', allow('s3:*')], ['a', null]),
    'not-read',
    ['a', 'z'],
  ],
  ['nothing', factsWith(['harmless', allow('s3:*')]), 'none-found', []],
  [
    'nothing where all is denied, if only with MFA',
    factsWith(['d', { Effect: 'Deny', Action: '*', Condition: withMfa }]),
    'none-found',
    [],
  ],
])('each policy that the label comes from is named, once and in order: %s', (_, facts, label, policies) => {
  expect(privilegesOf(facts)).toStrictEqual({ label, policies });
});

test('of a user whose policies could not be read nothing is known, an enforcement of MFA neither', () => {
  expect(notRead).toEqual({ label: 'not-read', policies: [], mfaEnforced: 'cannot see' });
});

test('a document is read from the URL-encoded text that IAM gives, and from plain JSON', () => {
  const text = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
  const expected = {
    variables: true,
    statements: [
      {
        effect: 'Allow',
        actions: { kind: 'only', patterns: ['*'] },
        resources: { kind: 'only', patterns: ['*'] },
        conditions: [],
      },
    ],
  };

  expect(parsePolicyDocument(policyJson(encodeURIComponent(text)))).toEqual(expected);
  expect(parsePolicyDocument(policyJson(text))).toEqual(expected);
});

test.each(['', '%', 'not JSON', '[]', 'null', '{"Statement":[{"Effect":"Allow","Action":"*"}]}'])(
  'a text that is no policy is no empty policy: %j',
  (text) => {
    expect(parsePolicyDocument(policyJson(text))).toBeUndefined();
  },
);

test('a pattern of many stars costs no time', () => {
  expect(fitsPattern('a'.repeat(2_000), `${'*a'.repeat(500)}b`)).toBe(false);
});
