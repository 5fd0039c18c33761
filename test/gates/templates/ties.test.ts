// Each way to tie a policy to a user, by each form of a name. E: enforced; N: not enforced; C: check cannot see.
import { describe, expect, test } from '@jest/globals';
import { deny, group, iam, policy, user } from '../cloudformation-attack-rows';
import { answersOf, letterOf } from './answers';

const around = {
  Parameters: { Env: { Type: 'String' }, Other: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } },
};
const sub = (text: string): object => ({ 'Fn::Sub': text });
const noValue = { Ref: 'AWS::NoValue' };
const choice = (yes: unknown, no: unknown): object => ({ 'Fn::If': ['IsProd', yes, no] });

/** How the resource X, or one beside it, is named; the columns of the tables below. */
const names: Readonly<Record<string, unknown>> = {
  'a written name': 'ann',
  'a name that CloudFormation makes up': undefined,
  "a name with the stack's": sub('${AWS::StackName}-ann'),
  'a name by a parameter': { Ref: 'Env' },
};

const references: readonly (readonly [title: string, reference: unknown, answers: string])[] = [
  ['a reference', { Ref: 'X' }, 'EEEE'],
  ['a reference in a text', sub('${X}'), 'EEEE'],
  ['a reference as the only part', { 'Fn::Join': ['', [{ Ref: 'X' }]] }, 'EEEE'],
  ['a reference of several parts', { 'Fn::Join': ['', [{ Ref: 'X' }, '']] }, 'EEEE'],
  ['a reference in every world', choice({ Ref: 'X' }, { Ref: 'X' }), 'EEEE'],
  ['a reference in one world', choice({ Ref: 'X' }, noValue), 'NNNN'],
  ['another one in one world', choice({ Ref: 'X' }, { Ref: 'Y' }), 'NNNN'],
  ['the first of a list', { 'Fn::Select': [0, [{ Ref: 'X' }, { Ref: 'Y' }]] }, 'EEEE'],
  ['another resource', { Ref: 'Y' }, 'NNNN'],
  ['the name', 'ann', 'ENNC'],
  ['the name in another case', 'ANN', 'ENNC'],
  ['the name in parts', { 'Fn::Join': ['', ['a', 'nn']] }, 'ENNC'],
  ['another name', 'bob', 'NNNC'],
  ['a number', 7, 'NNNC'],
  ['a name that ends alike', 'x-ann', 'NNCC'],
  ['the end of the name', '-ann', 'NNCC'],
  ['a name that goes on', 'x-ann-x', 'NNNC'],
  ["the stack's name before it", sub('${AWS::StackName}-ann'), 'NNEC'],
  ["the stack's name before it, in another case", sub('${AWS::StackName}-ANN'), 'NNEC'],
  ["the stack's name before another one", sub('${AWS::StackName}-bob'), 'NNNC'],
  ["the stack's name within it", sub('a${AWS::StackName}n'), 'CNCC'],
  ["the stack's name within another one", sub('b${AWS::StackName}n'), 'NNCC'],
  ["the stack's name before another end", sub('a${AWS::StackName}b'), 'NNNC'],
  ["letters that the name has only once, on both sides of the stack's", sub('ann${AWS::StackName}n'), 'NNCC'],
  ['the region before it', sub('${AWS::Region}-ann'), 'NNCC'],
  ['the parameter', { Ref: 'Env' }, 'CCCE'],
  ['the parameter in a text', sub('${Env}'), 'CCCE'],
  ['another parameter', { Ref: 'Other' }, 'CCCC'],
  ['a dynamic reference', '{{resolve:ssm:/name}}', 'CCCC'],
  ['a dynamic reference in a text', 'x-{{resolve:ssm:/name}}', 'NNCC'],
  ['a text with the name of the resource', sub('x-${X}'), 'NNCC'],
  ['a value of another stack', { 'Fn::ImportValue': 'name' }, 'CCCC'],
  ['what is missing', { Ref: 'Nowhere' }, 'CCCC'],
  ['a text with what is missing', sub('x-${Nowhere}'), 'CCCC'],
  ['no value', noValue, 'NNNN'],
];

