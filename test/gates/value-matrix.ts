// Each form of a value at each place of a template at which a gate reads one; sentences.ts holds the words about them.
import { deny, group, iam, policy, stack, user, type Files } from './cloudformation-attack-rows';

const join = (separator: unknown, ...parts: readonly unknown[]): object => ({
  'Fn::Join': [separator, parts],
});
const values: Readonly<Record<string, unknown>> = {
  'a number': 7,
  'a truth': true,
  'an empty text': '',
  nothing: { Ref: 'AWS::NoValue' },
  'a list': ['g', 'h'],
  'a name that is made here': 'g',
  'the ARN of a policy that is made here': 'arn:aws:iam::aws:policy/mfa',
  'an ARN in this account': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/mfa' },
  'a resource that is made here': { Ref: 'G' },
  'a resource in a text': { 'Fn::Sub': '${G}' },
  'a resource in a text of one part': join('', { Ref: 'G' }),
  'a resource that is missing': { Ref: 'Missing' },
  'a resource of another type': { Ref: 'Queue' },
  'an attribute of it': { 'Fn::GetAtt': 'Queue.Name' },
  'an attribute of it as a list': { 'Fn::GetAtt': ['Queue', 'Name'] },
  'a list parameter': { Ref: 'Names' },
  'a parameter': { Ref: 'Env' },
  'the region': { Ref: 'AWS::Region' },
  'the name of the stack': { Ref: 'AWS::StackName' },
  'a choice': { 'Fn::If': ['IsProd', 'g', { Ref: 'AWS::NoValue' }] },
  'a choice of no form': { 'Fn::If': ['IsProd'] },
  'two functions': { Ref: 'G', 'Fn::Sub': 'g' },
  'an object': { a: 1 },
  'a function that nobody knows': { 'Fn::Later': 'g' },
  'a macro': { 'Fn::Transform': { Name: 'M' } },
  'a text with a dynamic reference': 'x-{{resolve:ssm:/name}}-y',
  'an import': { 'Fn::ImportValue': 'elsewhere' },
  'an import of a name with a parameter': { 'Fn::ImportValue': { 'Fn::Sub': '${Env}-g' } },
  'an import of an import': { 'Fn::ImportValue': { 'Fn::ImportValue': 'g' } },
  'the first of a list': { 'Fn::Select': [0, ['g', 'x']] },
  'the last by a text': { 'Fn::Select': ['1', ['x', 'g']] },
  'one past the end': { 'Fn::Select': [2, ['x', 'g']] },
  'one of a text that is split': { 'Fn::Select': [1, { 'Fn::Split': [',', 'x,g'] }] },
  'one of a list parameter': { 'Fn::Select': [0, { Ref: 'Names' }] },
  'one of a map': { 'Fn::FindInMap': ['M', 'a', 'name'] },
  'a number of a map': { 'Fn::FindInMap': ['M', 'a', 'count'] },
  'what a map has not': { 'Fn::FindInMap': ['M', 'a', 'none'] },
  'one of a map by a parameter': { 'Fn::FindInMap': ['M', { Ref: 'Env' }, 'name'] },
  'a text of no text': { 'Fn::Sub': 7 },
  'a text with its own variables': { 'Fn::Sub': ['${n}', { n: 'g' }] },
  'a text with an escaped variable': { 'Fn::Sub': '${!n}' },
  'parts by a separator': join('-', 'g', 'h'),
  'parts by no text': join(7, 'g', 'h'),
  'parts of which one is a parameter': join('-', 'g', { Ref: 'Env' }),
  'parts that are no list': { 'Fn::Join': ['-', { Ref: 'Names' }] },
  'JSON of a value': { 'Fn::ToJsonString': deny },
};

const around = {
  Parameters: { Env: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } },
  Mappings: { M: { a: { name: 'g', count: 7 } } },
};

const inline = (PolicyDocument: unknown): object => ({ Policies: [{ PolicyName: 'p', PolicyDocument }] });

const file = (value: unknown): Files => ({
  'a.json': {
    ...around,
    Resources: {
      G: group({}, { GroupName: 'g' }),
      Mfa: policy({ ManagedPolicyName: 'mfa' }),
      Queue: { Type: 'AWS::SQS::Queue' },
      Named: user({ UserName: value, Groups: ['g'] }),
      ByName: iam('UserToGroupAddition', { GroupName: 'g', Users: [value] }),
      InGroup: user({ UserName: 'g', Groups: [value] }),
      InGroups: user({ Groups: value }),
      Attached: user({ ManagedPolicyArns: [value] }),
      Bounded: user({ PermissionsBoundary: value }),
      Inline: user(inline(value)),
      Spared: user(
        inline({
          Statement: [{ ...deny.Statement[0], Action: undefined, NotAction: ['iam:GetUser', value] }],
        }),
      ),
      Tagged: user({ Path: value, Tags: [{ Key: 'mfa', Value: value }] }),
      Own: iam('UserPolicy', { PolicyName: 'own', UserName: value, PolicyDocument: deny }),
      Nested: stack('./in.json', { Name: value }),
      Elsewhere: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: value } },
      Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: value } },
    },
  },
  'in.json': {
    Parameters: { Name: { Type: 'String' } },
    Resources: { Inner: user({ Groups: [{ Ref: 'Name' }] }), Group: group() },
  },
});

export const valueRows = Object.entries(values).map(([title, value]) => [title, file(value)] as const);
