import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../rule/core/verdict';
import { annotation } from '../../rule/protocol/annotation';
import { fitAnnotation } from '../../rule/protocol/annotation-text';
import sentences from '../cases/sentences.json';

const exemptUntil = (why: string): Verdict => ({
  compliance: 'NOT_APPLICABLE',
  reason: 'exempt',
  exemption: { by: 'tag', until: '2026-12-01', why },
});
const longestName = 'n'.repeat(64);

interface SentenceCase {
  readonly title: string;
  readonly verdict: unknown;
  readonly sentence: string;
}

describe('the whole sentence', () => {
  test.each(sentences as readonly SentenceCase[])('$title', ({ verdict, sentence }) => {
    const until = (key: string, value: unknown): unknown =>
      key === 'until' && typeof value === 'string' && value.includes('T') ? new Date(value) : value;

    expect(annotation('alice', JSON.parse(JSON.stringify(verdict), until) as Verdict)).toBe(sentence);
  });
});

describe('an annotation', () => {
  test.each([
    [{ fault: 'malformed' } as const, 'YYYY-MM-DD reason'],
    [{ fault: 'no-such-date', until: '2026-02-30' } as const, 'no date 2026-02-30'],
    [{ fault: 'past', until: '2026-01-01' } as const, 'ended on 2026-01-01'],
    [
      { fault: 'too-far-ahead', until: '2030-01-01', maxExemptDays: 3650 } as const,
      '2030-01-01 is over 3650 days',
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

  test('holds no quotation mark and no backslash: a notice puts it into JSON as it is', () => {
    expect(annotation('alice', exemptUntil('says "C:\\temp" \u0007'))).toBe(
      "alice has a console password without sufficient MFA and is exempt through 2026-12-01: says 'C:/temp' .",
    );
  });

  test('takes braces and dollar signs of a tag as they are', () => {
    expect(annotation('alice', exemptUntil('{userName} $& $1 {until}'))).toContain(
      '{userName} $& $1 {until}',
    );
  });
});
