// Which policies hold for which user: the listings of users, groups and policies put together.
import { describe, expect, test } from '@jest/globals';
import type { ParsedPolicy } from '../../rule/core/parsed-policy';
import type { ReadFailure } from '../../rule/run/ports';
import {
  readPrivileges,
  type EnforcesMfa,
  type AuthorizationDetails,
  type GroupDetails,
  type ReadPolicy,
  type UserDetails,
} from '../../rule/run/privileges';
import { areEnforcement } from '../../rule/enforcement/is-enforcement';
import { aUser } from '../builders';
import { denied } from '../fakes';

const everything: ParsedPolicy = {
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
const nothing: ParsedPolicy = { variables: true, statements: [] };
const onOwn = (resource: string): ParsedPolicy => ({
  variables: true,
  statements: [
    {
      effect: 'Allow',
      actions: { kind: 'only', patterns: ['iam:PutGroupPolicy', 'iam:CreatePolicyVersion'] },
      resources: { kind: 'only', patterns: [resource] },
      conditions: [],
    },
  ],
});
const policy = (name: string, text: ReadPolicy['policy'] = everything): ReadPolicy => ({
  name,
  policy: text,
});
const aws = 'arn:aws:iam::aws:policy/AdministratorAccess';
const ofChina = 'arn:aws-cn:iam::aws:policy/AdministratorAccess';
const own = 'arn:aws:iam::123456789012:policy/own';
const staff = 'arn:aws:iam::123456789012:group/staff';

const details = (overrides: Partial<UserDetails> = {}): UserDetails => ({
  user: aUser(),
  groupNames: [],
  inline: [],
  attachedArns: [],
  ...overrides,
});
const group = (overrides: Partial<GroupDetails> = {}): GroupDetails => ({
  groupName: 'staff',
  arn: staff,
  inline: [],
  attachedArns: [],
  ...overrides,
});

interface World {
  readonly users?: readonly UserDetails[];
  readonly groups?: readonly GroupDetails[];
  readonly failure?: ReadFailure;
  readonly customers?: readonly ReadPolicy[];
  readonly customerFailure?: ReadFailure;
  readonly awsManaged?: Readonly<Record<string, ReadPolicy>>;
}

/** What IAM says, and what it is asked. */
function world({ users = [details()], groups = [], failure, ...others }: World) {
  const asked: string[] = [];
  const source: AuthorizationDetails = {
    principals: () => Promise.resolve({ users, groups, ...(failure === undefined ? {} : { failure }) }),
    customerPolicies: (arns) => {
      asked.push(...arns);
      const { customers = [], customerFailure } = others;
      return Promise.resolve({
        policies: customers,
        ...(customerFailure === undefined ? {} : { failure: customerFailure }),
      });
    },
    awsManagedPolicy: (arn) => {
      asked.push(arn);
      return Promise.resolve(others.awsManaged?.[arn] ?? { failure: denied('iam:GetPolicy') });
    },
  };
  return { source, asked };
}

const never = (): boolean => false;
const labelIn = async (facts: World, enforces: EnforcesMfa = never) =>
  (await readPrivileges(world(facts).source, enforces)).of('AIDAALICE');

describe('a user is an administrator', () => {
  test.each<[string, World, string]>([
    ['by an inline policy', { users: [details({ inline: [policy('inline')] })] }, 'inline'],
    [
      'by an attached policy of the account',
      { users: [details({ attachedArns: [own] })], customers: [policy(own)] },
      own,
    ],
    [
      "by one of AWS's own policies",
      { users: [details({ attachedArns: [aws] })], awsManaged: { [aws]: policy(aws) } },
      aws,
    ],
    [
      "by one of AWS's own policies in China",
      { users: [details({ attachedArns: [ofChina] })], awsManaged: { [ofChina]: policy(ofChina) } },
      ofChina,
    ],
    [
      'by an inline policy of a group',
      { users: [details({ groupNames: ['staff'] })], groups: [group({ inline: [policy('of staff')] })] },
      'of staff',
    ],
    [
      'by a policy that is attached to a group',
      {
        users: [details({ groupNames: ['staff'] })],
        groups: [group({ attachedArns: [own] })],
        customers: [policy(own)],
      },
      own,
    ],
  ])('%s', async (_, facts, name) => {
    expect(await labelIn(facts)).toMatchObject({ label: 'administrator', policies: [name] });
  });
});

describe('a user can become an administrator', () => {
  test.each<[string, string]>([
    ['who may change an own group', staff],
    ['who may change an attached policy', own],
  ])('%s', async (_, resource) => {
    const users = [details({ groupNames: ['staff'], inline: [policy('inline', onOwn(resource))] })];
    const groups = [group({ attachedArns: [own] })];

    expect(await labelIn({ users, groups, customers: [policy(own, nothing)] })).toMatchObject({
      label: 'can-become-administrator',
      policies: ['inline'],
    });
  });

  test('not who may change a group of others', async () => {
    const users = [details({ inline: [policy('inline', onOwn(staff))] })];

    expect((await labelIn({ users, groups: [group()] })).label).toBe('none-found');
  });
});

describe('a user is not-read', () => {
  test.each<[string, World]>([
    ['whose attached policy is in no listing', { users: [details({ attachedArns: [own] })] }],
    ["whose policy of AWS's own cannot be read", { users: [details({ attachedArns: [aws] })] }],
    ['whose group is in no listing', { users: [details({ groupNames: ['made-meanwhile'] })] }],
    ['who is in no listing', { users: [] }],
    ['where the listing breaks off', { failure: denied('iam:GetAccountAuthorizationDetails') }],
    [
      'where the listing of policies breaks off',
      {
        users: [details({ attachedArns: [own] })],
        customers: [policy(own)],
        customerFailure: denied('iam:GetAccountAuthorizationDetails'),
      },
    ],
  ])('%s', async (_, facts) => {
    expect((await labelIn(facts)).label).toBe('not-read');
  });

  test.each<[string, World, string]>([
    ['the users', { failure: denied('iam:ListUsers') }, 'iam:ListUsers'],
    [
      'the policies',
      { users: [details({ attachedArns: [own] })], customerFailure: denied('iam:ListPolicies') },
      'iam:ListPolicies',
    ],
    ["a policy of AWS's own", { users: [details({ attachedArns: [aws] })] }, 'iam:GetPolicy'],
  ])('and the failure to read %s is handed on', async (_, facts, api) => {
    expect((await readPrivileges(world(facts).source, never)).failures).toEqual([denied(api)]);
  });
});

test('a user without policies has none-found, and no policy is asked for', async () => {
  const { source, asked } = world({});
  const reading = await readPrivileges(source, never);

  expect(reading.of('AIDAALICE')).toMatchObject({ label: 'none-found', policies: [] });
  expect(reading.of(aUser().arn)).toMatchObject({ label: 'none-found', policies: [] });
  expect(reading.failures).toEqual([]);
  expect(asked).toEqual([]);
});

test('each attached policy is asked for once, however many have it', async () => {
  const bob = details({ user: aUser({ userName: 'bob' }), attachedArns: [own, aws] });
  const { source, asked } = world({
    users: [details({ attachedArns: [aws, own] }), bob],
    groups: [group({ attachedArns: [aws] })],
  });
  await readPrivileges(source, never);

  expect(asked).toEqual([own, aws]);
});

test('a policy that enforces MFA makes an administrator one with MFA only', async () => {
  const users = [
    details({ inline: [policy('all'), { ...policy('guard', nothing), mayEnforceMfa: 'text' }] }),
  ];

  expect((await labelIn({ users }, ([document]) => document === 'text')).label).toBe(
    'administrator-with-mfa-only',
  );
  expect((await labelIn({ users })).label).toBe('administrator');
  expect((await labelIn({ users: [details({ inline: [policy('all')] })] }, () => true)).label).toBe(
    'administrator',
  );
});

test('a permissions boundary is named', async () => {
  expect(await labelIn({ users: [details({ boundary: own, inline: [policy('all')] })] })).toMatchObject({
    boundary: own,
  });
});

describe('whether MFA is enforced for a user', () => {
  const deny = (...actions: readonly string[]): ReadPolicy => ({
    ...policy(actions.join(), nothing),
    mayEnforceMfa: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        Action: actions,
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    },
  });
  const boundary = 'arn:aws:iam::123456789012:policy/boundary';
  const unread = policy('unread', 'not-read');
  const broken = denied('iam:GetAccountAuthorizationDetails');

  test.each<[string, World, string]>([
    ['by an own policy', { users: [details({ inline: [deny('*')] })] }, 'enforced'],
    [
      "by a group's",
      { users: [details({ groupNames: ['staff'] })], groups: [group({ inline: [deny('*')] })] },
      'enforced',
    ],
    [
      'by an attached one, whatever else was not read',
      {
        users: [details({ attachedArns: [own], inline: [unread], boundary })],
        customers: [{ ...deny('*'), name: own }],
      },
      'enforced',
    ],
    ['by one that denies a part', { users: [details({ inline: [deny('s3:*')] })] }, 'not enforced'],
    ['by none', { users: [details({ inline: [policy('all')] })] }, 'not enforced'],
    ['with one unread', { users: [details({ inline: [unread] })] }, 'cannot see'],
    ['with an unread boundary', { users: [details({ boundary })] }, 'cannot see'],
    ['in a group that no page has', { users: [details({ groupNames: ['made-meanwhile'] })] }, 'cannot see'],
    ['who is in no page', { users: [] }, 'cannot see'],
    ['where the pages break off', { failure: broken }, 'cannot see'],
  ])('%s', async (_, facts, answer) => {
    expect((await labelIn(facts, areEnforcement)).mfaEnforced).toBe(answer);
  });

  test('by two policies that deny all but the other part', async () => {
    const [some, others] = [deny('*'), deny('*')].map((one, index): ReadPolicy => ({
      ...one,
      mayEnforceMfa: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Deny',
          ...(index === 0 ? { NotAction: ['iam:*'] } : { Action: ['iam:*'] }),
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        },
      },
    }));
    const of = (...inline: readonly (ReadPolicy | undefined)[]) =>
      labelIn({ users: [details({ inline: inline.filter((one) => one !== undefined) })] }, areEnforcement);
    expect((await of(some, others)).mfaEnforced).toBe('enforced');
    expect((await of(some)).mfaEnforced).toBe('not enforced');
  });
});
