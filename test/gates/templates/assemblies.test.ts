// Templates as an assembly, the nag pack or a person's flags bring them: with an account, stack names, other stacks and what is
// said to enforce.
import { describe, expect, test } from '@jest/globals';
import { noKnownEnforcement } from '../../../rule/gates/declared';
import { declaredByTemplates } from '../../../rule/gates/cloudformation/template-users';
import { parseDocument } from '../../../rule/gates/parse-document';
import { group, iam, one, policy, stack, user, type Files } from '../cloudformation-attack-rows';
import { answersOf } from './answers';

const sub = (text: string): object => ({ 'Fn::Sub': text });
const template = (Resources: object): object => ({ Resources });

describe('what is said to enforce', () => {
  const known = { groups: ['mfa'], policyArns: ['arn:aws-cn:iam::111122223333:policy/team/mfa'] };
  const arn = (text: string): object => user({ ManagedPolicyArns: [sub(text)] });
  const elsewhere = (what: string): string => `U: cannot see: ${what}: its text is outside the template`;
  test.each<[string, object, string]>([
    ['a group', user({ Groups: ['mfa'] }), 'U: enforced by the group mfa'],
    ['a group by a text', user({ Groups: [sub('mfa')] }), 'U: enforced by the group mfa'],
    [
      'another group',
      user({ Groups: ['other'] }),
      'U: cannot see: the group other: it is outside the template',
    ],
    [
      'a group of another case',
      user({ Groups: ['MFA'] }),
      'U: cannot see: the group MFA: it is outside the template',
    ],
    [
      'a group that is a number',
      user({ Groups: [7] }),
      'U: cannot see: the group 7: it is outside the template',
    ],
    [
      'a policy',
      arn('arn:aws-cn:iam::111122223333:policy/team/mfa'),
      'U: enforced by arn:aws-cn:iam::111122223333:policy/team/mfa',
    ],
    [
      'a policy of this account',
      arn('arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/team/mfa'),
      'U: enforced by arn:*:iam::*:policy/team/mfa',
    ],
    [
      'a policy as the boundary',
      user({ PermissionsBoundary: 'arn:aws-cn:iam::111122223333:policy/team/mfa' }),
      'U: enforced by arn:aws-cn:iam::111122223333:policy/team/mfa',
    ],
    [
      'a policy of another partition',
      arn('arn:aws:iam::${AWS::AccountId}:policy/team/mfa'),
      elsewhere('arn:aws:iam::*:policy/team/mfa'),
    ],
    [
      'a policy of another account',
      arn('arn:aws-cn:iam::123456789012:policy/team/mfa'),
      elsewhere('arn:aws-cn:iam::123456789012:policy/team/mfa'),
    ],
    [
      'a policy of another path',
      arn('arn:aws-cn:iam::111122223333:policy/mfa'),
      elsewhere('arn:aws-cn:iam::111122223333:policy/mfa'),
    ],
    [
      'a policy in a region',
      arn('arn:aws-cn:iam:${AWS::Region}:111122223333:policy/team/mfa'),
      elsewhere('arn:aws-cn:iam:*:111122223333:policy/team/mfa'),
    ],
    [
      'a parameter',
      user({ ManagedPolicyArns: [{ Ref: 'Env' }] }),
      elsewhere('a managed policy (the parameter Env)'),
    ],
  ])('%s', (_, U, expected) => expect(answersOf(one({ U }), {}, known)).toEqual([expected]));

  test('a group of the template is what the template makes it', () => {
    const files = one({ U: user({ Groups: ['mfa'] }), G: iam('Group', { GroupName: 'mfa' }) });
    expect(answersOf(files, {}, known)).toEqual(['U: not enforced']);
  });

  test('a policy ARN that is none is nobody', () => {
    const bad = { groups: [], policyArns: ['', 'mfa', 'arn:aws:iam'] };
    expect(
      answersOf(one({ U: user({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/mfa'] }) }), {}, bad),
    ).toEqual([elsewhere('arn:aws:iam::111122223333:policy/mfa')]);
  });
});

describe('an assembly', () => {
  const mfa = policy({ ManagedPolicyName: 'mfa' });
  const ofAccount = user({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/mfa'] });
  const outside = 'U: cannot see: arn:aws:iam::111122223333:policy/mfa: its text is outside the template';
  const isUsWest = {
    Conditions: { West: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-west-2'] } },
  };
  const people = template({ Ann: user() });
  test.each<[string, Files, Parameters<typeof answersOf>[1], readonly string[]]>([
    [
      'names the account',
      { a: template({ U: ofAccount, mfa }) },
      { a: { account: '111122223333' } },
      ['U: enforced by mfa'],
    ],
    [
      'names another account',
      { a: template({ U: ofAccount, mfa }) },
      { a: { account: '123456789012' } },
      [outside],
    ],
    ['names no account', { a: template({ U: ofAccount, mfa }) }, {}, [outside]],
    [
      'names the stack',
      {
        a: template({
          U: user({ UserName: 'web-ann' }),
          P: policy({ Users: [sub('${AWS::StackName}-ann')] }),
        }),
      },
      { a: { stackName: 'web' } },
      ['U: enforced by P'],
    ],
    [
      'names another stack',
      {
        a: template({
          U: user({ UserName: 'web-ann' }),
          P: policy({ Users: [sub('${AWS::StackName}-ann')] }),
        }),
      },
      { a: { stackName: 'app' } },
      ['U: not enforced'],
    ],
    [
      'has stacks of one account, whose names lead from one to another',
      { a: template({ U: user({ Groups: ['g'] }) }), b: template({ G: group({}, { GroupName: 'g' }) }) },
      { a: { scope: 's' }, b: { scope: 's' } },
      ['U: enforced by G/mfa'],
    ],
    [
      'has stacks of two accounts',
      { a: template({ U: user({ Groups: ['g'] }) }), b: template({ G: group({}, { GroupName: 'g' }) }) },
      { a: { scope: 's' }, b: { scope: 't' } },
      ['U: cannot see: the group g: it is outside the template'],
    ],
    [
      'has stacks of one region',
      {
        a: { ...isUsWest, ...template({ U: user({ UserName: 'u' }, { Condition: 'West' }) }) },
        b: { ...isUsWest, ...template({ P: { ...policy({ Users: ['u'] }), Condition: 'West' } }) },
      },
      { a: { scope: 's', environment: 'e' }, b: { scope: 's', environment: 'e' } },
      ['U: enforced by P'],
    ],
    [
      'has stacks of two regions',
      {
        a: { ...isUsWest, ...template({ U: user({ UserName: 'u' }, { Condition: 'West' }) }) },
        b: { ...isUsWest, ...template({ P: { ...policy({ Users: ['u'] }), Condition: 'West' } }) },
      },
      { a: { scope: 's', environment: 'e' }, b: { scope: 's', environment: 'f' } },
      ['U: not enforced where West is true and West is false'],
    ],
    [
      'has a nested stack of its region',
      {
        a: {
          ...isUsWest,
          ...template({ U: user({ UserName: 'u' }, { Condition: 'West' }), S: stack('./b') }),
        },
        b: { ...isUsWest, ...template({ P: { ...policy({ Users: ['u'] }), Condition: 'West' } }) },
      },
      { a: { environment: 'e' }, b: { environment: 'f' } },
      ['U: enforced by P'],
    ],
    [
      'uses a name by its region in all stacks of it',
      {
        a: template({ U: user({ UserName: sub('${AWS::Region}-u') }) }),
        b: template({ P: policy({ Users: [sub('${AWS::Region}-u')] }) }),
      },
      { a: { scope: 's' }, b: { scope: 's' } },
      ['U: enforced by P'],
    ],
    [
      'uses a name by the stack in one stack alone',
      {
        a: template({ U: user({ UserName: sub('${AWS::StackName}-u') }) }),
        b: template({ P: policy({ Users: [sub('${AWS::StackName}-u')] }) }),
      },
      { a: { scope: 's' }, b: { scope: 's' } },
      ['U: cannot see: P: whether it is for this user depends on AWS::StackName'],
    ],
    [
      'uses a parameter in one stack alone',
      {
        a: { Parameters: { N: { Type: 'String' } }, ...template({ U: user({ UserName: { Ref: 'N' } }) }) },
        b: { Parameters: { N: { Type: 'String' } }, ...template({ P: policy({ Users: [{ Ref: 'N' }] }) }) },
      },
      { a: { scope: 's' }, b: { scope: 's' } },
      ['U: cannot see: P: whether it is for this user depends on the parameter N'],
    ],
    [
      'makes up names in each stack',
      {
        a: template({ U: user() }),
        b: template({ U: iam('User', {}), P: policy({ Users: [{ Ref: 'U' }] }) }),
      },
      { a: { scope: 's' }, b: { scope: 's' } },
      ['U: not enforced'],
    ],
    [
      'knows the file of a nested template by the end of its URL',
      {
        a: template({
          S: stack('https://h/assets/1234.json'),
          T: {
            Type: 'AWS::CloudFormation::Stack',
            Properties: { TemplateURL: sub('https://${AWS::URLSuffix}/5678.json') },
          },
        }),
        b: people,
        c: template({ Bea: user() }),
      },
      {
        a: {
          nested: new Map([
            ['/1234.json', 'b'],
            ['/5678.json', 'c'],
          ]),
        },
      },
      ['Ann: not enforced', 'Bea: not enforced'],
    ],
    [
      'knows it within a list of parts',
      {
        a: template({
          S: {
            Type: 'AWS::CloudFormation::Stack',
            Properties: {
              TemplateURL: { 'Fn::Join': ['', ['https://h/', null, { Ref: 'B' }, '/1234.json']] },
            },
          },
        }),
        b: people,
      },
      { a: { nested: new Map([['/1234.json', 'b']]) } },
      ['Ann: not enforced'],
    ],
    [
      'knows no file of another URL',
      { a: template({ S: stack('https://h/1234.json?x') }), b: people },
      { a: { nested: new Map([['/1234.json', 'b']]) } },
      ['Ann: not enforced', 'S is a nested stack whose template is elsewhere'],
    ],
    [
      'gives nested templates the scope of the outer one',
      {
        a: template({ S: stack('./b') }),
        b: template({ U: user({ Groups: ['g'] }) }),
        c: template({ G: group({}, { GroupName: 'g' }) }),
      },
      { a: { scope: 's' }, c: { scope: 's' } },
      ['U: enforced by G/mfa'],
    ],
  ])('%s', (_, files, more, expected) => expect(answersOf(files, more)).toEqual(expected));
});

describe('a CDK app that is not synthesized yet', () => {
  const refers = (Ref: string): Files => ({
    App: template({ U: user({ Groups: [{ Ref }] }), G: iam('Group', {}) }),
    Groups: template({ G: group() }),
  });
  const scope = { App: { scope: 's' }, Groups: { scope: 's' } };
  test.each<[string, string, string]>([
    ['a resource of another stack', 'Groups\u0000G', 'U: enforced by G/mfa'],
    ['a resource of its own', 'G', 'U: not enforced'],
    [
      'a resource that the other stack has not',
      'Groups\u0000H',
      'U: cannot see: a group (Groups\u0000H is not in the template): it is outside the template',
    ],
    [
      'a stack that is missing',
      'None\u0000G',
      'U: cannot see: a group (None\u0000G is not in the template): it is outside the template',
    ],
  ])('refers to %s', (_, ref, expected) => expect(answersOf(refers(ref), scope)).toEqual([expected]));
});

describe('a user', () => {
  const of = (properties: object): object | undefined => {
    const content = one({ U: user(properties) }, { Mappings: { M: { a: { path: '/m/' } } } })['a.json'];
    const { users } = declaredByTemplates(
      [parseDocument('a.json', JSON.stringify(content))],
      noKnownEnforcement,
    );
    const [{ userName, path, tags } = { userName: undefined, path: undefined, tags: undefined }] =
      users[0]?.possibilities ?? [];
    return { userName, path, tags };
  };
  const plain = { userName: undefined, path: '/', tags: [] };
  const env = { Ref: 'Env' };
  const choice = (yes: unknown, no: unknown): object => ({ 'Fn::If': ['IsProd', yes, no] });
  test.each<[string, object, object]>([
    ['no more', {}, plain],
    ['a name', { UserName: 'ann' }, { ...plain, userName: 'ann' }],
    ['a name by a parameter', { UserName: env }, plain],
    ['a path', { Path: '/a/' }, { ...plain, path: '/a/' }],
    ['a path of a map', { Path: { 'Fn::FindInMap': ['M', 'a', 'path'] } }, { ...plain, path: '/m/' }],
    ['a path by a parameter', { Path: env }, { ...plain, path: undefined }],
    [
      'tags',
      {
        Tags: [
          { Key: 'a', Value: 'b' },
          { Key: 'c', Value: 7 },
        ],
      },
      {
        ...plain,
        tags: [
          { key: 'a', value: 'b' },
          { key: 'c', value: '7' },
        ],
      },
    ],
    [
      'tags by a choice',
      { Tags: choice([{ Key: 'a', Value: 'b' }], []) },
      { ...plain, tags: [{ key: 'a', value: 'b' }] },
    ],
    ['a tag by a choice', { Tags: [choice({ Ref: 'AWS::NoValue' }, { Key: 'a', Value: 'b' })] }, plain],
    ['a key by a parameter', { Tags: [{ Key: env, Value: 'b' }] }, { ...plain, tags: undefined }],
    ['a value by a parameter', { Tags: [{ Key: 'a', Value: env }] }, { ...plain, tags: undefined }],
    ['a tag without a value', { Tags: [{ Key: 'a' }] }, { ...plain, tags: undefined }],
    ['a tag by a parameter', { Tags: [{ Key: 'c', Value: 'd' }, env] }, { ...plain, tags: undefined }],
    ['tags by a parameter', { Tags: { Ref: 'Names' } }, { ...plain, tags: undefined }],
    ['a tag that is a text', { Tags: ['a'] }, { ...plain, tags: undefined }],
  ])('with %s', (_, properties, expected) => expect(of(properties)).toEqual(expected));
});
