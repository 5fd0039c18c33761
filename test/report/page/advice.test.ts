import { describe, expect, test } from '@jest/globals';
import type { RequiredMfa } from '../../../rule/core/mfa-device';
import type { Finding } from '../../../rule/findings/finding';
import { adviceSection, checkAdvice } from '../../../rule/report/html/advice';
import { aFinding } from '../../formats/scans';
import { elementsOf, textsIn, treeOf } from './tree';

describe('what to do', () => {
  const link = 'Security credentials';
  const noMfa = (device: string): readonly string[] => [
    `Ask the person to sign in and add ${device} under ${link}.`,
    'Until they have: let the user do nothing but enrol. The first run shows the plan, --apply carries it out.',
    'If nobody needs the password: delete it. Access keys go on working; the password cannot be brought back.',
  ];
  const tooWeak = (kinds: string, then: string): readonly string[] => [
    `This account requires a device that cannot be phished${kinds}. Ask the person to add a passkey or security key with the old device in place, under ${link}.`,
    then,
  ];
  const mayStay =
    'Look at what is there. The old device may stay; if it is to go, then only when the new one works.';

  test.each<[RequiredMfa | undefined, Finding['reason'], readonly string[]]>([
    [undefined, 'no-mfa', noMfa('an MFA device, best a passkey or security key,')],
    ['any', 'no-mfa', noMfa('an MFA device, best a passkey or security key,')],
    ['has-phishing-resistant', 'no-mfa', noMfa('a passkey or security key')],
    ['only-phishing-resistant', 'no-mfa', noMfa('a passkey or security key')],
    ['has-phishing-resistant', 'mfa-too-weak', tooWeak('', mayStay)],
    [
      'only-phishing-resistant',
      'mfa-too-weak',
      tooWeak(
        ', and no other kind with it',
        'When the new one works, and not before, take every other device away.',
      ),
    ],
  ])('where %s is required, for %s', (requiredMfa, reason, steps) => {
    const markup = adviceSection([aFinding({ reason, userName: '=bob' })], requiredMfa);
    expect(textsIn(markup, 'li')).toEqual(steps);
    for (const command of textsIn(markup, 'pre'))
      expect(command).toMatch(/^NAME='=bob'\n.*--user-name="\$NAME"$/);
  });

  test('once for each reason that occurs, with the number of its people', () => {
    const weak = aFinding({ reason: 'mfa-too-weak' });
    expect(textsIn(adviceSection([aFinding(), aFinding(), weak], 'any'), 'h3')).toEqual([
      'No MFA device: 2 people',
      'MFA too weak: 1 person',
    ]);
    expect(textsIn(adviceSection([aFinding(), weak, weak], 'any'), 'h3')).toEqual([
      'No MFA device: 1 person',
      'MFA too weak: 2 people',
    ]);
    expect(textsIn(adviceSection([weak], 'any'), 'h3')).toEqual(['MFA too weak: 1 person']);
    expect(adviceSection([], 'any')).toBe('');
  });

  test.each([
    ['aws-us-gov', 'https://console.amazonaws-us-gov.com/iam/home#/security_credentials'],
    ['aws-iso', undefined],
  ])('the console of %s is linked where it has a public address', (partition, target) => {
    const markup = adviceSection([aFinding({ arn: `arn:${partition}:iam::111122223333:user/bob` })], 'any');
    const [anchor] = elementsOf(treeOf(markup), 'a');
    expect(anchor?.attributes.get('href')).toBe(target);
    expect(textsIn(markup, 'li')[0]).toContain(
      target === undefined
        ? 'under the Security credentials page of the IAM console.'
        : 'under Security credentials.',
    );
  });

  test('before a deployment it is said in a sentence, or not at all', () => {
    expect(textsIn(checkAdvice(2), 'p')).toEqual([
      'Attach an MFA-enforcement policy to each user, directly or by a group, or leave the login profile out; then check again.',
    ]);
    expect(checkAdvice(0)).toBe('');
  });
});
