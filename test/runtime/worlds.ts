// Who is there, and what Config holds of them, for the doors and the commands alike.
import { renderScanSummary } from '../../rule/protocol/scan-summary';
import type { SeedInput } from '../../rule/standin';

export const password = { createDate: '2024-01-01T00:00:00Z' };
export const virtual = [{ kind: 'virtual' as const }];

export const alice = { userName: 'alice', userId: 'AIDAALICE', loginProfile: password };
/** Whom no step may touch: bob has MFA. */
export const bob = {
  userName: 'bob',
  userId: 'AIDABOB',
  loginProfile: password,
  mfaDevices: virtual,
  groups: [],
};

const summary = renderScanSummary({
  users: 1,
  withConsolePassword: 1,
  withoutSufficientMfa: 1,
  exempt: 0,
  inGrace: 0,
  problems: [],
});
const reported = (accountId: string): Pick<SeedInput, 'users' | 'evaluationResults'> => ({
  users: [alice],
  evaluationResults: [
    {
      resourceId: 'AIDAALICE',
      complianceType: 'NON_COMPLIANT',
      annotation: 'alice can sign in to the console with a password only.',
      recordedTime: new Date().toISOString(),
    },
    {
      resourceType: 'AWS::::Account',
      resourceId: accountId,
      complianceType: 'COMPLIANT',
      annotation: summary,
      recordedTime: new Date().toISOString(),
    },
  ],
});

/** The caller's account and one more, each with alice, who has no MFA. */
export const reportedByTwo: SeedInput = {
  ...reported('123456789012'),
  accounts: [{ accountId: '111122223333', ...reported('111122223333') }],
  organization: { accounts: [{ accountId: '111122223333', name: 'member' }], paths: true },
};
