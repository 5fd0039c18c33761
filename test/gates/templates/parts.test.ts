// The parts of templates that may hold users: what is followed is found, all else is said.
import { describe, expect, test } from '@jest/globals';
import { deny, group, iam, one, policy, stack, user, type Files } from '../cloudformation-attack-rows';
import { answersOf } from './answers';

const macro = { 'Fn::Transform': { Name: 'M', Parameters: {} } };
const elsewhere = 'whose resources are elsewhere';
const resource = (Type: unknown, Properties: unknown = {}): object => ({ Type, Properties });
const stacks = 'AWS::CloudFormation::Stack';
const people = { Resources: { Ann: user() } };
const noUser: readonly string[] = [];

describe('a part that is not followed is said', () => {
  test.each<[string, Files, readonly string[]]>([
    [
      'a macro over all',
      one({}, { Transform: 'M' }),
      ['Transform is the macro M, which may change everything'],
    ],
    [
      'macros over all, by name and as objects',
      one({}, { Transform: ['M', { Name: 'N' }, 'AWS::Serverless-2016-10-31'] }),
      [
        'Transform is the macro M, which may change everything',
        'Transform is the macro N, which may change everything',
      ],
    ],
    [
      'a macro without a name that is a text',
      one({}, { Transform: { Name: { Ref: 'Env' } } }),
      ['Transform is the macro of an unknown name, which may change everything'],
    ],
    [
      'a macro whose name only begins like one of AWS',
      one({}, { Transform: ['My::AWS::Serverless-1', 'AWS::Include'] }),
      [
        'Transform is the macro My::AWS::Serverless-1, which may change everything',
        'Transform is the macro AWS::Include, which may change everything',
      ],
    ],
    ...[
      'AWS::LanguageExtensions',
      'AWS::Serverless-2016-10-31',
      'AWS::CodeDeployBlueGreen',
      'AWS::SecretsManager-2024-09-16',
    ].map((name) => [name, one({}, { Transform: name }), noUser] as [string, Files, readonly string[]]),
    ['a macro among the resources', one(macro), [`Fn::Transform is the macro M, ${elsewhere}`]],
    [
      'a macro of no form',
      one({ 'Fn::Transform': 'M' }),
      [`Fn::Transform is the macro of an unknown name, ${elsewhere}`],
    ],
    ['a resource by a macro', one({ A: { ...macro } }), [`A is made by the macro M, ${elsewhere}`]],
    [
      'properties by a macro',
      one({ A: iam('User', macro) }),
      [`A has properties by the macro M, ${elsewhere}`],
    ],
    [
      'a password and more by a macro',
      one({ A: user(macro) }),
      [`A has properties by the macro M, ${elsewhere}`],
    ],
    [
      'properties by a macro of types that only look like those of users',
      one({ A: resource('My::AWS::IAM::User', macro), B: resource('AWS::IAM::GroupX', macro) }),
      noUser,
    ],
    ['properties of a topic by a macro', one({ A: resource('AWS::SNS::Topic', macro) }), noUser],
    [
      'a module',
      one({ A: resource('My::Team::People::MODULE') }),
      [`A is the module My::Team::People::MODULE, ${elsewhere}`],
    ],
    [
      'an application',
      one({ A: resource('AWS::Serverless::Application') }),
      ['A is an application whose template is elsewhere'],
    ],
    [
      'a product',
      one({ A: resource('AWS::ServiceCatalog::CloudFormationProvisionedProduct') }),
      ['A is a product whose template is elsewhere'],
    ],
    ['a stack', one({ A: resource(stacks) }), ['A is a nested stack whose template is elsewhere']],
    ['a StackSet', one({ A: resource(`${stacks}Set`) }), ['A is a StackSet whose template is elsewhere']],
    [
      'a custom resource that makes a password',
      one({
        A: resource('AWS::CloudFormation::CustomResource', { Do: 'iam:CreateLoginProfile' }),
        B: resource('Custom::B', { Do: ['UpdateLoginProfile'] }),
        C: resource('Custom::C', { Do: 'DeleteLoginProfile' }),
        D: resource('Other::IAM::LoginProfile'),
        E: resource('AWS::Lambda::Function', { Do: 'CreateLoginProfile' }),
      }),
      ['A', 'B', 'D'].map((id) => `${id} is no resource of AWS, and makes a login profile`),
    ],
    [
      'resources that are none',
      one({ A: 'x', B: null, C: [], D: {}, E: { Type: 7 }, F: resource('AWS::IAM::User', 'x'), U: user() }),
      ['U: not enforced'],
    ],
    [
      'resources of a type that only ends or begins like a user',
      one({ A: { ...user(), Type: 'My::AWS::IAM::User' } }),
      noUser,
    ],
    [
      'a user without a login profile',
      one({ A: iam('User', {}), B: iam('User', { LoginProfile: { Ref: 'AWS::NoValue' } }) }),
      noUser,
    ],
    ['a login profile that is null', one({ A: iam('User', { LoginProfile: null }) }), noUser],
  ])('%s', (_, files, expected) => expect(answersOf(files)).toEqual(expected));
});

