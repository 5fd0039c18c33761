import { describe, expect, test } from '@jest/globals';
import {
  areEnforcement,
  enforcementIn,
  enforcementOf,
  isEnforcement,
} from '../../rule/enforcement/is-enforcement';
import { nearMiss } from '../../rule/enforcement/near-miss';
import { partitions } from '../../rule/enforcement/options';
import { mfaEnforcementPolicy, mfaEnforcementScp } from '../../rule/enforcement/policy';

const alice = {
  userName: 'alice',
  arn: 'arn:aws:iam::111122223333:user/team/alice',
  userId: 'AIDAALICE',
} as const;

const withoutMfa = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const enrolling = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices'];
const deny = (overrides: object = {}): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', NotAction: enrolling, Resource: '*', Condition: withoutMfa, ...overrides }],
});
const withAction = (Action: unknown): object => deny({ NotAction: undefined, Action });

describe('our own documents are enforcements', () => {
  test.each(partitions)('in %s, in both strengths', (partition) => {
    for (const strength of ['all', 'console-only'] as const) {
      const expected = { strength, allowsPasswordChange: false };
      expect(enforcementIn(mfaEnforcementPolicy({ strength, partition }), alice)).toEqual(expected);
      expect(enforcementIn(mfaEnforcementScp({ strength, partition }), alice)).toEqual(expected);
    }
  });

  test('allowFirstPasswordChange is seen', () => {
    const document = mfaEnforcementPolicy({ strength: 'console-only', allowFirstPasswordChange: true });
    expect(enforcementIn(document, alice)).toEqual({ strength: 'console-only', allowsPasswordChange: true });
  });
});

