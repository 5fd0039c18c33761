// Templates by which users, or the ties of a policy, were hidden from the gate, or an enforcement was not seen.
import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement } from '../../rule/gates/declared';
import { parseDocument } from '../../rule/gates/parse-document';

type Files = Readonly<Record<string, object>>;
const iam = (type: string, Properties: object, more: object = {}): object => ({
  Type: `AWS::IAM::${type}`,
  Properties,
  ...more,
});
const LoginProfile = { Password: 'x' };
const user = (properties: object = {}, more: object = {}): object =>
  iam('User', { LoginProfile, ...properties }, more);
const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
const deny = { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }] };
const denyBut = (NotAction: unknown): object => ({
  Policies: [
    {
      PolicyName: 'p',
      PolicyDocument: { Statement: [{ Effect: 'Deny', NotAction, Resource: '*', Condition }] },
    },
  ],
});
const Policies = [{ PolicyName: 'mfa', PolicyDocument: deny }];
const group = (more: object = {}, name: object = {}): object => iam('Group', { ...name, Policies }, more);
const policy = (properties: object = {}): object =>
  iam('ManagedPolicy', { PolicyDocument: deny, ...properties });
const stack = (url: string, parameters: object = {}, type = 'Stack'): object => ({
  Type: `AWS::CloudFormation::${type}`,
  Properties: { TemplateURL: url, Parameters: parameters },
});
const macro = { 'Fn::Transform': { Name: 'M' } };
const Parameters = { Env: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' } };
const Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } };
const inProd = (yes: unknown, no: unknown = { Ref: 'AWS::NoValue' }): object => ({
  'Fn::If': ['IsProd', yes, no],
});
const one = (Resources: object, more: object = {}): Files => ({
  'a.json': { Parameters, Conditions, Resources, ...more },
});
const nested = (outer: object, inner: object): Files => ({
  'a.json': { Parameters, Conditions, Resources: outer },
  'in.json': inner,
});

function answers(files: Files): readonly string[] {
  const documents = Object.entries(files).map(([name, content]) =>
    parseDocument(name, JSON.stringify(content)),
  );
  const { users, unseen } = check(documents, parseParameterValues({}), noKnownEnforcement, new Date());
  return [...users.map(({ answer }) => answer.answer), ...unseen.map(() => 'unseen')];
}

const openLoop = (fragment: object): object => ({
  'Fn::ForEach::L': ['Key', { Ref: 'Names' }, fragment],
});
const passedOn = { Parameters: { Mfa: { Type: 'String' } }, Conditions: { On: equals('Mfa', 'yes') } };
function equals(parameter: string, value: string): object {
  return { 'Fn::Equals': [{ Ref: parameter }, value] };
}
const byArgument = {
  ...passedOn,
  Resources: { U: user({ Groups: [{ 'Fn::If': ['On', { Ref: 'G' }, 'other'] }] }), G: group() },
};
const listArgument = (Type: string, properties: object): object => ({
  Parameters: { L: { Type } },
  Resources: { U: user(properties), G: group({}, { GroupName: 'g' }) },
});

