import { describe, expect, test } from '@jest/globals';
import {
  meetsRequiredMfa,
  mfaDeviceKind,
  type MfaDeviceKind,
  type RequiredMfa,
} from '../../rule/core/mfa-device';
import { decide } from '../../rule/core/verdict';
import { annotation } from '../../rule/protocol/annotation';
import serialNumbers from '../cases/serial-numbers.json';
import { aUser, factsOf, hour, noon, policyOf } from '../builders';
import { caseSets, serialOf, type VerdictCase } from './verdict-cases';

function decided({ userName, path, gone, passwordCreated, devices, tags }: VerdictCase) {
  const kinds = devices.map((kind, place) => mfaDeviceKind(serialOf(kind, userName, place)));
  return factsOf({
    user: aUser({ userName, path }),
    ...(gone ? { gone: true as const } : {}),
    loginProfile: passwordCreated === undefined ? 'none' : { createDate: passwordCreated },
    mfaDevices: { kinds, complete: true },
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  });
}

describe.each(caseSets(noon))('the core, where $title', ({ parsed, cases }) => {
  test.each(cases)('$title: $verdict $reason', (row) => {
    const verdict = decide(decided(row), parsed, noon);

    if ('needs' in verdict) throw new Error(`undecided without ${verdict.needs}`);
    expect([verdict.compliance, verdict.reason]).toEqual([row.verdict, row.reason]);
    const text = annotation(row.userName, verdict);
    for (const piece of [row.userName, ...row.says]) expect(text).toContain(piece);
  });
});

describe('the kind of a device', () => {
  test.each(serialNumbers)('of $serialNumber is $kind', ({ serialNumber, kind }) => {
    expect(mfaDeviceKind(serialNumber)).toBe(kind);
  });
});

test.each<[kinds: readonly MfaDeviceKind[], complete: boolean, level: RequiredMfa, met: string]>([
  [['sms'], false, 'any', 'yes'],
  [[], false, 'any', 'unknown'],
  [[], true, 'any', 'no'],
  [['virtual', 'security-key'], false, 'has-phishing-resistant', 'yes'],
  [['virtual'], false, 'has-phishing-resistant', 'unknown'],
  [['virtual'], true, 'has-phishing-resistant', 'no'],
  [['security-key', 'virtual'], false, 'only-phishing-resistant', 'no'],
  [['security-key'], false, 'only-phishing-resistant', 'unknown'],
  [['security-key'], true, 'only-phishing-resistant', 'yes'],
  [[], true, 'only-phishing-resistant', 'no'],
])('%j (all of them: %s) meets %s: %s', (kinds, complete, level, met) => {
  expect(meetsRequiredMfa({ kinds, complete }, level)).toBe(met);
});

test('a password of three hours is in grace until an hour from now, where it has four', () => {
  const facts = factsOf({ loginProfile: { createDate: new Date(noon.getTime() - 3 * hour) } });

  expect(decide(facts, policyOf({ gracePeriodHours: 4 }), noon)).toEqual({
    compliance: 'NOT_APPLICABLE',
    reason: 'within-grace',
    until: new Date(noon.getTime() + hour),
  });
});

test.each([
  ['left-scope', { leftScope: true }],
  [true, {}],
] as const)(
  'a user whom Config does not evaluate any more (%s) is told from one that is deleted',
  (gone, more) => {
    expect(decide({ user: aUser(), gone }, policyOf(), noon)).toStrictEqual({
      compliance: 'NOT_APPLICABLE',
      reason: 'user-gone',
      ...more,
    });
  },
);

test('a user without a device says of no fault that is none', () => {
  expect(decide(factsOf(), policyOf(), noon)).toStrictEqual({
    compliance: 'NON_COMPLIANT',
    reason: 'no-mfa',
    requiredMfa: 'any',
  });
});

describe('a fact that was not read', () => {
  test('devices that nobody listed are asked for', () => {
    expect(decide({ user: aUser(), loginProfile: { createDate: noon } }, policyOf(), noon)).toEqual({
      needs: 'mfa-devices',
    });
  });

  test('a user of whom nothing is known needs the login profile first', () => {
    expect(decide({ user: aUser() }, policyOf(), noon)).toEqual({ needs: 'login-profile' });
  });

  test('a user without a password needs no further fact, even with exemption tags', () => {
    const policy = policyOf({ exemptTagKey: 'mfa', requiredMfa: 'only-phishing-resistant' });

    expect(decide({ user: aUser(), loginProfile: 'none' }, policy, noon)).toMatchObject({
      reason: 'no-console-password',
    });
  });

  test.each(['any', 'only-phishing-resistant'])(
    'a virtual device that is known decides %s at once',
    (level) => {
      const facts = factsOf({ mfaDevices: { kinds: ['virtual'], complete: false } });

      expect(decide(facts, policyOf({ requiredMfa: level }), noon)).not.toHaveProperty('needs');
    },
  );

  test('a virtual device that is known leaves has-phishing-resistant open', () => {
    const facts = factsOf({ mfaDevices: { kinds: ['virtual'], complete: false } });

    expect(decide(facts, policyOf({ requiredMfa: 'has-phishing-resistant' }), noon)).toEqual({
      needs: 'mfa-devices',
    });
  });

  test('a security key that is known leaves only-phishing-resistant open: a weak device may come', () => {
    const facts = factsOf({ mfaDevices: { kinds: ['security-key'], complete: false } });

    expect(decide(facts, policyOf({ requiredMfa: 'only-phishing-resistant' }), noon)).toEqual({
      needs: 'mfa-devices',
    });
  });

  test('tags are asked for where a key is set and nothing else decides', () => {
    expect(decide(factsOf(), policyOf({ exemptTagKey: 'mfa' }), noon)).toEqual({ needs: 'tags' });
  });

  test('tags are not asked for where the name is exempt already', () => {
    const policy = policyOf({ exemptTagKey: 'mfa', exemptUserNames: 'alice' });

    expect(decide(factsOf(), policy, noon)).toMatchObject({ reason: 'exempt' });
  });

  test('tags are not asked for within the grace period', () => {
    const facts = factsOf({ loginProfile: { createDate: noon } });

    expect(decide(facts, policyOf({ exemptTagKey: 'mfa', gracePeriodHours: 1 }), noon)).toMatchObject({
      reason: 'within-grace',
    });
  });
});

test('an exemption tag holds to the last millisecond of its day and not one longer', () => {
  const facts = factsOf({ tags: [{ key: 'mfa', value: '2026-11-20 a reason' }] });
  const reasonAt = (time: string) => decide(facts, policyOf({ exemptTagKey: 'mfa' }), new Date(time));

  expect(reasonAt('2026-11-20T23:59:59.999Z')).toMatchObject({ reason: 'exempt' });
  expect(reasonAt('2026-11-21T00:00:00.000Z')).toMatchObject({
    reason: 'no-mfa',
    tagFault: { fault: 'past' },
  });
});
