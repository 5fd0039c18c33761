// Templates by which users, or the ties of a policy, were hidden from the gate, or an enforcement was not seen.
export type Files = Readonly<Record<string, object>>;
export const iam = (type: string, Properties: object, more: object = {}): object => ({
  Type: `AWS::IAM::${type}`,
  Properties,
  ...more,
});
const LoginProfile = { Password: 'x' };
export const user = (properties: object = {}, more: object = {}): object =>
  iam('User', { LoginProfile, ...properties }, more);
const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
export const deny = { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }] };
const denyBut = (NotAction: unknown): object => ({
  Policies: [
    {
      PolicyName: 'p',
      PolicyDocument: { Statement: [{ Effect: 'Deny', NotAction, Resource: '*', Condition }] },
    },
  ],
});
const Policies = [{ PolicyName: 'mfa', PolicyDocument: deny }];
export const group = (more: object = {}, name: object = {}): object =>
  iam('Group', { ...name, Policies }, more);
export const policy = (properties: object = {}): object =>
  iam('ManagedPolicy', { PolicyDocument: deny, ...properties });
export const stack = (url: string, parameters: object = {}, type = 'Stack'): object => ({
  Type: `AWS::CloudFormation::${type}`,
  Properties: { TemplateURL: url, Parameters: parameters },
});
const macro = { 'Fn::Transform': { Name: 'M' } };
export const Parameters = { Env: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' } };
const Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } };
const inProd = (yes: unknown, no: unknown = { Ref: 'AWS::NoValue' }): object => ({
  'Fn::If': ['IsProd', yes, no],
});
export const one = (Resources: object, more: object = {}): Files => ({
  'a.json': { Parameters, Conditions, Resources, ...more },
});
const nested = (outer: object, inner: object): Files => ({
  'a.json': { Parameters, Conditions, Resources: outer },
  'in.json': inner,
});

const openLoop = (fragment: object): object => ({
  'Fn::ForEach::L': ['Key', { Ref: 'Names' }, fragment],
});
const passedOn = { Parameters: { Mfa: { Type: 'String' } }, Conditions: { On: equals('Mfa', 'yes') } };
export function equals(parameter: string, value: string): object {
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

export const rows: readonly (readonly [title: string, files: Files, answers: readonly string[]])[] = [
  [
    'a parameter among the spared actions may be a wildcard',
    one({ U: user(denyBut(['iam:GetUser', { Ref: 'Env' }])) }),
    ['cannot-see'],
  ],
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