const rows: readonly (readonly [title: string, files: Files, answers: readonly string[]])[] = [
  [
    'a loop that is not known may make the login profile',
    one({ U: iam('User', openLoop({ '${Key}': LoginProfile })) }),
    ['unseen'],
  ],
  [
    'a loop that is not known may make the policies of a group',
    one({ U: user({ Groups: [{ Ref: 'G' }] }), G: iam('Group', openLoop({ '${Key}': Policies })) }),
    ['not-enforced', 'unseen'],
  ],
  [
    'a loop that is not known within a policy',
    one({ U: user({ Policies: [{ PolicyName: 'p', PolicyDocument: { Version: 'x', ...openLoop({}) } }] }) }),
    ['cannot-see'],
  ],
  ...['UserToGroupAddition', 'ManagedPolicy', 'Policy', 'UserPolicy', 'GroupPolicy', 'Group'].map(
    (type) =>
      [
        `properties of AWS::IAM::${type} by a macro`,
        one({ U: user(), T: iam(type, macro) }),
        ['not-enforced', 'unseen'],
      ] as const,
  ),
  [
    'a custom resource that calls CreateLoginProfile',
    one({ C: { Type: 'Custom::AWS', Properties: { Create: '{"action":"createLoginProfile"}' } } }),
    ['unseen'],
  ],
  [
    'a login profile of a provider of its own',
    one({ C: { Type: 'Terraform::AWS::IamUserLoginProfile', Properties: { User: 'alice' } } }),
    ['unseen'],
  ],
  ['a custom resource of another kind', one({ C: { Type: 'Custom::Other', Properties: {} } }), []],
  [
    'a StackSet that a loop makes, with its template',
    one({
      'Fn::ForEach::S': [
        'N',
        ['a', 'b'],
        {
          'S${N}': {
            Type: 'AWS::CloudFormation::StackSet',
            Properties: { TemplateBody: JSON.stringify({ Resources: { U: user() } }) },
          },
        },
      ],
    }),
    ['not-enforced', 'not-enforced'],
  ],
  [
    'nested stacks that a loop makes are read, each with its argument',
    nested(
      { 'Fn::ForEach::S': ['N', ['yes', 'no'], { 'S${N}': stack('./in.json', { Mfa: '${N}' }) }] },
      byArgument,
    ),
    ['enforced', 'cannot-see'],
  ],
  [
    'an argument of a nested stack that is a choice of one value',
    nested({ S: stack('./in.json', { Mfa: inProd('yes', 'yes') }) }, byArgument),
    ['enforced'],
  ],
  [
    'an argument of a nested stack by the condition of the user',
    nested(
      {
        U: user({ UserName: 'a' }, { Condition: 'IsProd' }),
        S: stack('./in.json', { Mfa: inProd('yes', 'no') }),
      },
      { ...passedOn, Resources: { P: { ...policy({ Users: ['a'] }), Condition: 'On' } } },
    ),
    ['enforced'],
  ],
  ...(
    [
      ['iam:GetUser,iam:ListMFADevices', 'enforced'],
      ['iam:GetUser,s3:*', 'not-enforced'],
    ] as const
  ).flatMap(([text, answer]) => [
    [
      `a list argument of a nested stack spares ${text}`,
      nested(
        { S: stack('./in.json', { L: text }) },
        listArgument('CommaDelimitedList', denyBut({ Ref: 'L' })),
      ),
      [answer],
    ] as const,
    [`Fn::Split spares ${text}`, one({ U: user(denyBut({ 'Fn::Split': [',', text] })) }), [answer]] as const,
    [
      `a list of a map spares ${text}`,
      one(
        { U: user(denyBut({ 'Fn::FindInMap': ['M', 'a', 'b'] })) },
        { Mappings: { M: { a: { b: text.split(',') } } } },
      ),
      [answer],
    ] as const,
  ]),
  [
    'a list argument names the groups',
    nested(
      { S: stack('./in.json', { L: 'x, g' }) },
      listArgument('CommaDelimitedList', { Groups: { Ref: 'L' } }),
    ),
    ['enforced'],
  ],
  [
    'a text with a comma is one name',
    nested({ S: stack('./in.json', { L: 'x,g' }) }, listArgument('String', { Groups: [{ Ref: 'L' }] })),
    ['cannot-see'],
  ],
  [
    'Fn::Select of a list argument',
    nested(
      { S: stack('./in.json', { L: 'x,g' }) },
      listArgument('CommaDelimitedList', { Groups: [{ 'Fn::Select': ['1', { Ref: 'L' }] }] }),
    ),
    ['enforced'],
  ],
  [
    'an argument that is no value leaves a parameter its default',
    nested(
      { S: stack('./in.json', { L: { Ref: 'AWS::NoValue' } }) },
      listArgument('String', { Groups: [{ Ref: 'L' }] }),
    ),
    ['cannot-see'],
  ],
  [
    'an argument for the parameter whose default a loop is over',
    nested(
      { S: stack('./in.json', { L: 'bea' }) },
      {
        Parameters: { L: { Type: 'CommaDelimitedList', Default: 'ann' } },
        Resources: {
          U: user({ UserName: 'ann' }),
          'Fn::ForEach::P': ['N', { Ref: 'L' }, { 'P${N}': policy({ Users: ['${N}'] }) }],
        },
      },
    ),
    ['enforced', 'unseen'],
  ],
  [
    'a loop over an empty default',
    one(
      { 'Fn::ForEach::P': ['N', { Ref: 'L' }, { 'U${N}': user() }] },
      { Parameters: { L: { Type: 'CommaDelimitedList', Default: '' } } },
    ),
    ['unseen'],
  ],
  ['an include beside the sections', one({}, { 'Fn::Transform': { Name: 'AWS::Include' } }), ['unseen']],
  [
    'Fn::Select by no number',
    one({ U: user({ Groups: [{ 'Fn::Select': ['', [{ Ref: 'G' }]] }] }), G: group() }),
    ['cannot-see'],
  ],
  [
    'nested stacks that get each other what each gives out',
    nested(
      {
        A: stack('./in.json', { V: { 'Fn::GetAtt': ['B', 'Outputs.V'] } }),
        B: stack('./in.json', { V: { 'Fn::GetAtt': ['A', 'Outputs.V'] } }),
        U: user({ Groups: [{ 'Fn::GetAtt': ['A', 'Outputs.V'] }] }),
      },
      { Parameters: { V: { Type: 'String' } }, Resources: {}, Outputs: { V: { Value: { Ref: 'V' } } } },
    ),
    ['unseen', 'unseen'],
  ],
];

test.each(rows)('%s', (_, files, expected) => {
  expect(answers(files)).toEqual(expected);
});

test.each(['{"Resources":{"A":{}},"Resources":{}}', '{"Resources":{"A":{},"\\u0041":{}}}'])(
  'a key that an object has twice may hide users: %s',
  (text) => {
    expect(() => parseDocument('t.json', text)).toThrow(
      /has the key "(Resources|A)" a second time in line 1/,
    );
  },
);

