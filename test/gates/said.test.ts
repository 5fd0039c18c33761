// What a gate says of a user, from the policies that a document declares to the finding.
import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { assess } from '../../rule/gates/assess';
import { scanOfCheck } from '../../rule/gates/checked-scan';
import {
  shownName,
  type DeclaredPolicy,
  type DeclaredUser,
  type Possibility,
} from '../../rule/gates/declared';

const now = new Date('2026-11-25T12:00:00Z');
const deny = (...NotAction: readonly string[]): object => ({
  Statement: [
    {
      Effect: 'Deny',
      NotAction: ['iam:GetUser', ...NotAction],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
  ],
});
const document = (address: string, ...spared: readonly string[]): DeclaredPolicy => ({
  kind: 'document',
  address,
  document: deny(...spared),
});
const unseen = (address: string): DeclaredPolicy => ({ kind: 'unseen', address, why: 'is elsewhere' });
const one = (more: Partial<Possibility> = {}): Possibility => ({
  where: undefined,
  userName: 'alice',
  path: '/',
  tags: [],
  policies: [],
  ...more,
});
const user = (possibilities: readonly Possibility[], more: Partial<DeclaredUser> = {}): DeclaredUser => ({
  address: 'Login',
  kind: 'worlds',
  possibilities,
  place: { file: 'f', line: 7 },
  ...more,
});
const parameters = parseParameterValues({
  exemptTagKey: 'mfa',
  exemptUserNames: 'bob',
  exemptPaths: '/bots/',
});
const found = (declared: DeclaredUser) =>
  scanOfCheck({ users: [{ user: declared, answer: assess(declared, parameters, now) }], unseen: [] }, now);
const said = (declared: DeclaredUser): readonly string[] => {
  const { findings, unreadable } = found(declared);
  return [
    ...findings.map(({ verdict, reason, annotation }) => `${verdict} ${reason}: ${annotation}`),
    ...unreadable.map(({ detail }) => detail ?? ''),
  ];
};

const alone = 'NON_COMPLIANT no-mfa: alice can sign in with a password alone';
const makes = 'Login makes a login profile, and no MFA-enforcement policy goes with it.';
const advice = 'Attach one, directly or by a group, or leave the login profile out.';
const prod = { where: 'IsProd is true' };
describe('a user', () => {
  test.each<[string, DeclaredUser, string]>([
    ['without policies', user([one()]), `${alone}: ${makes} ${advice}`],
    ['in one world', user([one(prod)]), `${alone} where IsProd is true: ${makes} ${advice}`],
    [
      'with policies that enforce nothing, each told once',
      user([
        one({ policies: [document('P', 's3:A'), document('P', 's3:A'), document('Q', 's3:A', 's3:B')] }),
      ]),
      `${alone}: ${makes} P is none: it leaves s3:A. Q is none: it leaves s3:A, s3:B. ${advice}`,
    ],
    [
      'with a policy about something else',
      user([one({ policies: [{ kind: 'document', address: 'P', document: {} }] })]),
      `${alone}: ${makes} ${advice}`,
    ],
    [
      'who keeps the password and loses the policy',
      user([one()], { before: [document('P')] }),
      `${alone}: Login keeps its login profile, and this change takes away the MFA-enforcement policy that went with it. ${advice}`,
    ],
    [
      'with a policy that enforces',
      user([one({ policies: [unseen('U'), document('P', 's3:A'), document('Q')] })]),
      'COMPLIANT mfa-enabled: alice gets a login profile, and the MFA-enforcement policy Q goes with it.',
    ],
    [
      'with two policies that enforce together, named once each',
      user([one({ policies: [document('P', 's3:A'), document('P', 's3:B'), document('Q', 's3:B')] })]),
      'COMPLIANT mfa-enabled: alice gets a login profile, and the MFA-enforcement policy P with Q goes with it.',
    ],
    [
      'with a group that is said to enforce',
      user([one({ policies: [unseen('U'), { kind: 'known-enforcement', address: 'G' }] })]),
      'COMPLIANT mfa-enabled: alice gets a login profile, and the MFA-enforcement policy G goes with it.',
    ],
    [
      'who is exempt by name',
      user([one({ userName: 'bob', policies: [unseen('U')] })]),
      'NOT_APPLICABLE exempt: bob gets a login profile without an MFA-enforcement policy and is exempt by name (exemptUserNames).',
    ],
    [
      'who is exempt by path',
      user([one({ path: '/bots/a/' })]),
      'NOT_APPLICABLE exempt: alice gets a login profile without an MFA-enforcement policy and is exempt by path /bots/ (exemptPaths).',
    ],
    [
      'who is exempt by a tag',
      user([one({ tags: [{ key: 'MFA', value: '2026-12-01 broken phone' }] })]),
      'NOT_APPLICABLE exempt: alice gets a login profile without an MFA-enforcement policy and is exempt through 2026-12-01: broken phone.',
    ],
    [
      'with policies that cannot be seen, each told once',
      user([one({ policies: [unseen('U'), unseen('V'), unseen('U')] })]),
      'alice (Login): whether MFA is enforced cannot be seen: U: is elsewhere; V: is elsewhere.',
    ],
    [
      'whose name, path and tags nobody knows',
      user([one({ userName: undefined, path: undefined, tags: undefined })]),
      `NON_COMPLIANT no-mfa: Login can sign in with a password alone: ${makes} ${advice}`,
    ],
  ])('%s', (_, declared, sentence) => {
    expect(said(declared)).toEqual([sentence]);
  });

  test.each<[string, Partial<Possibility>, string]>([
    ['a tag that is past', { tags: [{ key: 'mfa', value: '2026-11-01 x' }] }, '2026-11-01'],
    [
      'a name in another case',
      { userName: 'Bob' },
      'Not exempt: exemptUserNames has the name in another case.',
    ],
  ])('hears of %s, whether policies are seen or not', (_, more, part) => {
    for (const policies of [[], [unseen('U')]]) {
      const [sentence = ''] = said(user([one({ ...more, policies })]));
      expect(sentence.slice(sentence.indexOf(policies.length === 0 ? advice : 'elsewhere'))).toContain(part);
    }
  });
});

const open = one({ where: 'A' });
const shut = one({ where: 'B', policies: [document('P')] });
const dark = one({ where: 'C', policies: [unseen('U')] });
const spared = one({ where: 'D', path: '/bots/' });
test.each<[string, DeclaredUser['kind'], readonly Possibility[], string]>([
  ['of worlds the worst counts', 'worlds', [shut, spared, dark, open], 'not-enforced'],
  ['what cannot be seen is worse than exempt', 'worlds', [shut, spared, dark], 'cannot-see'],
  ['exempt is worse than enforced', 'worlds', [shut, spared], 'exempt'],
  ['all worlds enforce', 'worlds', [shut, shut], 'enforced'],
  ['candidates that agree', 'candidates', [open, open], 'not-enforced'],
  ['candidates that do not', 'candidates', [shut, open], 'cannot-see'],
  ['candidates of which none is open', 'candidates', [shut, spared], 'exempt'],
  ['no possibility at all', 'worlds', [], 'cannot-see'],
])('%s', (_, kind, possibilities, answer) => {
  expect(assess(user(possibilities, { kind }), parameters, now).answer).toBe(answer);
});

test('candidates that do not agree say what each of them lacks', () => {
  const answer = assess(user([shut, open, one(), one(), dark], { kind: 'candidates' }), parameters, now);
  expect(answer).toEqual({
    answer: 'cannot-see',
    unseen: [
      { address: 'Login', why: 'nothing enforces MFA where A' },
      { address: 'Login', why: 'one of several outcomes enforces nothing' },
      { address: 'U', why: 'is elsewhere' },
    ],
  });
});

test.each<[readonly (string | undefined)[], string]>([
  [['a', 'a'], 'a'],
  [['a', 'b'], 'Login'],
  [['a', undefined], 'Login'],
  [[undefined], 'Login'],
  [[], 'Login'],
])('a user of the names %j is shown as %s', (names, shown) => {
  expect(shownName(user(names.map((userName) => one({ userName }))))).toBe(shown);
});

describe('the scan of a check', () => {
  test('is whole', () => {
    const scan = found(
      user([one()], { document: 'plan.json', construct: { path: 'A/B', source: undefined } }),
    );
    const location = { file: 'f', line: 7, address: 'Login', document: 'plan.json', construct: 'A/B' };
    expect(scan).toEqual({
      account: null,
      scannedAt: '2026-11-25T12:00:00.000Z',
      complete: true,
      unreadable: [],
      findings: [
        {
          account: null,
          accountName: null,
          userId: 'plan.json#Login',
          userName: 'alice',
          arn: '',
          consolePassword: true,
          passwordCreatedAt: null,
          mfaKinds: [],
          mfaRead: 'not-asked',
          location,
          verdict: 'NON_COMPLIANT',
          reason: 'no-mfa',
          annotation: `alice can sign in with a password alone: ${makes} ${advice}`,
        },
      ],
    });
  });

  test('names the account that a person has said, and what cannot be followed', () => {
    const declared = user([dark], {
      document: 'f',
      construct: { path: 'A', source: { file: 'a.ts', line: 2 } },
    });
    const scan = scanOfCheck(
      {
        users: [
          { user: declared, answer: assess(declared, parameters, now) },
          { user: user([one()]), answer: assess(user([one()]), parameters, now) },
        ],
        unseen: [{ address: 'Stack', why: 'is a nested stack', place: { file: 'g', line: 3 } }],
      },
      now,
      '111122223333',
    );
    expect(scan).toMatchObject({ account: '111122223333', complete: false });
    expect(scan.findings.map(({ account }) => account)).toEqual(['111122223333']);
    expect(scan.unreadable).toEqual([
      {
        account: '111122223333',
        userName: 'alice',
        api: 'Login',
        error: 'U: is elsewhere',
        location: {
          file: 'f',
          line: 7,
          address: 'Login',
          construct: 'A',
          source: { file: 'a.ts', line: 2 },
        },
        detail: 'alice (Login): whether MFA is enforced cannot be seen: U: is elsewhere.',
      },
      {
        account: '111122223333',
        userName: null,
        api: 'Stack',
        error: 'is a nested stack',
        location: { file: 'g', line: 3, address: 'Stack' },
        detail: 'Stack (g:3) is a nested stack: users in it cannot be seen.',
      },
    ]);
  });
});
