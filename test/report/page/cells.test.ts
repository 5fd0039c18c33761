import { expect, test } from '@jest/globals';
import type { Finding } from '../../../rule/findings/finding';
import { restHeads } from '../../../rule/report/html/account-rows';
import { allowed } from '../../../rule/report/html/allowed-rows';
import { partMarkup, type Part } from '../../../rule/report/html/parts';
import {
  arnParts,
  deviceParts,
  lastUsedParts,
  ownerParts,
  passwordParts,
  privilegesParts,
  privilegesWord,
  signInParts,
  userParts,
} from '../../../rule/report/html/people';
import { accountParts, unitName } from '../../../rule/report/html/organization-rows';
import { aFinding, scannedAt } from '../../formats/scans';
import { line } from './outline';

const cell = (parts: readonly Part[]): string => line(parts.map(partMarkup).join(''));

const weak = { reason: 'mfa-too-weak' } as const;

test.each<[string, Partial<Finding>, string]>([
  ['no device', {}, 'None'],
  [
    'of each kind',
    { mfaKinds: ['security-key', 'virtual', 'hardware', 'sms', 'unknown'] },
    'Security key or passkey, virtual, hardware token, SMS, unknown kind',
  ],
  ['SMS stays in capitals', { mfaKinds: ['virtual', 'sms'] }, 'Virtual, SMS'],
  ['phishable and too weak', { ...weak, mfaKinds: ['virtual'] }, 'Virtual span.line{can be phished}'],
  [
    'a key beside another, where keys alone are enough',
    { ...weak, mfaKinds: ['security-key', 'virtual'] },
    'Security key or passkey, virtual span.line{not the key alone}',
  ],
  ['too weak, and none known', weak, 'None span.line{can be phished}'],
  ['not asked', { mfaRead: 'not-asked' }, 'span.soft{Not asked}'],
  [
    'a credential report knows no kinds',
    { mfaRead: 'not-asked', mfaKinds: ['unknown'] },
    'Active span.line{kind not known}',
  ],
  [
    'virtual ones alone were asked for',
    { mfaRead: 'virtual-only', mfaKinds: ['virtual'] },
    'Virtual span.line{others not asked for}',
  ],
  [
    'they were, and there is none',
    { mfaRead: 'virtual-only' },
    'No virtual device span.line{others not asked for}',
  ],
  [
    'nothing enforces it',
    { mfaKinds: ['virtual'], mfaEnforced: 'not enforced' },
    'Virtual span.line{not enforced}',
  ],
  [
    'it cannot be seen what does',
    { mfaKinds: ['virtual'], mfaEnforced: 'cannot see' },
    'Virtual span.line{cannot see if enforced}',
  ],
  ['enforced', { mfaKinds: ['virtual'], mfaEnforced: 'enforced' }, 'Virtual span.line{enforced}'],
])('the cell of devices: %s', (_, facts, words) => {
  expect(cell(deviceParts(aFinding(facts)))).toBe(words);
});

test.each([
  ['none is known', null, 'span.soft{Not known}'],
  ['no time', 'never', 'span.soft{Not known}'],
  [
    'an hour',
    '2026-11-20T11:00:00.000Z',
    'time[datetime=2026-11-20]{20 Nov 2026} span.line{less than a day}',
  ],
  [
    'made by a clock ahead',
    '2026-11-21T11:00:00.000Z',
    'time[datetime=2026-11-21]{21 Nov 2026} span.line{less than a day}',
  ],
  [
    'a day to the second',
    '2026-11-19T12:00:00.000Z',
    'time[datetime=2026-11-19]{19 Nov 2026} span.line{1 day}',
  ],
  [
    'three years, with a leap day',
    '2023-11-20T12:00:00.000Z',
    'time[datetime=2023-11-20]{20 Nov 2023} span.line{1,096 days}',
  ],
])('the cell of the password: %s', (_, passwordCreatedAt, words) => {
  expect(cell(passwordParts(aFinding({ passwordCreatedAt }), scannedAt))).toBe(words);
});

const signIn = {
  at: '2026-11-12T01:02:03.000Z',
  mfaUsed: false,
  sourceIp: '203.0.113.9',
  region: 'us-east-1',
};
const day = 'time[datetime=2026-11-12]{12 Nov 2026}';

