import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../rule/core/verdict';
import { annotation } from '../../rule/protocol/annotation';
import { privilegeIn, withoutLabels } from '../../rule/protocol/labels';
import { userName } from '../fakes/arbitraries';

const noMfa: Verdict = { compliance: 'NON_COMPLIANT', reason: 'no-mfa', requiredMfa: 'any' };
const bare =
  'alice can sign in with a password alone: no MFA device. Assign one or delete the login profile.';
const body = bare.slice('alice'.length);

describe('the labels of a NON_COMPLIANT annotation', () => {
  test.each(['administrator', 'can-become-administrator', 'administrator-with-mfa-only'] as const)(
    '%s stands after the name',
    (privilege) => {
      expect(annotation('alice', noMfa, { privilege })).toBe(`alice (${privilege})${body}`);
    },
  );

  test.each(['none-found', 'not-read', undefined] as const)('%s is not shown', (privilege) => {
    expect(annotation('alice', noMfa, { privilege })).toBe(bare);
  });

  test('an owner stands at the end', () => {
    expect(annotation('alice', noMfa, { owner: 'sre@example.com', privilege: 'administrator' })).toBe(
      `alice (administrator)${body} Owner: sre@example.com.`,
    );
  });

  test.each([null, undefined, '', ' \u0007'])('the owner %j is none', (owner) => {
    expect(annotation('alice', noMfa, { owner })).toBe(bare);
  });

  test('an owner is cleaned as any foreign text', () => {
    expect(annotation('alice', noMfa, { owner: 'the "A\\B"\nteam' })).toBe(`${bare} Owner: the 'A/B' team.`);
  });

  test('an owner of 152 characters fills the annotation, one of 153 is cut visibly', () => {
    const room = 256 - bare.length - ' Owner: .'.length;

    expect(annotation('alice', noMfa, { owner: 'o'.repeat(room) })).toBe(
      `${bare} Owner: ${'o'.repeat(room)}.`,
    );
    expect(annotation('alice', noMfa, { owner: 'o'.repeat(room + 1) })).toBe(
      `${bare} Owner: ${'o'.repeat(room - 2)}...`,
    );
    expect(annotation('alice', noMfa, { owner: 'o'.repeat(room + 1) })).toHaveLength(256);
  });

  test('the text itself is never cut for a label', () => {
    const tagFault = { fault: 'too-far-ahead', until: '2030-01-01', maxExemptDays: 3650 } as const;
    const weak: Verdict = {
      compliance: 'NON_COMPLIANT',
      reason: 'mfa-too-weak',
      requiredMfa: 'only-phishing-resistant',
      tagFault,
    };
    const name = 'n'.repeat(64);

    expect(annotation(name, weak, { privilege: 'administrator', owner: 'the team of the cellar' })).toBe(
      annotation(name, weak),
    );
  });

  test.each([
    ['COMPLIANT', { compliance: 'COMPLIANT', reason: 'mfa-enabled' }],
    ['NOT_APPLICABLE', { compliance: 'NOT_APPLICABLE', reason: 'no-console-password' }],
  ] as const)('a %s annotation has none', (_, verdict) => {
    expect(annotation('alice', verdict, { privilege: 'administrator', owner: 'ops' })).toBe(
      annotation('alice', verdict),
    );
  });
});

describe('without its labels an annotation', () => {
  test('is what it would be if none had been read, whatever the name and the owner are', () => {
    const privilege = fc.constantFrom(
      'administrator' as const,
      'can-become-administrator' as const,
      'administrator-with-mfa-only' as const,
      'none-found' as const,
    );
    const owner = fc.oneof(
      fc.string({ maxLength: 256, unit: 'grapheme' }),
      fc.constantFrom('Owner: x.', '. Owner: y', '(administrator) '),
    );

    fc.assert(
      fc.property(userName, privilege, owner, (name, label, value) => {
        const text = annotation(name, noMfa, { privilege: label, owner: value });
        expect(withoutLabels(text)).toBe(annotation(name, noMfa));
        expect(text.length).toBeLessThanOrEqual(256);
        expect(text).not.toMatch(/["\\\p{C}]/u);
      }),
    );
  });

  test('is itself where it has none', () => {
    expect(withoutLabels(bare)).toBe(bare);
  });
});

describe('the privilege in an annotation', () => {
  test.each([
    [`alice (can-become-administrator)${body}`, 'can-become-administrator'],
    [bare, undefined],
    ['alice (owner) can sign in', undefined],
    [undefined, undefined],
    [' (administrator) x', undefined],
  ])('%j is %j', (text, privilege) => {
    expect(privilegeIn(text)).toBe(privilege);
  });
});