/** The resources by which a name ties the policy to X, which has the name. */
type Way = readonly [title: string, resources: (named: object, reference: unknown) => object];
const inGroup = (named: object, more: object): object => ({
  U: user({ Groups: [{ Ref: 'X' }] }),
  X: iam('Group', named),
  Y: iam('Group', { GroupName: 'yes' }),
  ...more,
});
const ofUser = (named: object, more: object): object => ({
  X: user(named),
  Y: user({ UserName: 'yes' }),
  ...more,
});
const userWays: readonly Way[] = [
  ['the users of a managed policy', (named, one) => ofUser(named, { P: policy({ Users: [one] }) })],
  [
    'the users of an inline policy',
    (named, one) =>
      ofUser(named, { P: iam('Policy', { PolicyName: 'p', PolicyDocument: deny, Users: [one] }) }),
  ],
  [
    'the user of a user policy',
    (named, one) =>
      ofUser(named, { P: iam('UserPolicy', { PolicyName: 'p', PolicyDocument: deny, UserName: one }) }),
  ],
  [
    'the users of a membership',
    (named, one) =>
      ofUser(named, { G: group(), A: iam('UserToGroupAddition', { GroupName: { Ref: 'G' }, Users: [one] }) }),
  ],
];
const groupWays: readonly Way[] = [
  ['the groups of a managed policy', (named, one) => inGroup(named, { P: policy({ Groups: [one] }) })],
  [
    'the groups of an inline policy',
    (named, one) =>
      inGroup(named, { P: iam('Policy', { PolicyName: 'p', PolicyDocument: deny, Groups: [one] }) }),
  ],
  [
    'the group of a group policy',
    (named, one) =>
      inGroup(named, { P: iam('GroupPolicy', { PolicyName: 'p', PolicyDocument: deny, GroupName: one }) }),
  ],
];
const memberWays: readonly Way[] = [
  [
    'the groups of a user',
    (named, one) => ({
      U: user({ Groups: [one] }),
      X: group({}, named),
      Y: iam('Group', { GroupName: 'yes' }),
    }),
  ],
  [
    'the group of a membership',
    (named, one) => ({
      U: user(),
      X: group({}, named),
      Y: iam('Group', { GroupName: 'yes' }),
      A: iam('UserToGroupAddition', { GroupName: one, Users: [{ Ref: 'U' }] }),
    }),
  ],
];

const answers = (ways: readonly Way[], property: string, address: string, reference: unknown): object =>
  Object.fromEntries(
    ways.map(([title, resources]) => [
      title,
      Object.values(names)
        .map((name) => {
          const named = name === undefined ? {} : { [property]: name };
          return letterOf({ 'a.json': { ...around, Resources: resources(named, reference) } }, address);
        })
        .join(''),
    ]),
  );
const same = (ways: readonly Way[], letters: string): object =>
  Object.fromEntries(ways.map(([title]) => [title, letters]));

describe.each(references)('%s', (_, reference, letters) => {
  test('names a user', () => {
    expect(answers(userWays, 'UserName', 'X', reference)).toEqual(same(userWays, letters));
  });

  test('names a group that gets a policy', () => {
    expect(answers(groupWays, 'GroupName', 'U', reference)).toEqual(same(groupWays, letters));
  });

  // A group that is none of the template's may have any policies.
  test('names a group that gets a member', () => {
    const isOfTheTemplate =
      JSON.stringify(reference).includes('NoValue') || JSON.stringify(reference).includes('"Y"');
    const expected = isOfTheTemplate ? letters : letters.replaceAll('N', 'C');
    expect(answers(memberWays, 'GroupName', 'U', reference)).toEqual(same(memberWays, expected));
  });
});

const named = { ManagedPolicyName: 'mfa' };
const arn = (path: string, partition = '${AWS::Partition}', account = '${AWS::AccountId}'): object =>
  sub(`arn:${partition}:iam::${account}:policy${path}`);

