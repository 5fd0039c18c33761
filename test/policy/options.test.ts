import { describe, expect, test } from '@jest/globals';
import { InvalidEnforcementOptionsError, PolicyTooLargeError } from '../../rule/enforcement/errors';
import { partitions, type EnforcementOptions } from '../../rule/enforcement/options';
import { mfaEnforcementPolicy, mfaEnforcementScp, prettyJson } from '../../rule/enforcement/policy';

const role = 'arn:aws:iam::111122223333:role/Exemptions';
const options = (overrides: Partial<EnforcementOptions> = {}): EnforcementOptions => ({
  strength: 'console-only',
  ...overrides,
});
const withPrincipal = (mayBeChangedBy: string) =>
  options({ exemptTag: { key: 'mfa-exempt', mayBeChangedBy } });
const withKey = (key: string) => options({ exemptTag: { key, mayBeChangedBy: role } });
/** A principal that is allowed and has so many bytes. */
const longRole = (bytes: number) => withPrincipal(role + 'x'.repeat(bytes - role.length));

describe('options', () => {
  test('one error lists every problem with the value got and the values allowed', () => {
    const bad = { strength: 'strict', partition: 'aws-mars', exemptTag: { key: '', mayBeChangedBy: '*' } };
    const build = () => mfaEnforcementPolicy(bad as unknown as EnforcementOptions);
    expect(build).toThrow(InvalidEnforcementOptionsError);
    expect(build).toThrow(
      /strength: got "strict", allowed: all, console-only; partition: got "aws-mars", allowed/,
    );
    expect(build).toThrow(
      /exemptTag.key: got "", allowed: 1 to 128 .*; exemptTag.mayBeChangedBy: got "\*", allowed/,
    );
  });

  test.each(partitions)('the partition %s is written into every ARN', (partition) => {
    const text = JSON.stringify(mfaEnforcementPolicy(options({ partition })));
    expect(text.match(/arn:[\w-]+:/g)).toEqual(Array.from({ length: 11 }, () => `arn:${partition}:`));
  });

  test.each(['${AWS::Partition}', '${Token[AWS.Partition.3]}'])(
    'the partition may be left open as %s',
    (partition) => {
      expect(JSON.stringify(mfaEnforcementPolicy(options({ partition })))).toContain(
        `arn:${partition}:iam::*:mfa/*`,
      );
    },
  );

  test.each(['', 'aws ', '${aws:username}', 'x${AWS::Partition}'])(
    'the partition %j is refused',
    (partition) => {
      expect(() => mfaEnforcementPolicy(options({ partition }))).toThrow(InvalidEnforcementOptionsError);
    },
  );

  test.each([
    role,
    'arn:aws-cn:iam::111122223333:user/security/olga',
    'arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Security_*',
    'arn:aws:iam::111122223333:root',
    'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Exemptions',
    'arn:${Token[AWS.Partition.3]}:iam::${Token[AWS.AccountId.4]}:role/Exemptions',
    '${Token[TOKEN.12]}',
  ])('%s may change the exemption tag', (mayBeChangedBy) => {
    expect(JSON.stringify(mfaEnforcementScp(withPrincipal(mayBeChangedBy)))).toContain(mayBeChangedBy);
  });

  test.each([
    ['everybody', '*'],
    ['every user', 'arn:aws:iam::111122223333:user/*'],
    ['every role', 'arn:aws:iam::*:role/*/?*'],
    ['the user alone', 'arn:aws:iam::111122223333:user/${aws:username}'],
    [
      'a session, which never equals aws:PrincipalArn',
      'arn:aws:sts::111122223333:assumed-role/Exemptions/olga',
    ],
    ['a group, which is no principal', 'arn:aws:iam::111122223333:group/security'],
    ['a name', 'Exemptions'],
    ['an ARN with something before it', `x${role}`],
    ['two lines', `${role}\n`],
  ])('%s may not be named as the one who changes the tag', (_, mayBeChangedBy) => {
    expect(() => mfaEnforcementPolicy(withPrincipal(mayBeChangedBy))).toThrow(InvalidEnforcementOptionsError);
  });

  test.each(['', 'aws:exempt', 'AWS:exempt', 'a*', '${aws:username}', 'x'.repeat(129)])(
    'the tag key %j is refused',
    (key) => {
      expect(() => mfaEnforcementPolicy(withKey(key))).toThrow(InvalidEnforcementOptionsError);
    },
  );

  test.each(['mfa-exempt', 'Ausnahme für MFA', 'x'.repeat(128)])('the tag key %j is taken', (key) => {
    expect(JSON.stringify(mfaEnforcementPolicy(withKey(key)))).toContain(JSON.stringify(key));
  });
});

describe('sizes', () => {
  const everything = {
    allowFirstPasswordChange: true,
    exemptTag: { key: 'x'.repeat(128), mayBeChangedBy: role },
  };

  test.each(partitions)(
    'with every option both documents fit into two thirds of what AWS allows in %s',
    (partition) => {
      const full = options({ partition, ...everything });
      expect(JSON.stringify(mfaEnforcementPolicy(full)).length).toBeLessThan((6144 * 2) / 3);
      expect(prettyJson(mfaEnforcementScp(full)).length).toBeLessThan((5120 * 2) / 3);
    },
  );

  test('a managed policy of exactly 6,144 bytes is built, one of 6,145 is refused with its size', () => {
    const sized = (bytes: number) => () => mfaEnforcementPolicy(longRole(bytes));
    const spare = 6144 - JSON.stringify(sized(100)()).length + 100;
    expect(JSON.stringify(sized(spare)())).toHaveLength(6144);
    expect(sized(spare + 1)).toThrow(PolicyTooLargeError);
    expect(sized(spare + 1)).toThrow('The managed policy has 6145 bytes; AWS allows 6144.');
  });

  test('an SCP of exactly 10,240 bytes as printed is built, one of 10,241 is refused with its size', () => {
    const sized = (bytes: number) => () => mfaEnforcementScp(longRole(bytes));
    const spare = 10240 - prettyJson(sized(100)()).length + 100;
    expect(prettyJson(sized(spare)())).toHaveLength(10240);
    expect(sized(spare + 1)).toThrow(PolicyTooLargeError);
    expect(sized(spare + 1)).toThrow('The service control policy has 10241 bytes; AWS allows 10240.');
  });
});