describe('a loop that is not known', () => {
  const loop = (fragment: object): Files => one({ 'Fn::ForEach::L': ['K', { Ref: 'Names' }, fragment] });
  const open = ['Fn::ForEach::L is a loop over what is known only when it is deployed'];
  test.each<[string, object, readonly string[]]>([
    ['may hold users', { 'U${K}': user() }, open],
    ['may hold a stack', { 'S${K}': resource(stacks) }, open],
    ['may hold an application', { 'S${K}': resource('AWS::Serverless::Application') }, open],
    ['may hold a module', { 'S${K}': resource('My::Team::People::MODULE') }, open],
    ['may hold a macro', { 'S${K}': resource('AWS::SNS::Topic', macro) }, open],
    ['may hold a type that is not known', { 'S${K}': resource({ Ref: 'K' }) }, open],
    ['of topics holds no user', { 'T${K}': resource('AWS::SNS::Topic', { Name: '${K}' }) }, noUser],
  ])('%s', (_, fragment, expected) => expect(answersOf(loop(fragment))).toEqual(expected));
});

describe('a stack', () => {
  const outer = (more: object = {}, properties: object = {}): object => ({
    Parameters: { Env: { Type: 'String' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } },
    Resources: { S: { ...stack('./in.json', properties), ...more } },
  });
  const files = (inner: object, properties: object = {}, more: object = {}): Files => ({
    'a.json': outer(more, properties),
    'in.json': inner,
  });
  const byParameter = (parameter: object): object => ({
    Parameters: { Name: parameter },
    Resources: { Ann: user({ Groups: [{ Ref: 'Name' }] }), G: group({}, { GroupName: 'g' }) },
  });
  const byCondition = (parameter: object): object => ({
    Parameters: { Name: parameter },
    Conditions: { On: { 'Fn::Equals': [{ Ref: 'Name' }, 'g'] } },
    Resources: {
      Ann: user({ Groups: { 'Fn::If': ['On', [{ Ref: 'G' }], { Ref: 'AWS::NoValue' }] } }),
      G: group(),
    },
  });
  const outside = (name: string): string => `Ann: cannot see: the group ${name}: it is outside the template`;
  test.each<[string, Files, readonly string[]]>([
    ['is read with its template', files(people), ['Ann: not enforced']],
    ['gives its argument', files(byParameter({ Type: 'String' }), { Name: 'g' }), ['Ann: enforced by G/mfa']],
    [
      'gives its argument, not the default',
      files(byParameter({ Type: 'String', Default: 'x' }), { Name: 'g' }),
      ['Ann: enforced by G/mfa'],
    ],
    ['leaves the default', files(byParameter({ Type: 'String', Default: 'g' })), ['Ann: enforced by G/mfa']],
    ['leaves another default', files(byParameter({ Type: 'String', Default: 'x' })), [outside('x')]],
    [
      'leaves a default that is elsewhere',
      files(byParameter({ Type: 'AWS::SSM::Parameter::Value<String>', Default: 'g' })),
      ['Ann: cannot see: a group (the parameter Name): it depends on the parameter Name'],
    ],
    [
      'leaves no default',
      files(byParameter({ Type: 'String' })),
      ['Ann: cannot see: a group (the parameter Name): it depends on the parameter Name'],
    ],
    [
      'decides a condition by its argument',
      files(byCondition({ Type: 'String' }), { Name: 'g' }),
      ['Ann: enforced by G/mfa'],
    ],
    [
      'decides a condition by the default',
      files(byCondition({ Type: 'String', Default: 'x' })),
      ['Ann: not enforced'],
    ],
    [
      'decides a condition by no default',
      files(byCondition({ Type: 'String' })),
      ['Ann: not enforced where On is false'],
    ],
    [
      'is made in one world',
      files(
        { Resources: { ...people.Resources, P: policy({ Users: [{ Ref: 'Ann' }] }) } },
        {},
        { Condition: 'IsProd' },
      ),
      ['Ann: enforced by P'],
    ],
    [
      'holds the policy in one world',
      {
        'a.json': {
          ...outer({ Condition: 'IsProd' }),
          Resources: {
            ...(outer({ Condition: 'IsProd' }) as { Resources: object }).Resources,
            U: user({ UserName: 'u' }),
          },
        },
        'in.json': { Resources: { P: policy({ Users: ['u'] }) } },
      },
      ['U: not enforced where IsProd is false'],
    ],
    [
      'gives out a group',
      {
        'a.json': {
          Resources: {
            S: stack('./in.json'),
            U: user({ Groups: [{ 'Fn::GetAtt': ['S', 'Outputs.Group'] }] }),
          },
        },
        'in.json': {
          Resources: { G: group() },
          Outputs: { Group: { Value: { Ref: 'G' } }, None: {}, Bad: 'x' },
        },
      },
      ['U: enforced by G/mfa'],
    ],
    ...['Outputs.None', 'Outputs.Bad', 'Outputs.Missing', 'Group', 'XOutputs.Group'].map(
      (attribute): [string, Files, readonly string[]] => [
        `gives out no ${attribute}`,
        {
          'a.json': {
            Resources: { S: stack('./in.json'), U: user({ Groups: [{ 'Fn::GetAtt': `S.${attribute}` }] }) },
          },
          'in.json': {
            Resources: { G: group({}, { GroupName: 'g' }) },
            Outputs: { Group: { Value: { Ref: 'G' } }, None: {}, Bad: 'x' },
          },
        },
        [
          'U: cannot see: a group (S is known only when it is deployed): it depends on S is known only when it is deployed',
        ],
      ],
    ),
    [
      'is named in what it makes twice',
      { 'a.json': { Resources: { S: stack('./in.json'), T: stack('./in.json') } }, 'in.json': people },
      ['Ann: not enforced', 'T/Ann: not enforced'],
    ],
    [
      'is found by any writing of its path',
      {
        'x/a.json': { Resources: { S: stack('../y/./in.json') } },
        'y/in.json': { Resources: { G: group() } },
      },
      noUser,
    ],
    [
      'of a path with a colon',
      { 'a.json': { Resources: { S: stack('./b:c/in.json') } }, 'b:c/in.json': people },
      ['Ann: not enforced'],
    ],
    [
      'of a URL is no file, whatever it is called',
      { 'a.json': { Resources: { S: stack('https://h/in.json') } }, 'https:/h/in.json': people },
      ['Ann: not enforced', 'S is a nested stack whose template is elsewhere'],
    ],
    [
      'of a file in a bucket is no file',
      { 'a.json': { Resources: { S: stack('s3://h/in.json') } }, 's3:/h/in.json': people },
      ['Ann: not enforced', 'S is a nested stack whose template is elsewhere'],
    ],
    [
      'of its own template',
      { 'a.json': { Resources: { S: stack('./a.json'), ...people.Resources } } },
      ['Ann: not enforced', 'S is a nested stack whose template is elsewhere'],
    ],
    [
      'of a template in the template',
      {
        'a.json': {
          Resources: {
            S: resource(stacks, { TemplateBody: people }),
            T: resource('My::Stack', { TemplateBody: people }),
          },
        },
      },
      ['S/Ann: not enforced'],
    ],
  ])('%s', (_, all, expected) => expect(answersOf(all)).toEqual(expected));

  test('of templates that nest each other is followed, and ends', () => {
    const ring = {
      'a.json': { Resources: { U: user(), S: stack('./b.json') } },
      'b.json': { Resources: { V: user(), T: stack('./a.json') } },
    };
    const apart = ['S', 'T'].map((id) => `${id} is a nested stack whose template is elsewhere`);
    expect(answersOf(ring)).toEqual(['U: not enforced', 'V: not enforced', ...apart]);

    const scope = { 'a.json': { scope: 's' }, 'b.json': { scope: 's' } };
    const said = answersOf(ring, scope);
    expect(said.slice(0, 3)).toEqual(['U: not enforced', 'V: not enforced', 'T/U: not enforced']);
    expect(said.at(-1)).toMatch(/is a nested stack whose template is elsewhere$/);
    expect(said).toHaveLength(12);
  });

  test('of eleven levels is followed through ten', () => {
    const levels = Object.fromEntries(
      Array.from({ length: 13 }, (_, n) => [
        `${n}.json`,
        { Resources: { [`U${n}`]: user(), S: stack(`./${n + 1}.json`) } },
      ]),
    );
    // The two behind are read for themselves.
    expect(answersOf(levels)).toEqual([
      ...Array.from({ length: 13 }, (_, n) => `U${n}: not enforced`),
      ...Array.from({ length: 3 }, () => 'S is a nested stack whose template is elsewhere'),
    ]);
  });
});

