import { describe, expect, test } from '@jest/globals';
import { diagnose, diagnosisText, parseCode } from '../../rule/enrolment/codes';
import { levelWarning, otherDevices, otpauthUrl } from '../../rule/enrolment/advice';
import { freeName, isTaken } from '../../rule/enrolment/device-name';
import { codesAt } from '../standin/authenticator-app';

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const now = Date.parse('2026-11-20T12:00:10Z');

const said = (...times: readonly [number, number]): string => {
  const [first = '', second = ''] = codesAt(secret, ...times);
  return diagnosisText(diagnose(secret, [first, second], new Date(now)));
};

test.each([
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['12345', undefined],
  ['1234567', undefined],
  ['12345a', undefined],
  ['', undefined],
])('%j is read as %s', (typed, code) => {
  expect(parseCode(typed)).toBe(code);
});

describe('codes that AWS refused', () => {
  test('of a clock that is behind are said to be so, in minutes', () => {
    expect(said(now - 630_000, now - 600_000)).toBe(
      "The clock of the device that shows the codes is 10 minutes behind this computer's. Set date and time to automatic on both.",
    );
  });

  test('of a clock that is ahead as well', () => {
    expect(said(now + 3_570_000, now + 3_600_000)).toContain("is 60 minutes ahead of this computer's");
  });

  test('that do not follow each other are told apart from those of another entry', () => {
    expect(said(now - 90_000, now)).toContain('do not follow each other');
    expect(said(now, now - 30_000)).toContain('do not follow each other');
    expect(diagnosisText(diagnose(secret, ['000000', '111111'], new Date(now)))).toContain(
      'not those of this device',
    );
  });

  test('and yet fit the clock here are not called wrong', () => {
    expect(said(now - 30_000, now)).toContain("The codes fit this computer's clock");
  });
});

describe('device names', () => {
  const mfa = (name: string): string => `arn:aws:iam::123456789012:mfa/${name}`;

  test.each([
    [[], 'alice'],
    [[mfa('alice')], 'alice-2'],
    [[mfa('alice'), mfa('alice-3'), mfa('phones/alice-2')], 'alice-4'],
    [[mfa('ALICE')], 'alice-2'],
    [[mfa('alice2')], 'alice'],
  ])('beside %j the next free one is %s', (serials, name) => {
    expect(freeName('alice', serials)).toBe(name);
  });

  test('an @ is part of the name', () => {
    expect(isTaken('ann@example.com', [mfa('ann@example.com')])).toBe(true);
  });
});

describe('what is said', () => {
  test.each([
    ['aws', 'https://console.aws.amazon.com/iam/home#/security_credentials'],
    ['aws-cn', 'https://console.amazonaws.cn/iam/home#/security_credentials'],
    ['aws-us-gov', 'https://console.amazonaws-us-gov.com/iam/home#/security_credentials'],
    ['aws-iso', 'the Security credentials page of the IAM console'],
  ])('a passkey is assigned in the browser, in %s at %s', (partition, page) => {
    expect(otherDevices(partition)).toBe(
      `A passkey or security key resists phishing and needs the browser: ${page}`,
    );
  });

  test('stricter levels are named, and any is not', () => {
    expect(levelWarning('any')).toBeUndefined();
    expect(levelWarning('has-phishing-resistant')).toContain('a virtual device alone does not satisfy it');
    expect(levelWarning('only-phishing-resistant')).toContain(
      'with a virtual device the user does not satisfy it',
    );
  });

  test('the app shows the account and the user, whatever the name', () => {
    expect(otpauthUrl('ABC', 'ann@example.com', '123456789012')).toBe(
      'otpauth://totp/AWS:ann%40example.com%40123456789012?secret=ABC&issuer=AWS',
    );
  });
});