test.each<[string, Partial<Finding>, boolean, string]>([
  ['not asked', {}, true, 'span.soft{Not asked}'],
  ['none in all regions', { signIn: null }, true, 'span.soft{None found}'],
  ['none in some', { signIn: null }, false, 'span.soft{Not known} span.line{not all regions were read}'],
  [
    'none, though IAM knows a use',
    { signIn: null, passwordLastUsed: signIn.at },
    true,
    `span.soft{None found} span.line{password used ${day}}`,
  ],
  [
    'none in some, though IAM knows a use',
    { signIn: null, passwordLastUsed: signIn.at, awsLogin: null },
    false,
    `span.soft{Not known} span.line{not all regions were read} span.line{password used ${day}}`,
  ],
  ['none, and IAM knows no use', { signIn: null, passwordLastUsed: null }, true, 'span.soft{None found}'],
  ['without MFA', { signIn }, true, `b.alone{${day}} span.line{from 203.0.113.9}`],
  ['without MFA, by AWS itself', { signIn: { ...signIn, sourceIp: null } }, true, `b.alone{${day}}`],
  [
    'with MFA: the one before is not looked for',
    { signIn: { ...signIn, mfaUsed: true } },
    true,
    `span.soft{Not known} span.line{with MFA on ${day}}`,
  ],
  [
    'CloudTrail does not say how',
    { signIn: { ...signIn, mfaUsed: null } },
    true,
    `span.soft{Not known} span.line{signed in, MFA not known, on ${day}}`,
  ],
  [
    'with MFA, and by aws login without',
    { signIn: { ...signIn, mfaUsed: true }, awsLogin: { ...signIn, sourceIp: null } },
    true,
    `span.soft{Not known} span.line{with MFA on ${day}} span.line{used “aws login” without MFA on ${day}}`,
  ],
  [
    'unknown, and by aws login with MFA',
    { signIn: { ...signIn, mfaUsed: null }, awsLogin: { ...signIn, mfaUsed: true } },
    true,
    `span.soft{Not known} span.line{signed in, MFA not known, on ${day}} span.line{used “aws login” with MFA on ${day}} span.line{from 203.0.113.9}`,
  ],
  [
    'by aws login alone, nobody knows how',
    { signIn: null, awsLogin: { ...signIn, mfaUsed: null } },
    true,
    `span.line{used “aws login” (MFA not known) on ${day}} span.line{from 203.0.113.9}`,
  ],
  [
    'an address of version 6 breaks after its colons',
    { signIn: { ...signIn, sourceIp: '2001:db8::9' } },
    true,
    `b.alone{${day}} span.line{from 2001:db8::9}`,
  ],
])('the cell of sign-ins: %s', (_, facts, allRegionsRead, words) => {
  expect(cell(signInParts(aFinding(facts), allRegionsRead))).toBe(words);
});

test.each([
  [undefined, 'span.soft{Not asked}'],
  [null, 'No use seen'],
  [signIn.at, day],
])('the cell of the last use: %s', (passwordLastUsed, words) => {
  const finding = aFinding(passwordLastUsed === undefined ? {} : { passwordLastUsed });
  expect(cell(lastUsedParts(finding))).toBe(words);
});

test.each([
  ['administrator', 'span.chip.solid{Administrator}', 'Administrator'],
  ['can-become-administrator', 'span.chip{Can become administrator}', 'Can become administrator'],
  [
    'administrator-with-mfa-only',
    'span.chip{Administrator} span.line{with MFA only}',
    'Administrator with MFA only',
  ],
  ['none-found', 'span.soft{None found}', 'None found'],
  ['not-read', 'span.soft{Not read}', 'Not read'],
  ['of-a-later-version', 'span.soft{of-a-later-version}', 'of-a-later-version'],
])('the cell of privileges: %s, which the filter calls as the cell does', (privileges, words, filter) => {
  expect(cell(privilegesParts(aFinding({ privileges })))).toBe(words);
  expect(privilegesWord(privileges)).toBe(filter);
});

test('privileges that nobody asked for are none of these', () => {
  expect(cell(privilegesParts(aFinding()))).toBe('span.soft{Not asked}');
});

test.each([
  ['nobody asked', {}, ''],
  ['no tag', { owner: null }, 'span.owner{span.soft{No owner tag}}'],
  ['unread', { owner: 'unknown' }, 'span.owner{span.soft{Owner could not be read}}'],
  ['a team', { owner: 'team <a>' }, 'span.owner{span.soft{Owner} bdi{team <a>}}'],
])('the owner: %s', (_, facts, words) => {
  expect(cell(ownerParts(aFinding(facts)))).toBe(words);
});

const arn = 'arn:aws:iam::111122223333:user/a/bob';

test.each([
  ['an id and an ARN', { arn }, 'bdi.name{bob}span.id{AIDABOB}', `span.id.arn{${arn}}`],
  ['a credential report has the ARN alone', { arn, userId: arn }, `bdi.name{bob}span.id.arn{${arn}}`, ''],
  ['AWS Config has the id alone', { arn: '' }, 'bdi.name{bob}span.id{AIDABOB}', ''],
])('the user: %s', (_, facts, words, more) => {
  expect(cell(userParts(aFinding(facts)))).toBe(words);
  expect(cell(arnParts(aFinding(facts)))).toBe(more);
});

