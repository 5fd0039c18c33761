import type { SeedInput } from '../../standin';

export const accountId = '111122223333';

export const ruleParameters = {
  gracePeriodHours: '48',
  exemptTagKey: 'mfa-exemption',
  exemptPaths: '/service/',
} as const;

const millisecondsPerDay = 86_400_000;

/** An account as one meets it: most people are fine, two are not, and each has another reason. */
export function people(now: Date): SeedInput {
  const daysAgo = (days: number): string => new Date(now.getTime() - days * millisecondsPerDay).toISOString();
  const inDays = (days: number): string => daysAgo(-days).slice(0, 10);
  const password = (days: number): { createDate: string } => ({ createDate: daysAgo(days) });
  return {
    accountId,
    users: [
      {
        userName: 'alice',
        loginProfile: password(410),
        passwordLastUsed: daysAgo(1),
        mfaDevices: [{ kind: 'virtual' }],
      },
      { userName: 'bob', loginProfile: password(260), passwordLastUsed: daysAgo(3) },
      { userName: 'carol', loginProfile: password(95), mfaDevices: [{ kind: 'security-key' }] },
      { userName: 'dmitri', loginProfile: password(700), mfaDevices: [{ kind: 'hardware' }] },
      { userName: 'erin@example.com', path: '/people/emea/', loginProfile: password(33) },
      { userName: 'frank', loginProfile: password(500), passwordLastUsed: daysAgo(2) },
      { userName: 'joiner', loginProfile: password(0.1) },
      {
        userName: 'break-glass',
        loginProfile: password(300),
        tags: { 'mfa-exemption': `${inDays(90)} sealed envelope, reviewed quarterly (SEC-114)` },
      },
      { userName: 'backup', path: '/service/' },
      { userName: 'ci-deploy', path: '/service/', mfaDevices: [{ kind: 'virtual' }] },
    ],
    configRules: [{ name: 'iam-user-mfa', inputParameters: ruleParameters }],
  };
}