describe('a managed policy', () => {
  const ways: Readonly<Record<string, (reference: unknown) => object>> = {
    'attached to the user': (one) => ({ U: user({ ManagedPolicyArns: [one] }) }),
    'attached to a group': (one) => ({
      U: user({ Groups: [{ Ref: 'G' }] }),
      G: iam('Group', { ManagedPolicyArns: [one] }),
    }),
    'as the boundary': (one) => ({ U: user({ PermissionsBoundary: one }) }),
  };
  // Where it has no path, and where its path is /team/.
  test.each<[string, unknown, string]>([
    ['a reference', { Ref: 'P' }, 'EE'],
    ['its attribute', { 'Fn::GetAtt': ['P', 'PolicyArn'] }, 'EE'],
    ['its attribute in a text', { 'Fn::GetAtt': 'P.PolicyArn' }, 'EE'],
    ['its attribute by a text alone', sub('${P.PolicyArn}'), 'EE'],
    ['a reference in one world', choice({ Ref: 'P' }, noValue), 'NN'],
    ['its ARN', arn('/mfa'), 'EC'],
    ['its ARN in another case', arn('/MFA'), 'EC'],
    ['its ARN with the partition', arn('/mfa', 'aws'), 'EC'],
    ['its ARN with its path', arn('/team/mfa'), 'CE'],
    ['its ARN with more path', arn('/a/team/mfa'), 'CC'],
    ['its ARN in a longer text', sub('x:arn:aws:iam::${AWS::AccountId}:policy/mfa'), 'CC'],
    ['its ARN, and more', arn('/mfa/'), 'CC'],
    ['the ARN of an account', arn('/mfa', 'aws', '111122223333'), 'CC'],
    [
      'its ARN in parts',
      { 'Fn::Join': [':', ['arn:aws:iam:', { Ref: 'AWS::AccountId' }, 'policy/mfa']] },
      'EC',
    ],
    ['its name', 'mfa', 'CC'],
    ['another ARN', arn('/other'), 'CC'],
    ['an ARN with a parameter', arn('/${Env}'), 'CC'],
    ["one of AWS's own", 'arn:aws-us-gov:iam::aws:policy/job-function/ViewOnlyAccess', 'NN'],
    [
      "one of AWS's own with the partition",
      sub('arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess'),
      'NN',
    ],
    ["one of AWS's own in a longer text", 'x:arn:aws:iam::aws:policy/ReadOnlyAccess', 'CC'],
    ['a user', { Ref: 'U' }, 'CC'],
    ['a parameter', { Ref: 'Env' }, 'CC'],
    ['a list parameter', { Ref: 'Names' }, 'CC'],
    ['no value', noValue, 'NN'],
  ])('%s', (_, reference, letters) => {
    const found = Object.entries(ways).map(([title, resources]) => [
      title,
      [{}, { Path: '/team/' }]
        .map((more) => {
          const Resources = { ...resources(reference), P: policy({ ...named, ...more }) };
          return letterOf({ 'a.json': { ...around, Resources } }, 'U');
        })
        .join(''),
    ]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.keys(ways).map((title) => [title, letters])),
    );
  });

  test.each<[string, object, object, string]>([
    ['a path by a parameter', { Path: { Ref: 'Env' } }, {}, 'C'],
    ['two policies of one name in one world', {}, { Q: policy(named) }, 'C'],
    [
      'two policies of one name in two worlds',
      { ManagedPolicyName: choice('mfa', 'x') },
      { Q: policy({ ManagedPolicyName: choice('x', 'mfa') }) },
      'E',
    ],
    [
      'another policy of one name, which enforces nothing',
      {},
      { Q: policy({ ...named, PolicyDocument: {} }) },
      'C',
    ],
    [
      'another policy of another name',
      {},
      { Q: policy({ ManagedPolicyName: 'x', PolicyDocument: {} }) },
      'E',
    ],
    [
      'another policy whose name is a parameter',
      {},
      { Q: policy({ ManagedPolicyName: { Ref: 'Env' }, PolicyDocument: {} }) },
      'E',
    ],
    ['a name by a parameter alone', { ManagedPolicyName: { Ref: 'Env' } }, {}, 'C'],
  ])('by its ARN, with %s', (_, more, others, letter) => {
    const Resources = {
      U: user({ ManagedPolicyArns: [arn('/mfa')] }),
      P: policy({ ...named, ...more }),
      ...others,
    };
    expect(letterOf({ 'a.json': { ...around, Resources } }, 'U')).toBe(letter);
  });
});

test.each<[string, object, string]>([
  ['a group', { U: user({ Groups: ['g'] }), G: group({}, { GroupName: { Ref: 'Env' } }) }, 'the group g: it'],
  [
    'a policy',
    { U: user({ ManagedPolicyArns: [arn('/p')] }), P: policy({ ManagedPolicyName: { Ref: 'Env' } }) },
    'arn:*:iam::*:policy/p: it',
  ],
])('%s whose name is a parameter may be the one that is named', (_, Resources, what) => {
  expect(answersOf({ 'a.json': { ...around, Resources } })).toEqual([
    `U: cannot see: ${what} depends on the parameter Env`,
  ]);
});

test('a name of one world is no name in the other', () => {
  const Resources = {
    X: user({ UserName: choice('ann', noValue) }),
    Y: iam('User', { UserName: 'ann' }),
    P: policy({ Users: [choice('ann', { Ref: 'X' })] }),
  };
  expect(answersOf({ 'a.json': { ...around, Resources } })).toEqual([
    'X: cannot see where IsProd is true: P: whether it is for this user depends on several resources are named ann',
  ]);
});

describe('two users of one name, which no account allows', () => {
  const twice = (UserName: unknown, more: object = {}): string =>
    letterOf(
      {
        'a.json': {
          ...around,
          Resources: {
            X: user({ UserName: 'ann' }),
            Y: iam('User', { UserName }, more),
            P: policy({ Users: ['ann'] }),
          },
        },
      },
      'X',
    );
  test.each<[string, unknown, object, string]>([
    ['a written name', 'ann', {}, 'C'],
    ['in another case', 'Ann', {}, 'C'],
    ['another name', 'bob', {}, 'E'],
    ['a parameter', { Ref: 'Env' }, {}, 'E'],
    ['in one world', 'ann', { Condition: 'IsProd' }, 'C'],
    ['a choice', choice('ann', 'bob'), {}, 'C'],
  ])('%s', (_, name, more, letter) => expect(twice(name, more)).toBe(letter));
});