const each = (count: number, of: (n: number) => object): object =>
  Object.assign({}, ...Array.from({ length: count }, (_, n) => of(n))) as object;
const twice = (count: number, of: (n: number) => unknown): readonly unknown[] =>
  Array.from({ length: count }, (_, n) => of(n));

// Nothing here is a timed assertion: what doubles at each level would run into jest's own limit.
describe('what multiplies ends', () => {
  const levels = (type: string): Files =>
    Object.fromEntries(
      twice(10, (level) => [
        `l${String(level)}.json`,
        {
          Resources: {
            U: user(),
            ...each(4, (n) => ({ [`S${n}`]: stack(`./l${level + 1}.json`, {}, type) })),
          },
        },
      ]) as [string, object][],
    );

  test.each(['Stack', 'StackSet'])('four of %s in each of four, ten times', (type) => {
    const said = answers(levels(type));

    expect(said).toContain('not-enforced');
    expect(said).toContain('unseen');
    expect(said.length).toBeLessThan(30_000);
  });

  test('arguments of nested stacks that double', () => {
    const parts = { 'Fn::Join': ['', twice(30, () => ({ Ref: 'V' }))] };
    const files = twice(10, (level) => [
      `l${String(level)}.json`,
      {
        Parameters: { V: { Type: 'String', Default: 'v' } },
        Conditions: { C: equals('V', 'w') },
        Resources: {
          U: user({ Groups: [{ 'Fn::If': ['C', { Ref: 'V' }, 'x'] }] }),
          S: stack(`./l${level + 1}.json`, { V: parts }),
        },
      },
    ]) as [string, object][];

    expect(new Set(answers(Object.fromEntries(files)))).toEqual(new Set(['cannot-see', 'unseen']));
  });

  test.each([
    [
      'lookups in a large map',
      {
        Mappings: { M: each(100, (n) => ({ [`r${n}`]: each(100, (k) => ({ [`c${k}`]: `v${n * k}` })) })) },
        Conditions: {
          C: {
            'Fn::Or': twice(600, (n) => ({
              'Fn::Equals': [{ 'Fn::FindInMap': ['M', { Ref: 'Env' }, { Ref: 'Names' }] }, `v${n}`],
            })),
          },
        },
      },
    ],
    [
      'a chain of conditions',
      {
        Conditions: {
          C0: equals('Env', 'a'),
          ...each(20_000, (n) => ({ [`C${n + 1}`]: { 'Fn::Not': [{ Condition: `C${n}` }] } })),
          C: { Condition: 'C20000' },
        },
      },
    ],
    [
      'a chain of exports',
      {
        Conditions: { C: equals('Env', 'a') },
        Outputs: each(8_000, (n) => ({
          [`O${n}`]: { Value: { 'Fn::ImportValue': `n${n - 1}` }, Export: { Name: `n${n}` } },
        })),
      },
    ],
    [
      'many parameters in one condition',
      {
        Parameters: each(4_000, (n) => ({ [`E${n}`]: { Type: 'String' } })),
        Conditions: { C: { 'Fn::And': twice(4_000, (n) => equals(`E${n}`, `v${n}`)) } },
      },
    ],
  ])('%s', (_, more) => {
    const Resources = {
      U: user({ Groups: [{ 'Fn::If': ['C', { Ref: 'G' }, { 'Fn::ImportValue': 'n7999' }] }] }),
      G: group(),
    };

    expect(answers({ 'a.json': { Parameters, Resources, ...more } })).toEqual(['cannot-see']);
  });

  test('thousands of users under conditions that are too much to look at', () => {
    const content = {
      Parameters: each(1_500, (n) => ({ [`E${n}`]: { Type: 'String' } })),
      Conditions: {
        All: { 'Fn::And': twice(1_500, (n) => ({ 'Fn::Not': [equals(`E${n}`, `v${n}`)] })) },
        ...each(1_500, (n) => ({ [`C${n}`]: { 'Fn::And': [{ Condition: 'All' }, equals(`E${n}`, 'x')] } })),
      },
      Resources: each(1_500, (n) => ({ [`U${n}`]: user({}, { Condition: `C${n}` }) })),
    };

    expect(new Set(answers({ 'a.json': content }))).toEqual(new Set(['cannot-see']));
  });

  test('one policy that lists thousands of names that the stack makes', () => {
    const name = (n: number): object => ({ 'Fn::Sub': `\${AWS::StackName}-${n}` });
    const users = each(1_000, (n) => ({ [`U${n}`]: user({ UserName: name(n) }) }));
    const all = policy({ Users: twice(1_000, name) });

    expect(new Set(answers(one({ ...users, All: all })))).toEqual(new Set(['enforced']));
  });

  test('a policy that is longer than IAM takes cannot be seen', () => {
    const Statement = twice(200, (n) => ({ ...deny.Statement[0], Action: `s3:${n}` }));
    const long = iam('Group', { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] });
    const users = each(20, (n) => ({ [`U${n}`]: user({ Groups: [{ Ref: 'G' }] }) }));

    expect(new Set(answers(one({ ...users, G: long })))).toEqual(new Set(['cannot-see']));
  });
});
