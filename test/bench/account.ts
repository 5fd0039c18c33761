import type { SeedInput } from '../../rule/standin';

const policyCount = 200;
const groupCount = 20;

/**
 * 40 % of the users have a console password; of those 60 % a virtual device, 15 % a security key, 5 % a hardware token. Each is
 * in a group and has one of 200 customer policies, which only privileges are read from.
 */
export function account(users: number): SeedInput {
  return {
    policies: Array.from({ length: policyCount }, (_, n) => ({
      policyName: policyName(n),
      versions: Array.from({ length: 5 }, (_unused, version) => document(n, version)),
    })),
    groups: Array.from({ length: groupCount }, (_, n) => ({
      groupName: groupName(n),
      attachedPolicies: [policyArn(n)],
    })),
    users: Array.from({ length: users }, (_, n) => {
      const user = {
        userName: `user-${String(n).padStart(5, '0')}`,
        groups: [groupName(n % groupCount)],
        attachedPolicies: [policyArn(n % policyCount)],
      };
      const console = n % 5 < 2;
      if (!console) return user;
      const rank = Math.floor(n / 5) * 2 + (n % 5);
      const percent = (rank % 20) * 5;
      const kind =
        percent < 60 ? 'virtual' : percent < 75 ? 'security-key' : percent < 80 ? 'hardware' : undefined;
      return { ...user, loginProfile: {}, mfaDevices: kind === undefined ? [] : [{ kind }] };
    }),
  };
}

const groupName = (n: number): string => `team-${n}`;
const policyName = (n: number): string => `policy-${n}`;
const policyArn = (n: number): string => `arn:aws:iam::123456789012:policy/${policyName(n)}`;

/** Some two kilobytes, as policies by hand are. */
const document = (n: number, version: number): Record<string, unknown> => ({
  Version: '2012-10-17',
  Statement: Array.from({ length: 12 }, (_, statement) => ({
    Sid: `Statement${statement}`,
    Effect: 'Allow',
    Action: [`s3:GetObject`, `s3:PutObject`, `dynamodb:GetItem`],
    Resource: [`arn:aws:s3:::bucket-${n}-${version}-${statement}/*`],
  })),
});