test('an ARN breaks before its slashes, an address after its colons, and no other text breaks', () => {
  expect(partMarkup(['arn', ['a/b/c']])).toBe('<span class="id arn">a<wbr>/b<wbr>/c</span>');
  expect(partMarkup(['address', ['a:b/c']])).toBe('<span class="line">a:<wbr>b/c</span>');
  expect(partMarkup(['line', ['a:b/c']])).toBe('<span class="line">a:b/c</span>');
  expect(partMarkup(['name', [`<a href="&'">`]])).toBe(
    '<bdi class="name">&lt;a href=&quot;&amp;&#39;&quot;&gt;</bdi>',
  );
});

test.each([
  [null, 'Unit not known'],
  ['', 'Unit not known'],
  ['Root', 'Root'],
  ['Root/Workloads', 'Workloads'],
  ['Root/Workloads/Pro\u202ed', 'Workloads / Pro d'],
])('the unit %p is called %s', (ou, name) => {
  expect(unitName(ou)).toBe(name);
});

test.each([
  ['the version of the report', 'acme', '1.2.0', 'bdi.name{acme}span.id{111122223333}'],
  ['another', 'acme', '1.1.0', 'bdi.name{acme}span.id{111122223333}span.line{iam-user-mfa 1.1.0}'],
  ['none is known', 'acme', null, 'bdi.name{acme}span.id{111122223333}'],
  ['no name but spaces', ' \u0007', null, 'bdi.name{111122223333}span.id{111122223333}'],
])('an account: %s', (_, name, version, words) => {
  expect(cell(accountParts({ account: '111122223333', name, version }, '1.2.0'))).toBe(words);
});

const inGrace = { verdict: 'NOT_APPLICABLE', reason: 'within-grace' } as const;
const graceOf = (
  gracePeriodHours: number | undefined,
  passwordCreatedAt: string | null,
): readonly string[] => {
  const parameters = gracePeriodHours === undefined ? {} : { parameters: { gracePeriodHours } as never };
  const [row] = allowed(
    { findings: [aFinding({ ...inGrace, passwordCreatedAt })], scannedAt, ...parameters },
    () => [],
  );
  return (row?.cells ?? []).slice(1).map(cell);
};
const unknown = ['span.soft{Not known}', 'In grace', 'span.soft{Not known}'];

test.each([
  [720, '2026-11-20T12:00:00.000Z', '30 days', '20 December 2026, 12:00 UTC'],
  [48, '2026-11-20T12:00:00.000Z', '2 days', '22 November 2026, 12:00 UTC'],
  [48, '2026-11-20T11:59:59.000Z', '47 hours', '22 November 2026, 11:59 UTC'],
  [48, '2026-11-18T13:59:59.000Z', '1 hour', '20 November 2026, 13:59 UTC'],
  [48, '2026-11-18T12:59:59.000Z', 'Less than an hour', '20 November 2026, 12:59 UTC'],
])('of %d hours of grace for a password of %s are left: %s', (hours, made, left, until) => {
  const [time, state, why] = graceOf(hours, made);
  expect([time, state]).toEqual([`b{${left}} span.line{until ${until}}`, 'In grace']);
  expect(why).toMatch(/^Password made \d+ November 2026, \d\d:\d\d UTC; the grace period is \d+ hours\.$/);
});

test.each([
  ['the parameters are not known', undefined, '2026-11-18T12:00:00.000Z'],
  ['the password is not', 48, null],
  ['its time is none', 48, 'never'],
])('grace whose end is not known: %s', (_, hours, made) => {
  expect(graceOf(hours, made)).toEqual(unknown);
});

test('least time left comes first, then the most urgent, and no end last', () => {
  const exempt = (userName: string, until: string | null, source: 'tag' | 'exemptPaths' = 'tag'): Finding =>
    aFinding({
      userId: userName,
      userName,
      verdict: 'NOT_APPLICABLE',
      reason: 'exempt',
      exemption: { source, until, reason: null },
    });
  const rows = allowed(
    {
      findings: [
        exempt('z-never', null, 'exemptPaths'),
        exempt('a-never', null, 'exemptPaths'),
        exempt('in a week', '2026-11-27'),
        aFinding({ ...inGrace, userName: 'in two days', passwordCreatedAt: scannedAt }),
        exempt('today', '2026-11-20'),
      ],
      scannedAt,
      parameters: { gracePeriodHours: 48, exemptTagKey: undefined } as never,
    },
    ({ userName }) => [userName],
  );
  expect(rows.flatMap(({ csv }) => csv)).toEqual([
    ['today'],
    ['in two days'],
    ['in a week'],
    ['a-never'],
    ['z-never'],
  ]);
  expect(rows.map(({ cells }) => cell(cells[2] ?? []))).toEqual([
    'Exempt by tag',
    'In grace',
    'Exempt by tag',
    'Exempt by path',
    'Exempt by path',
  ]);
});

test('of what is not deployed the place is said, where devices are of no use', () => {
  expect([restHeads(false), restHeads(true)]).toEqual([
    ['User', 'State', 'MFA device'],
    ['User', 'State', 'Where'],
  ]);
});
