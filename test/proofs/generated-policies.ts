import fc from 'fast-check';
import type { PolicyUser } from '../../rule/enforcement/principal-condition';

/** A policy as people write, copy and break them, and the user whom it is attached to, as far as that is known. */
export interface Generated {
  readonly document: { readonly Version: string; readonly Statement: unknown };
  readonly user: PolicyUser;
}

const enrolling = [
  'iam:CreateVirtualMFADevice',
  'iam:DeleteVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'iam:ChangePassword',
  'iam:GetAccountPasswordPolicy',
  'iam:ListUsers',
  'sts:GetSessionToken',
  'sts:GetCallerIdentity',
  'signin:*',
];
const tooMuch = [
  'iam:*',
  'iam:List*',
  'iam:DeactivateMFADevice',
  'iam:CreateAccessKey',
  's3:GetObject',
  '*',
  'iam:GetUse?',
  'iam',
];

const sometimes = <T>(weight: number, usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 100 - weight, arbitrary: usual }, { weight, arbitrary: seldom });
const oneOrList = <T>(items: fc.Arbitrary<readonly T[]>): fc.Arbitrary<T | readonly T[] | undefined> =>
  fc.tuple(items, fc.boolean()).map(([list, alone]) => (list.length === 1 && alone ? list[0] : list));
const inAnyCase = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(text, text, text, text.toLowerCase(), text.toUpperCase());

const sparedActions = oneOrList(
  fc
    .tuple(
      fc.subarray(enrolling, { minLength: 1 }),
      sometimes<readonly string[]>(20, fc.constant([]), fc.subarray(tooMuch, { maxLength: 1 })),
    )
    .map(([spared, more]) => [...spared, ...more])
    .chain((actions) => fc.tuple(...actions.map(inAnyCase))),
);
const deniedActions = oneOrList(
  sometimes<readonly string[]>(
    25,
    fc.constantFrom(['*'], ['*'], ['*:*'], ['**'], ['iam:*', '*']),
    fc.constantFrom(['iam:*'], ['iam:*', 's3:*', 'ec2:*'], ['?*'], [], ['iam:Create*'], ['a*', '*a']),
  ),
);
const everywhere = oneOrList(
  sometimes<readonly string[]>(
    15,
    fc.constantFrom(['*'], ['*'], ['**'], ['arn:aws:s3:::x', '*']),
    fc.constantFrom(
      ['arn:aws:iam::*:*'],
      ['arn:*'],
      [],
      ['arn:aws:iam::*:user/${aws:username}'],
      ['${aws:username}'],
    ),
  ),
);

const bool = fc.constantFrom<unknown>('false', 'false', 'false', false, ['false'], 'False');
const wrongBool = fc.constantFrom<unknown>('true', true, ['true', 'false'], [], 'no', '${aws:x}');
const operator = fc.constantFrom('Bool', 'BoolIfExists', 'BoolIfExists', 'bool', 'BOOLIFEXISTS');
const oddOperator = fc.constantFrom(
  'Null',
  'StringEquals',
  'StringEqualsIfExists',
  'ForAllValues:Bool',
  'ForAnyValue:Bool',
  'ForAnyValue:BoolIfExists',
  'ForAllValues:BoolIfExists',
  'StringNotEquals',
);
const mfaKey = fc.constantFrom(
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthPresent',
  'aws:multifactorauthpresent',
);
const mfaCondition = fc
  .tuple(sometimes(10, operator, oddOperator), mfaKey, sometimes(8, bool, wrongBool))
  .map(([how, key, value]) => ({ [how]: { [key]: value } }));

