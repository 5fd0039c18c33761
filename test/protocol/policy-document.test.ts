import { describe, expect, test } from '@jest/globals';
import { parsePolicyDocument, policyJson } from '../../rule/protocol/policy-document';

const allow = { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' };
const parsedAllow = {
  effect: 'Allow',
  actions: { kind: 'only', patterns: ['iam:GetUser'] },
  resources: { kind: 'only', patterns: ['*'] },
  conditions: [],
};
const version = '2012-10-17';

describe('an identity policy', () => {
  test('with one statement is read as a list of one', () => {
    expect(parsePolicyDocument({ Version: version, Statement: allow })).toEqual({
      variables: true,
      statements: [parsedAllow],
    });
  });

  test('keeps the order of its statements', () => {
    const deny = { ...allow, Effect: 'Deny' };
    expect(parsePolicyDocument({ Version: version, Statement: [deny, allow] })?.statements).toEqual([
      { ...parsedAllow, effect: 'Deny' },
      parsedAllow,
    ]);
  });

  test.each([
    ['2012-10-17', true],
    ['2008-10-17', false],
    [undefined, false],
  ])('of version %j has variables: %j', (Version, variables) => {
    expect(parsePolicyDocument({ Version, Statement: allow })?.variables).toBe(variables);
  });

  test.each<[string, object, object]>([
    [
      'several actions and resources',
      { Action: ['iam:GetUser', 'iam:GetGroup'], Resource: ['a', 'b'] },
      {
        actions: { kind: 'only', patterns: ['iam:GetUser', 'iam:GetGroup'] },
        resources: { kind: 'only', patterns: ['a', 'b'] },
      },
    ],
    [
      'NotAction and NotResource',
      { NotAction: 's3:*', NotResource: ['a'] },
      {
        actions: { kind: 'all-but', patterns: ['s3:*'] },
        resources: { kind: 'all-but', patterns: ['a'] },
      },
    ],
    [
      'conditions, their values as texts',
      {
        Action: '*',
        Resource: '*',
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': true },
          NumericLessThan: { 'aws:MultiFactorAuthAge': [3600, '60'] },
        },
      },
      {
        conditions: [
          { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
          { operator: 'NumericLessThan', key: 'aws:MultiFactorAuthAge', values: ['3600', '60'] },
        ],
      },
    ],
  ])('has %s', (_, statement, expected) => {
    const document = parsePolicyDocument({ Version: version, Statement: { Effect: 'Allow', ...statement } });

    expect(document?.statements).toHaveLength(1);
    expect(document?.statements[0]).toMatchObject(expected);
  });

  test.each<[string, unknown]>([
    ['no object', 'Allow'],
    ['a document without statements', { Version: version }],
    ['an effect that IAM does not have', { Statement: { ...allow, Effect: 'allow' } }],
    ['a statement without actions', { Statement: { Effect: 'Allow', Resource: '*' } }],
    ['a statement without resources', { Statement: { Effect: 'Allow', Action: '*' } }],
    ['actions said in both ways', { Statement: { ...allow, NotAction: 's3:*' } }],
    ['resources said in both ways', { Statement: { ...allow, NotResource: 'a' } }],
    ['an action that is no text', { Statement: { ...allow, Action: 7 } }],
    ['a condition that is no object', { Statement: { ...allow, Condition: 'Bool' } }],
  ])('is never made of %s', (_, json) => {
    expect(parsePolicyDocument(json)).toBeUndefined();
  });
});

describe('the text of a policy', () => {
  test.each([
    ['as JSON', '{"Version":"50%41"}', { Version: '50%41' }],
    ['as JSON after white space', ' \n{"Version":"50%41"}', { Version: '50%41' }],
    ['URL-encoded, as IAM sends it', '%7B%22Version%22%3A%222012-10-17%22%7D', { Version: version }],
  ])('is read %s', (_, text, json) => {
    expect(policyJson(text)).toEqual(json);
  });

  test.each(['', 'no policy', '{"Version":', '%7B%'])('%j holds none', (text) => {
    expect(policyJson(text)).toBeUndefined();
  });
});
