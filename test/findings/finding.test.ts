import { describe, expect, test } from '@jest/globals';
import type { Exemption } from '../../rule/core/exemption';
import type { UserFacts } from '../../rule/core/user';
import type { Verdict } from '../../rule/core/verdict';
import {
  accountOf,
  byUrgency,
  finding,
  placeId,
  shownPlace,
  unreadableId,
  type Finding,
} from '../../rule/findings/finding';
import { aUser, factsOf, noon } from '../builders';

const noMfa: Verdict = { compliance: 'NON_COMPLIANT', reason: 'no-mfa', requiredMfa: 'any' };
const of = (facts: Partial<UserFacts> = {}, verdict: Verdict = noMfa): Finding =>
  finding(factsOf(facts), verdict, 'a sentence');

describe('a finding', () => {
  test('is the verdict and the facts that it rests on', () => {
    const created = new Date('2026-01-02T03:04:05.000Z');
    const user = aUser({ passwordLastUsed: noon });

    expect(of({ user, loginProfile: { createDate: created } })).toEqual({
      account: '123456789012',
      accountName: null,
      userId: 'AIDAALICE',
      userName: 'alice',
      arn: 'arn:aws:iam::123456789012:user/alice',
      verdict: 'NON_COMPLIANT',
      reason: 'no-mfa',
      annotation: 'a sentence',
      consolePassword: true,
      passwordCreatedAt: '2026-01-02T03:04:05.000Z',
      passwordLastUsed: '2026-11-20T12:00:00.000Z',
      mfaKinds: [],
      mfaRead: 'all',
    });
  });

  test('is of the account that is named', () => {
    const account = { account: '111122223333', accountName: 'acme' };
    expect(finding(factsOf(), noMfa, 'a sentence', account)).toMatchObject(account);
  });

  test.each<[string, UserFacts]>([
    ['without a login profile', factsOf({ loginProfile: 'none' })],
    ['whose login profile was not read', { user: aUser() }],
    ['who is gone', factsOf({ gone: true })],
  ])('of a user %s has no console password', (_, facts) => {
    expect(finding(facts, noMfa, 'a sentence')).toMatchObject({
      consolePassword: false,
      passwordCreatedAt: null,
      passwordLastUsed: null,
    });
  });

  test.each<[Partial<UserFacts>, string, readonly string[]]>([
    [{}, 'not-asked', []],
    [{ mfaDevices: { kinds: ['virtual'], complete: false } }, 'virtual-only', ['virtual']],
    [{ mfaDevices: { kinds: ['virtual', 'virtual', 'sms'], complete: true } }, 'all', ['virtual', 'sms']],
  ])('of the facts %j has read %s', (facts, mfaRead, mfaKinds) => {
    expect(finding({ user: aUser(), ...facts }, noMfa, 'a sentence')).toMatchObject({ mfaRead, mfaKinds });
  });

  test('has an owner and privileges where they were asked for', () => {
    const privileges = { label: 'administrator', policies: ['all'] } as const;

    expect(of({ owner: 'ops', privileges })).toMatchObject({ owner: 'ops', privileges: 'administrator' });
    expect(of()).not.toHaveProperty('owner');
    expect(of()).not.toHaveProperty('privileges');
    expect(of()).not.toHaveProperty('exemption');
  });

  test.each<[Exemption, Finding['exemption']]>([
    [{ by: 'name' }, { source: 'exemptUserNames', until: null, reason: null }],
    [
      { by: 'path', path: '/service/' },
      { source: 'exemptPaths', until: null, reason: 'path /service/' },
    ],
    [
      { by: 'tag', until: '2026-12-01', why: 'on leave' },
      { source: 'tag', until: '2026-12-01', reason: 'on leave' },
    ],
  ])('of the exemption %j says where it comes from', (exemption, expected) => {
    expect(of({}, { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption }).exemption).toEqual(expected);
  });
});

test.each<[string, Partial<UserFacts>, Finding['mfaEnforced']]>([
  ['with a password', {}, 'not enforced'],
  ['without a password', { loginProfile: 'none' }, undefined],
  [
    'whose policies were not asked about MFA',
    { privileges: { label: 'none-found', policies: [] } },
    undefined,
  ],
])('whether MFA is enforced for a user %s: %j, %j', (_, facts, mfaEnforced) => {
  const privileges = { label: 'none-found', policies: [], mfaEnforced: 'not enforced' } as const;
  expect(of({ privileges, ...facts }).mfaEnforced).toBe(mfaEnforced);
});