const ofTheUser: readonly object[] = [
  { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/*' } },
  { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
  { StringEquals: { 'aws:username': ['alice', 'bob'] } },
  { StringNotEquals: { 'aws:username': 'break-glass' } },
  { StringNotEquals: { 'aws:username': 'Alice' } },
  { StringLike: { 'aws:username': 'a*' } },
  { StringEqualsIgnoreCase: { 'aws:username': 'ALICE' } },
  { StringEquals: { 'aws:PrincipalType': 'User' } },
  { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
  { Bool: { 'aws:ViaAWSService': 'false' } },
  { BoolIfExists: { 'aws:PrincipalIsAWSService': false } },
  { StringEquals: { 'aws:userid': 'AIDAALICE' } },
  { StringNotEquals: { 'aws:PrincipalType': 'AssumedRole' } },
  { ArnEquals: { 'aws:PrincipalArn': 'arn:*:iam::*:user/team/*' } },
];
/** Near misses of those above: another account, path, service or type, and another case where the case counts. */
const ofAnother: readonly object[] = [
  { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::123456789012:user/*' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/other/*' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/*' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:*:sts::*:*' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam:us-east-1:*:user/*' } },
  { ArnLike: { 'aws:PrincipalArn': '*:user/*' } },
  { ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/team/*' } },
  { ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/*' } },
  { StringNotEquals: { 'aws:username': '${aws:PrincipalTag/x}' } },
  { StringEquals: { 'aws:username': 'Alice' } },
  { StringEquals: { 'aws:username': 'a*' } },
  { StringLike: { 'aws:username': 'A*' } },
  { StringNotLike: { 'aws:username': '?????' } },
  { StringNotEqualsIgnoreCase: { 'aws:username': 'ALICE' } },
  { StringEquals: { 'aws:userid': 'AIDABOB' } },
  { StringLike: { 'aws:userid': 'alice' } },
  { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } },
  { StringEquals: { 'aws:PrincipalType': 'user' } },
  { StringEquals: { 'aws:PrincipalAccount': '123456789012' } },
  { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
];
const ofTheRequest: readonly object[] = [
  { StringEquals: { 'aws:username': 'bob' } },
  { StringEquals: { 'aws:username': '${aws:PrincipalTag/x}' } },
  { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { Null: { 'aws:MultiFactorAuthAge': 'true' } },
  { Null: { 'aws:MultiFactorAuthPresent': 'false' } },
  { Null: { 'aws:MultiFactorAuthPresent': 'true' } },
  { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } },
  { StringNotEqualsIfExists: { 'aws:PrincipalTag/exempt': 'true' } },
  { bool: { 'aws:SecureTransport': 'true' } },
  { Bool: { 'aws:ViaAWSService': 'true' } },
  { 'ForAllValues:StringNotEquals': { 'aws:username': 'alice' } },
  { 'ForAnyValue:StringLike': { 'aws:username': 'a*' } },
  { ArnEqualsIfExists: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/alice' } },
];
const otherCondition = sometimes(
  35,
  fc.constantFrom(...ofTheUser),
  fc.constantFrom(...ofTheRequest, ...ofAnother),
);

const condition: fc.Arbitrary<unknown> = fc
  .tuple(
    sometimes(6, mfaCondition, fc.constant<object>({})),
    sometimes<object>(50, otherCondition, fc.constant({})),
  )
  .map(([mfa, other]) => merged(mfa, other));

/** Two conditions as one block: an operator that both have gets the keys of both. */
function merged(one: object, other: object): Readonly<Record<string, unknown>> {
  const block: Record<string, unknown> = { ...one };
  for (const [name, keys] of Object.entries(other)) {
    const before: unknown = block[name];
    block[name] = typeof before === 'object' ? { ...before, ...(keys as object) } : keys;
  }
  return block;
}

const effect = sometimes(6, fc.constant('Deny'), fc.constantFrom('Allow', 'deny', 'DENY'));
const extra = sometimes<object>(
  5,
  fc.constant({}),
  fc.constantFrom(
    { NotAction: 'iam:GetUser' },
    { NotResource: 'arn:aws:iam::*:user/${aws:username}' },
    { Principal: '*' },
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ),
);

const enforcing = fc
  .tuple(
    effect,
    fc.oneof({ weight: 3, arbitrary: fc.constant('NotAction') }, fc.constant('Action')),
    everywhere,
    condition,
    extra,
  )
  .chain(([Effect, element, Resource, Condition, more]) =>
    (element === 'NotAction' ? sparedActions : deniedActions).map((actions) => ({
      Sid: 'Enforce',
      Effect,
      [element]: actions,
      Resource,
      Condition,
      ...more,
    })),
  )
  .chain((statement) => sometimes(8, fc.constant(statement), withOtherNames(statement)));

/** Elements in another case, and one of them twice. */
const withOtherNames = (statement: object): fc.Arbitrary<object> =>
  fc.constantFrom(...Object.keys(statement)).map((name) => {
    const fields: Readonly<Record<string, unknown>> = { ...statement };
    const { [name]: value, ...rest } = fields;
    return { ...rest, [name.toLowerCase()]: value };
  });

const beside: fc.Arbitrary<object> = fc.constantFrom(
  { Effect: 'Allow', Action: '*', Resource: '*' },
  { Effect: 'Allow', Action: 'iam:*', Resource: 'arn:aws:iam::*:user/${aws:username}' },
  { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
  { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' },
  { Effect: 'Deny', Action: 'iam:*', NotResource: 'arn:aws:iam::*:user/${aws:username}' },
  {
    Effect: 'Deny',
    NotAction: ['iam:*', 'sts:*'],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
  { Effect: 'Deny', Action: 'iam:DeactivateMFADevice', Resource: '*' },
);

const user: fc.Arbitrary<PolicyUser> = fc.constantFrom<PolicyUser>(
  { userName: 'alice', arn: 'arn:aws:iam::111122223333:user/team/alice', userId: 'AIDAALICE' },
  { userName: 'alice' },
  { userName: 'bob', arn: 'arn:aws:iam::111122223333:user/bob' },
  {},
);

export const generated: fc.Arbitrary<Generated> = fc.record({
  document: fc
    .tuple(fc.array(beside, { maxLength: 2 }), enforcing, fc.array(enforcing, { maxLength: 1 }), fc.boolean())
    .map(([others, first, second, alone]) => ({
      Version: '2012-10-17',
      Statement: alone && others.length + second.length === 0 ? first : [...others, first, ...second],
    })),
  user,
});
