// Several inline policies of one user or group. IAM keeps the last of a name, and a deployment has no order.
// E: enforced; N: not enforced; C: check cannot see.
import { deny, iam, one, user, type Files } from '../cloudformation-attack-rows';

const plain = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const named = (PolicyName: unknown, PolicyDocument: object = deny): object => ({
  ...(PolicyName === undefined ? {} : { PolicyName }),
  PolicyDocument,
});
const U = (...Policies: readonly object[]): object => user({ UserName: 'u', Policies });
const own = (name: unknown, document: object, property: object = { UserName: { Ref: 'U' } }): object =>
  iam('UserPolicy', { ...named(name, document), ...property });
const shared = (name: unknown, document: object, users: unknown): object =>
  iam('Policy', { ...named(name, document), Users: users });
const sub = (text: string): object => ({ 'Fn::Sub': text });
const half = (action: string): object => ({ Statement: [{ ...deny.Statement[0], Action: action }] });
const mine = [{ Ref: 'U' }];

const resources: readonly (readonly [title: string, resources: object, letter: string])[] = [
  ['one policy', { U: U(named('p')) }, 'E'],
  ['two of other names', { U: U(named('p'), named('q', plain)) }, 'E'],
  ['two of one name', { U: U(named('p'), named('p', plain)) }, 'C'],
  ['the other way round', { U: U(named('p', plain), named('p')) }, 'C'],
  ['two of one name in other letters', { U: U(named('p'), named('P', plain)) }, 'C'],
  ['two of one name that both enforce', { U: U(named('p'), named('p')) }, 'E'],
  ['two of one name that have nothing to do with MFA', { U: U(named('p', plain), named('p', plain)) }, 'N'],
  ['a third that enforces by its own name', { U: U(named('p'), named('p', plain), named('q')) }, 'E'],
  ['a policy that stands beside the user', { U: U(named('p')), P: own('p', plain) }, 'C'],
  ['another name beside the user', { U: U(named('p')), P: own('q', plain) }, 'E'],
  ['a policy of several users', { U: U(), P: own('p', deny), Q: shared('p', plain, mine) }, 'C'],
  ['two policies of several users', { U: U(), P: shared('p', deny, mine), Q: shared('p', plain, mine) }, 'C'],
  ["somebody else's policy", { U: U(named('p')), V: user(), P: shared('p', plain, [{ Ref: 'V' }]) }, 'E'],
  ["perhaps somebody else's policy", { U: U(named('p')), P: shared('p', plain, [{ Ref: 'Env' }]) }, 'C'],
  ["perhaps somebody else's, enforcing", { U: U(named('p')), P: shared('p', deny, [{ Ref: 'Env' }]) }, 'E'],
  [
    "many that are perhaps somebody else's, of other names",
    {
      U: U(named('p')),
      ...Object.fromEntries(
        Array.from({ length: 150 }, (_, n) => [`P${n}`, shared(`q${n}`, plain, [{ Ref: 'Env' }])]),
      ),
    },
    'E',
  ],
  [
    'a managed policy of the name',
    {
      U: U(named('p')),
      P: iam('ManagedPolicy', { ManagedPolicyName: 'p', PolicyDocument: plain, Users: mine }),
    },
    'E',
  ],
  ['a name by a parameter', { U: U(named('p'), named({ Ref: 'Env' }, plain)) }, 'C'],
  ['a name that a parameter cannot make', { U: U(named('p'), named(sub('x-${Env}'), plain)) }, 'E'],
  ['one name by the same parameter', { U: U(named(sub('${Env}-a')), named(sub('${Env}-a'), plain)) }, 'C'],
  ['two names by the same parameter', { U: U(named(sub('${Env}-a')), named(sub('${Env}-b'), plain)) }, 'E'],
  ['a name by an import', { U: U(named('p'), named({ 'Fn::ImportValue': 'n' }, plain)) }, 'C'],
  [
    'policies without a name, which CloudFormation refuses',
    { U: U(named(undefined), named(undefined, plain)) },
    'E',
  ],
  ['two that enforce only together', { U: U(named('p', half('iam:*')), named('p', half('s3:*'))) }, 'C'],
  [
    'a group',
    {
      U: user({ Groups: [{ Ref: 'G' }] }),
      G: iam('Group', { GroupName: 'g', Policies: [named('p')] }),
      P: iam('GroupPolicy', { ...named('p', plain), GroupName: 'g' }),
    },
    'C',
  ],
  [
    'the user and a group',
    {
      U: user({ Groups: [{ Ref: 'G' }], Policies: [named('p', plain)] }),
      G: iam('Group', { Policies: [named('p')] }),
    },
    'E',
  ],
  [
    'more than IAM takes',
    { U: U(...Array.from({ length: 101 }, (_, n) => named(`p${n}`, n === 0 ? deny : plain))) },
    'C',
  ],
  [
    'as many as it may take',
    { U: U(...Array.from({ length: 100 }, (_, n) => named(`p${n}`, n === 0 ? deny : plain))) },
    'E',
  ],
];

export const inlineRows = resources.map(([title, made, letter]): readonly [string, Files, string] => [
  title,
  one(made),
  letter,
]);