describe('the place of a declared user', () => {
  const place = { file: 't.yaml', line: 3, address: 'Bob' };
  const source = { file: 'app.ts', line: 7 };

  test.each([
    [place, { file: 't.yaml', line: 3 }],
    [{ ...place, source }, source],
  ])('%j is shown as %j', (location, shown) => {
    expect(shownPlace(location)).toEqual(shown);
  });

  test.each([
    [place, 't.yaml#Bob'],
    [{ ...place, document: 'plan.json' }, 'plan.json#Bob'],
  ])('%j has the id %s', (location, id) => {
    expect(placeId(location)).toBe(id);
    expect(unreadableId({ userName: 'bob', api: 'a', error: 'e', location })).toBe(id);
  });

  test.each([
    ['bob', 'bob'],
    [null, ''],
  ])('is the name, where there is none: %s', (userName, id) => {
    expect(unreadableId({ userName, api: 'a', error: 'e' })).toBe(id);
  });
});

test.each([
  ['arn:aws:iam::111122223333:user/alice', '111122223333'],
  ['arn:aws-us-gov:iam::111122223333:user/a/alice', '111122223333'],
  ['arn:aws:sts::111122223333:assumed-role/a/b', null],
  ['x arn:aws:iam::111122223333:user/alice', null],
  ['arn:aws:iam::11112222333:user/alice', null],
  ['', null],
])('%j names the account %j', (arn, account) => {
  expect(accountOf(arn)).toBe(account);
});

test('of those who must act no MFA comes before weak MFA, then the latest use of a password alone, then the oldest password', () => {
  const at = (day: string, mfaUsed: boolean | null = false) => ({
    at: `2026-11-${day}T00:00:00.000Z`,
    mfaUsed,
    sourceIp: null,
    region: 'us-east-1',
  });
  const row = (userName: string, overrides: Partial<Finding>): Finding => ({
    ...of({ user: aUser({ userName }) }),
    passwordLastUsed: null,
    passwordCreatedAt: '2026-01-01T00:00:00.000Z',
    ...overrides,
  });
  const inOrder = [
    row('z1', { signIn: at('03'), awsLogin: at('19') }),
    row('z2', { signIn: at('18'), awsLogin: at('02') }),
    row('z3', { passwordLastUsed: '2026-11-17T00:00:00.000Z' }),
    row('z4', {
      signIn: at('19', true),
      awsLogin: at('19', null),
      passwordLastUsed: '2026-11-16T00:00:00.000Z',
    }),
    row('y1', { passwordCreatedAt: '2025-01-01T00:00:00.000Z' }),
    row('x1', {}),
    row('x2', { signIn: null, awsLogin: null }),
    row('w1', { passwordCreatedAt: null }),
    row('v1', { reason: 'mfa-too-weak', signIn: at('20') }),
    row('aa', { reason: 'mfa-too-weak' }),
    row('c1', { verdict: 'COMPLIANT' }),
    row('c2', { verdict: 'COMPLIANT', signIn: at('20') }),
  ];

  expect([...inOrder].reverse().sort(byUrgency)).toEqual(inOrder);
  expect([...inOrder].sort(byUrgency)).toEqual(inOrder);
});

test('who must act comes first, administrators before the others, then by account and name', () => {
  const row = (userName: string, overrides: Partial<Finding> = {}): Finding => ({
    ...of({ user: aUser({ userName }) }),
    ...overrides,
  });
  const inOrder = [
    row('zed', { privileges: 'administrator' }),
    row('yan', { privileges: 'can-become-administrator' }),
    row('xav', { privileges: 'administrator-with-mfa-only' }),
    row('wes', { account: null, privileges: 'not-read' }),
    row('bob', { account: '111122223333', privileges: 'none-found' }),
    row('cay', { account: '111122223333' }),
    row('ann', { account: '222233334444' }),
    row('abe', { verdict: 'COMPLIANT' }),
    row('aaa', { verdict: 'NOT_APPLICABLE' }),
  ];

  expect([...inOrder].reverse().sort(byUrgency)).toEqual(inOrder);
  expect([...inOrder].sort(byUrgency)).toEqual(inOrder);
});
