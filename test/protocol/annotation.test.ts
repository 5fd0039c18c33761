import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../rule/core/verdict';
import { annotation, fitAnnotation } from '../../rule/protocol/annotation';
import { noon } from '../builders';

const exemptUntil = (why: string): Verdict => ({
  compliance: 'NOT_APPLICABLE',
  reason: 'exempt',
  exemption: { by: 'tag', until: '2026-12-01', why },
});
const longestName = 'n'.repeat(64);

describe('an annotation', () => {
  test('says until when and why somebody is exempt', () => {
    expect(annotation('alice', exemptUntil('waits for a key'))).toBe(
      'alice has a console password without sufficient MFA and is exempt until 2026-12-01: waits for a key.',
    );
  });

  test('names the end of the grace period in UTC, whatever the time is now', () => {
    const verdict: Verdict = { compliance: 'NOT_APPLICABLE', reason: 'within-grace', until: noon };

    expect(annotation('alice', verdict)).toContain('the grace period ends at 2026-11-20T12:00:00Z');
  });

  test('tells whoever has a passkey and a weak device that the weak one is the fault', () => {
    const verdict: Verdict = {
      compliance: 'NON_COMPLIANT',
      reason: 'mfa-too-weak',
      requiredMfa: 'only-phishing-resistant',
    };

    expect(annotation('alice', verdict)).toContain('only security keys and passkeys may stay');
  });

  test.each([
    [{ fault: 'malformed' } as const, 'YYYY-MM-DD reason'],
    [{ fault: 'past', until: '2026-01-01' } as const, 'ended on 2026-01-01'],
    [
      { fault: 'too-far-ahead', until: '2030-01-01', maxExemptDays: 366 } as const,
      '2030-01-01 is over 366 days',
    ],
  ])('with the tag fault %j is whole even for the longest name', (tagFault, piece) => {
    for (const verdict of [
      { compliance: 'NON_COMPLIANT', reason: 'no-mfa', tagFault } as const,
      {
        compliance: 'NON_COMPLIANT',
        reason: 'mfa-too-weak',
        requiredMfa: 'has-phishing-resistant',
        tagFault,
      } as const,
      {
        compliance: 'NON_COMPLIANT',
        reason: 'mfa-too-weak',
        requiredMfa: 'only-phishing-resistant',
        tagFault,
      } as const,
    ]) {
      const text = annotation(longestName, verdict);
      expect(text).toContain(piece);
      expect(text).not.toMatch(/\.\.\.$/);
    }
  });

  test('of 256 characters is not cut', () => {
    const frame = annotation(longestName, exemptUntil('')).length;
    const text = annotation(longestName, exemptUntil('w'.repeat(256 - frame)));

    expect(text).toHaveLength(256);
    expect(text).toMatch(/w\.$/);
  });

  test('of 257 characters is cut to 256, visibly, and still names the user', () => {
    const frame = annotation(longestName, exemptUntil('')).length;
    const text = annotation(longestName, exemptUntil('w'.repeat(257 - frame)));

    expect(text).toHaveLength(256);
    expect(text).toMatch(/w\.\.\.$/);
    expect(text.startsWith(longestName)).toBe(true);
  });

  test('is never cut through the middle of a character', () => {
    for (const pad of ['', 'x'])
      expect(annotation('alice', exemptUntil(pad + '🔑'.repeat(150)))).toMatch(/🔑\.\.\.$/u);
  });

  test('is one line, whatever a tag holds', () => {
    expect(fitAnnotation('a\r\nb\u2028c\u0000d\te  f')).toBe('a b c d e f');
  });

  test('takes braces and dollar signs of a tag as they are', () => {
    expect(annotation('alice', exemptUntil('{userName} $& $1 {until}'))).toContain(
      '{userName} $& $1 {until}',
    );
  });
});
