// The stand-in of org-scan's bench, in a process of its own: accounts with IAM users, whose calls count against the account that
// called AssumeRole.
import { createStandin, type SeedInput } from '../../../rule/standin';
import { account } from '../account';
import { serve } from './serve';

const idOf = (n: number): string => String(100_000_000_000 + n);

/** A rate of 0 is no limit. */
function organization([accounts = 0, usersEach = 0, rate = 0, latencyMilliseconds = 0]: number[]): SeedInput {
  const { users } = account(usersEach);
  const withoutPolicies = (users ?? []).map(({ userName, loginProfile, mfaDevices }) => ({
    userName,
    loginProfile,
    mfaDevices,
  }));
  const members = Array.from({ length: accounts - 1 }, (_, n) => idOf(n + 1));
  const limit = { action: 'iam:*', callsPerSecond: rate, burst: rate, per: 'calling-account' as const };
  return {
    accountId: idOf(0),
    users: withoutPolicies,
    accounts: members.map((accountId) => ({ accountId, users: withoutPolicies })),
    organization: { paths: true, accounts: members.map((accountId) => ({ accountId, name: accountId })) },
    latencyMilliseconds,
    rateLimits: rate === 0 ? [] : [limit],
  };
}

void serve(createStandin(organization(process.argv.slice(2).map(Number))));
