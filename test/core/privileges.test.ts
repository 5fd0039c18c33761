import { expect, test } from '@jest/globals';
import { privilegesOf, relevantToPrivileges } from '../../rule/core/privileges';
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

test('nothing is kept of a policy that gives no privilege', () => {
  const policy = parsePolicyDocument({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:*', 'iam:Get*'], Resource: '*' }],
  });

  expect(policy && relevantToPrivileges(policy).statements).toEqual([]);
});

test('the policies that give the label and the boundary are named', () => {
  const row = privilegeCases.find(({ policies }) => policies.some(({ from }) => from === 'boundary'));

  expect(row && privilegesOf(factsOf(row))).toEqual({
    label: 'administrator',
    policies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    boundary: 'arn:aws:iam::111122223333:policy/Boundary',
  });
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