describe('an equal one is an enforcement', () => {
  test.each<[string, object]>([
    ['all actions are denied, enrolling among them', withAction('*')],
    ['all actions in other words', withAction('?*')],
    ['a condition of nothing', deny({ Condition: {} })],
    [
      'a condition that holds for every user',
      deny({ Condition: { StringEquals: { 'aws:PrincipalType': 'User' } } }),
    ],
    ['a word that is no action is spared', deny({ NotAction: ['iam:EnableMFADevice', 'iam'] })],
    ['actions in any case', deny({ NotAction: ['IAM:createvirtualmfadevice', 'iam:enableMFAdevice'] })],
    ['one action that is no list', deny({ NotAction: 'iam:EnableMFADevice' })],
    ['one statement that is no list', { Statement: { ...(deny() as { Statement: [object] }).Statement[0] } }],
    ['a list of resources with * in it', deny({ Resource: ['*'] })],
    [
      'condition keys and operators in any case',
      deny({ Condition: { boolifexists: { 'AWS:multifactorauthpresent': 'False' } } }),
    ],
    [
      'false as a boolean and in a list',
      deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': [false] } } }),
    ],
    [
      "AWS's published example",
      deny({
        NotAction: [
          'iam:CreateVirtualMFADevice',
          'iam:EnableMFADevice',
          'iam:GetMFADevice',
          'iam:GetUser',
          'iam:ListMFADevices',
          'iam:ListVirtualMFADevices',
          'iam:ResyncMFADevice',
          'sts:GetSessionToken',
        ],
      }),
    ],
    [
      'calls that a service makes for the user are spared',
      deny({ Condition: { ...withoutMfa, Bool: { 'aws:ViaAWSService': 'false' } } }),
    ],
    [
      'it is for all users',
      deny({ Condition: { ...withoutMfa, ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/*' } } }),
    ],
    [
      'it is for this user',
      deny({ Condition: { ...withoutMfa, StringEquals: { 'aws:username': ['bob', 'alice'] } } }),
    ],
    [
      'it spares another user',
      deny({ Condition: { ...withoutMfa, StringNotEquals: { 'aws:username': 'break-glass' } } }),
    ],
    [
      'it is among statements that are none',
      {
        Statement: [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          ...(deny() as { Statement: object[] }).Statement,
        ],
      },
    ],
  ])('%s', (_, document) => {
    expect(isEnforcement(document, alice)).toBe(true);
  });
});

describe('what is no enforcement', () => {
  test.each<[string, unknown]>([
    ['an Allow when MFA is absent', deny({ Effect: 'Allow' })],
    [
      'an Allow when MFA is present',
      deny({ Effect: 'Allow', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    ],
    ['a Deny where MFA is present', deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })],
    [
      'a Deny of requests without the key, which every sign-in carries',
      deny({ Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    ],
    [
      'a Deny where the key is there, whatever it says',
      deny({ Condition: { Null: { 'aws:MultiFactorAuthPresent': 'false' } } }),
    ],
    ['a Deny without any condition, which MFA does not lift', deny({ Condition: undefined })],
    ['a Deny on own resources only', deny({ Resource: 'arn:aws:iam::*:user/${aws:username}' })],
    [
      "a Deny that spares the user's own actions",
      deny({ Resource: undefined, NotResource: ['arn:aws:iam::*:user/${aws:username}'] }),
    ],
    ['a Deny of one service', withAction('iam:*')],
    ['a Deny of one action', withAction(['s3:DeleteObject'])],
    ['a Deny that leaves all of IAM', deny({ NotAction: ['iam:*'] })],
    ['a Deny that leaves every list', deny({ NotAction: [...enrolling, 'iam:List*'] })],
    [
      'a Deny that leaves deactivating devices',
      deny({ NotAction: [...enrolling, 'iam:DeactivateMFADevice'] }),
    ],
    ['a Deny that leaves making access keys', deny({ NotAction: [...enrolling, 'iam:CreateAccessKey'] })],
    ['a Deny that leaves assuming roles', deny({ NotAction: [...enrolling, 'sts:AssumeRole'] })],
    ['a Deny that leaves a data plane', deny({ NotAction: [...enrolling, 's3:GetObject'] })],
    ['a Deny that leaves everything', deny({ NotAction: ['*'] })],
    [
      'a Deny that holds from some addresses only',
      deny({ Condition: { ...withoutMfa, NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }),
    ],
    [
      'a Deny that holds in some regions only',
      deny({ Condition: { ...withoutMfa, StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }),
    ],
    [
      'a Deny for users with a tag',
      deny({ Condition: { ...withoutMfa, StringEquals: { 'aws:PrincipalTag/team': 'a' } } }),
    ],
    [
      'a Deny for another user',
      deny({ Condition: { ...withoutMfa, StringEquals: { 'aws:username': 'bob' } } }),
    ],
    [
      'a Deny that spares this user',
      deny({ Condition: { ...withoutMfa, StringNotLike: { 'aws:username': 'ali*' } } }),
    ],
    [
      'a Deny for roles',
      deny({ Condition: { ...withoutMfa, ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/*' } } }),
    ],
    [
      'a Deny that a variable narrows',
      deny({ Condition: { ...withoutMfa, StringNotEquals: { 'aws:username': '${aws:username}' } } }),
    ],
    [
      'two Denies that are one only together',
      {
        Statement: [
          ...(deny({ Resource: 'arn:aws:s3:::*' }) as { Statement: object[] }).Statement,
          ...(withAction('s3:*') as { Statement: object[] }).Statement,
        ],
      },
    ],
    ['no statement', { Version: '2012-10-17', Statement: [] }],
    ['no policy', 'a text'],
    ['nothing', undefined],
  ])('%s', (_, document) => {
    expect(enforcementIn(document, alice)).toBeUndefined();
  });
});

describe('a document that IAM refuses, or reads otherwise, is none', () => {
  test.each<[string, object]>([
    ['a Deny with an element of another kind of policy', deny({ Principal: '*' })],
    [
      'two conditions of one name',
      deny({ Condition: { ...withoutMfa, boolifexists: { 'aws:SecureTransport': 'true' } } }),
    ],
    ['two elements of one name', deny({ condition: {} })],
    [
      'a policy variable beside the key',
      deny({ Condition: { StringNotEquals: { 'aws:MultiFactorAuthPresent': '${aws:x}' } } }),
    ],
  ])('%s', (_name, document) => {
    expect(isEnforcement(document, alice)).toBe(false);
  });

  test('ForAnyValue with IfExists need not hold without the key', () => {
    const document = deny({
      Condition: { 'ForAnyValue:BoolIfExists': { 'aws:MultiFactorAuthPresent': 'false' } },
    });
    expect(enforcementIn(document, alice)?.strength).toBe('console-only');
  });
});

describe('the strength', () => {
  test.each<[object, string]>([
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, 'console-only'],
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, 'all'],
    [{ 'ForAnyValue:BoolIfExists': { 'aws:MultiFactorAuthPresent': 'false' } }, 'console-only'],
    [{ 'ForAllValues:Bool': { 'aws:MultiFactorAuthPresent': 'false' } }, 'all'],
    [{ StringEquals: { 'aws:MultiFactorAuthPresent': 'false' } }, 'console-only'],
    [{ StringNotEquals: { 'aws:MultiFactorAuthPresent': 'true' } }, 'all'],
    [{ StringLike: { 'aws:MultiFactorAuthPresent': 'fal*' } }, 'console-only'],
    [{ ...withoutMfa, Bool: { 'aws:PrincipalIsAWSService': 'false' } }, 'all'],
    [
      {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
        Null: { 'aws:MultiFactorAuthPresent': 'false' },
      },
      'console-only',
    ],
    [
      {
        Null: { 'aws:MultiFactorAuthPresent': 'false' },
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
      },
      'console-only',
    ],
  ])('%j is %s', (Condition, strength) => {
    expect(enforcementIn(deny({ Condition }), alice)?.strength).toBe(strength);
  });

  test('of several policies every Deny counts: the strictest strength, and the password change that each allows', () => {
    const open = mfaEnforcementPolicy({ strength: 'console-only', allowFirstPasswordChange: true });
    expect(enforcementOf([open, deny(), {}], alice)).toEqual({
      strength: 'all',
      allowsPasswordChange: false,
    });
    expect(enforcementOf([{}], alice)).toBeUndefined();
  });

  test('a Deny that MFA does not lift denies the password change, too', () => {
    const open = mfaEnforcementPolicy({ strength: 'console-only', allowFirstPasswordChange: true });
    const locked = deny({ NotAction: undefined, Action: 'iam:*', Condition: undefined });
    expect(enforcementOf([open], alice)?.allowsPasswordChange).toBe(true);
    expect(enforcementOf([open, locked], alice)?.allowsPasswordChange).toBe(false);
  });
});

describe('a user of whom nothing is known', () => {
  const forArn = (pattern: string): unknown =>
    deny({ Condition: { ...withoutMfa, ArnLike: { 'aws:PrincipalArn': pattern } } });

  test('is bound by a condition that every user meets', () => {
    expect(isEnforcement(forArn('arn:*:iam::*:user/*'), {})).toBe(true);
    expect(isEnforcement(deny(), {})).toBe(true);
  });

  test.each(['arn:aws:iam::*:user/*', 'arn:*:iam::111122223333:user/*', 'arn:*:iam::*:user/people/*'])(
    'may not be bound by a condition on %s',
    (pattern) => {
      expect(isEnforcement(forArn(pattern), {})).toBe(false);
    },
  );
});

test('a Deny that MFA does not lift keeps a password from opening anything, and is no enforcement to live with', () => {
  expect(isEnforcement(deny({ Condition: undefined }), alice)).toBe(true);
  expect(enforcementIn(deny({ Condition: undefined }), alice)).toBeUndefined();
});

describe('Denies that are one only together', () => {
  const apart = [
    deny({ NotAction: [...enrolling, 'iam:*'] }),
    deny({ NotAction: [...enrolling, 'ec2:*', 's3:*', 'sts:AssumeRole'] }),
  ];

  test('enforce in one policy and in two', () => {
    const statements = apart.flatMap((one) => (one as { Statement: object[] }).Statement);
    expect(isEnforcement({ Statement: statements }, alice)).toBe(true);
    expect(areEnforcement(apart, alice)).toBe(true);
    expect(apart.some((one) => isEnforcement(one, alice))).toBe(false);
  });

  test.each([0, 1])('enforce in any order of them (%i)', (first) => {
    const all = [withAction('iam:*'), deny({ NotAction: ['iam:*', 'sts:GetSessionToken'] })];
    expect(areEnforcement([all[first], all[1 - first]], alice)).toBe(true);
  });

  test('do not enforce where one action is in the gap of each', () => {
    const gap = [...apart, deny({ NotAction: ['*:Get*'] })].slice(1);
    expect(areEnforcement([deny({ NotAction: [...enrolling, 's3:GetObject'] }), ...gap], alice)).toBe(false);
  });
});

describe('why a policy does not count', () => {
  test.each<[string, unknown, string | undefined]>([
    [
      'an action that it leaves',
      deny({ NotAction: [...enrolling, 'iam:CreateLoginProfile'] }),
      'it leaves iam:CreateLoginProfile',
    ],
    ['some resources', deny({ Resource: 'arn:aws:s3:::b/*' }), 'it denies on arn:aws:s3:::b/* only'],
    ['some actions', withAction('s3:*'), 'it denies s3:* only'],
    [
      'another condition',
      deny({ Condition: { ...withoutMfa, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }),
      'it also depends on aws:sourceip',
    ],
    [
      'MFA that is there',
      deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      'its condition on aws:MultiFactorAuthPresent does not hold without MFA',
    ],
    ['an Allow', deny({ Effect: 'Allow' }), 'it allows with MFA, and denies nothing without'],
    [
      'nothing about MFA',
      deny({ Condition: undefined, Action: 's3:*', NotAction: undefined, Effect: 'Allow' }),
      undefined,
    ],
  ])('%s', (_, document, why) => {
    expect(nearMiss(document, alice)).toBe(why);
  });
});