describe('a StackSet', () => {
  const set = (url: string): object => stack(url, {}, 'StackSet');
  const tied = { Resources: { Ann: user({ Groups: ['g'] }) } };
  const G = group({}, { GroupName: 'g' });
  const outside = 'cannot see: the group g: it is outside the template';
  test.each<[string, Files, readonly string[]]>([
    [
      'has accounts of its own',
      { 'a.json': { Resources: { G, S: set('./in.json') } }, 'in.json': tied },
      [`S/Ann: ${outside}`],
    ],
    [
      'a stack has not',
      { 'a.json': { Resources: { G, S: stack('./in.json') } }, 'in.json': tied },
      ['Ann: enforced by G/mfa'],
    ],
    [
      'brings the stacks of its template',
      {
        'a.json': { Resources: { S: set('./in.json') } },
        'in.json': { Resources: { G, T: stack('./deep.json') } },
        'deep.json': tied,
      },
      ['S/Ann: enforced by S/G/mfa'],
    ],
    [
      'of a template that is a stack, too',
      { 'a.json': { Resources: { G, S: set('./in.json'), T: stack('./in.json') } }, 'in.json': tied },
      ['Ann: enforced by G/mfa', `S/Ann: ${outside}`],
    ],
    [
      'twice of one template',
      { 'a.json': { Resources: { S: set('./in.json'), T: set('./in.json') } }, 'in.json': people },
      ['S/Ann: not enforced', 'T/Ann: not enforced'],
    ],
    [
      'in a StackSet',
      {
        'a.json': { Resources: { S: set('./in.json') } },
        'in.json': { Resources: { T: set('./deep.json'), Bea: user() } },
        'deep.json': people,
      },
      ['S/Bea: not enforced', 'S/T/Ann: not enforced'],
    ],
    [
      'in a stack',
      {
        'a.json': { Resources: { S: stack('./in.json') } },
        'in.json': { Resources: { T: set('./deep.json'), Bea: user() } },
        'deep.json': people,
      },
      ['Bea: not enforced', 'T/Ann: not enforced'],
    ],
    [
      'with its template in it',
      { 'a.json': { Resources: { G, S: resource(`${stacks}Set`, { TemplateBody: JSON.stringify(tied) }) } } },
      [`S/Ann: ${outside}`],
    ],
    [
      'in a template in a StackSet',
      {
        'a.json': {
          Resources: {
            S: resource(`${stacks}Set`, {
              TemplateBody: { Resources: { T: resource(`${stacks}Set`, { TemplateBody: people }) } },
            }),
          },
        },
      },
      ['S/T/Ann: not enforced'],
    ],
    ...(
      [
        ['by a function', { 'Fn::Sub': '{}' }, 'is known only when it is deployed'],
        ['by a reference', { Ref: 'P' }, 'is known only when it is deployed'],
        ['that is a list', [], 'is known only when it is deployed'],
        ['that is no template', '{}', 'is none'],
        ['that is a plan', JSON.stringify({ format_version: '1.2', resource_changes: [] }), 'is none'],
        ['that is cut', '{"Resources": {', 'cannot be read'],
        ['with keys that only look like functions', { 'XFn::A': 1, Reference: 1, Resources: {} }, undefined],
      ] as const
    ).map(([title, TemplateBody, why]): [string, Files, readonly string[]] => [
      `with a template ${title}`,
      { 'a.json': { Resources: { S: resource(`${stacks}Set`, { TemplateBody }) } } },
      why === undefined ? [] : [`S has a template that ${why}`],
    ]),
  ])('%s', (_, files, expected) => expect(answersOf(files)).toEqual(expected));

  test('within StackSets is followed through eleven', () => {
    const level = (n: number): object => ({
      Resources: {
        [`U${n}`]: user(),
        ...(n < 12 && { S: resource(`${stacks}Set`, { TemplateBody: level(n + 1) }) }),
      },
    });
    expect(answersOf({ 'a.json': level(0) })).toEqual([
      ...Array.from({ length: 12 }, (_, n) => `${'S/'.repeat(n)}U${n}: not enforced`),
      'a.json is the template of StackSets within StackSets, more than are followed',
    ]);
  });

  test('that makes the StackSet by which it is made is followed beside another template', () => {
    const files = {
      'a.json': { Resources: { U: user(), S: set('./b.json') } },
      'b.json': { Resources: { V: user(), T: set('./a.json') } },
      'c.json': people,
    };
    const scope = Object.fromEntries(Object.keys(files).map((file) => [file, { scope: 's' }]));
    const said = answersOf(files, scope);
    expect(said).toEqual(expect.arrayContaining(['U: not enforced', 'V: not enforced', 'S/V: not enforced']));
    expect(said.filter((line) => line.endsWith('more than are followed')).length).toBeGreaterThan(0);
  });

  test('is one of 2,000 at most', () => {
    const sets = (count: number): Files =>
      one(
        Object.fromEntries(
          Array.from({ length: count }, (_, n) => [
            `S${n}`,
            resource(`${stacks}Set`, { TemplateBody: { Resources: {} } }),
          ]),
        ),
      );
    expect(answersOf(sets(2_000))).toEqual([]);
    expect(answersOf(sets(2_001))).toEqual([
      'a.json is the template of StackSets within StackSets, more than are followed',
    ]);
  });
});

test('a user may come out in 1,024 ways', () => {
  const count = 11;
  const names = Array.from({ length: count }, (_, n) => `C${n}`);
  const content = (uses: readonly string[]): Files =>
    one(
      {
        U: user({
          Policies: [
            { PolicyName: 'p', PolicyDocument: deny },
            ...uses.map((name) => ({
              'Fn::If': [name, { PolicyName: 'q', PolicyDocument: {} }, { Ref: 'AWS::NoValue' }],
            })),
          ],
        }),
      },
      {
        Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])),
        Conditions: Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'x'] }])),
      },
    );
  expect(answersOf(content(names.slice(1)))).toEqual(['U: enforced by U/p']);
  expect(answersOf(content(names))).toEqual([
    'U: cannot see: U: its conditions come out in more ways than are looked at (1,024)',
  ]);
});
