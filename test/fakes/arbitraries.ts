import fc from 'fast-check';
import { requiredMfaLevels } from '../../rule/core/mfa-device';
import { aUser, hour, noon } from '../builders';
import type { Person } from './iam';

const day = 24 * hour;
const dayText = (offset: number): string =>
  new Date(noon.getTime() + offset * day).toISOString().slice(0, 10);
const kind = fc.constantFrom('virtual', 'security-key', 'sms', 'hardware', 'unknown' as const);
const nameCharacter = fc.constantFrom('a', 'B', '7', '_', '+', '=', ',', '.', '@', '-');
export const userName = fc.string({ unit: nameCharacter, minLength: 1, maxLength: 64 });

const tagValue = fc.oneof(
  fc
    .tuple(fc.integer({ min: -2, max: 400 }), fc.string({ maxLength: 240, unit: 'grapheme' }))
    .map(([offset, why]) => `${dayText(offset)} ${why}`),
  fc.string({ maxLength: 256 }),
);

const anyone = fc.record({
  userName,
  path: fc.constantFrom('/', '/a/', '/a/b/', '/ab/'),
  passwordAge: fc.option(
    fc.oneof(fc.integer({ min: -5 * hour, max: 40 * hour }), fc.constantFrom(0, 24 * hour, 24 * hour - 1)),
  ),
  kinds: fc.array(kind, { maxLength: 8 }),
  tag: fc.option(fc.record({ key: fc.constantFrom('mfa', 'MFA', 'other'), value: tagValue })),
});

export const person: fc.Arbitrary<Person> = anyone.map(({ userName, path, passwordAge, kinds, tag }) => ({
  user: aUser({ userName, path }),
  loginProfile: passwordAge === null ? 'none' : { createDate: new Date(noon.getTime() - passwordAge) },
  kinds,
  tags: tag === null ? [] : [tag],
}));

/** Names are unique without case; so are ids. */
export const people = fc.uniqueArray(person, {
  selector: ({ user }) => user.userName.toLowerCase(),
  maxLength: 12,
});

export const ruleParameters = fc
  .record(
    {
      requiredMfa: fc.constantFrom(...requiredMfaLevels),
      gracePeriodHours: fc.constantFrom('0', '1', '24'),
      exemptTagKey: fc.constantFrom('', 'mfa'),
      maxExemptDays: fc.constantFrom('1', '30', '366'),
      exemptPaths: fc.constantFrom('', '/a/'),
      exemptUserNames: fc.constantFrom('', 'a,b'),
    },
    { requiredKeys: [] },
  )
  .map((values) => JSON.stringify(values));
