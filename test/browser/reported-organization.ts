// 200 accounts as an aggregator shows them: every tenth has no result; of 8 users with a password in each of the others, none,
// one or two have no MFA.
import { renderScanSummary } from '../../rule/protocol/scan-summary';
import type { SeedInput } from '../../rule/standin';

export const idOf = (n: number): string => String(100_000_000_000 + n);

const accountCount = 200;
const usersEach = 20;
const withPassword = 8;

type Account = NonNullable<SeedInput['accounts']>[number];
type Results = NonNullable<Account['evaluationResults']>;

export function reportedOrganization(): SeedInput {
  const accounts = Array.from({ length: accountCount }, (_, n) => accountOf(n));
  const [management, ...members] = accounts;
  return {
    ...management,
    accounts: members,
    organization: {
      id: 'o-example000',
      roots: [
        {
          id: 'r-root',
          name: 'Root',
          ous: [
            { id: 'ou-root-aaaaaaaa', name: 'Workloads' },
            { id: 'ou-root-bbbbbbbb', name: 'Sandbox' },
          ],
        },
      ],
      accounts: accounts.map(({ accountId }, n) => ({
        accountId,
        name: `account-${n}`,
        ...(n === 0 ? {} : { parent: n % 2 === 1 ? 'ou-root-aaaaaaaa' : 'ou-root-bbbbbbbb' }),
      })),
    },
  };
}

function accountOf(n: number): Account {
  const accountId = idOf(n);
  const ruleName = `iam-user-mfa-conformance-pack-${String(n).padStart(9, '0')}`;
  if (n % 10 === 7) return { accountId, configRules: [] };
  return {
    accountId,
    configRules: [{ name: ruleName }],
    evaluationResults: resultsOf(n, ruleName),
  };
}

function resultsOf(n: number, ruleName: string): Results {
  const without = n % 3;
  const now = new Date().toISOString();
  const common = { ruleName, recordedTime: now, orderingTimestamp: now };
  const users = Array.from({ length: withPassword }, (_, user) => {
    const userName = `user-${n}-${user}`;
    return {
      ...common,
      resourceId: `AIDA${String(n).padStart(8, '0')}${user}`,
      ...(user < without
        ? {
            complianceType: 'NON_COMPLIANT' as const,
            annotation: `${userName} can sign in with a password alone.`,
          }
        : { complianceType: 'COMPLIANT' as const, annotation: `${userName} signs in with MFA.` }),
    };
  });
  const summary = {
    ...common,
    resourceType: 'AWS::::Account',
    resourceId: idOf(n),
    complianceType: 'COMPLIANT' as const,
    annotation: renderScanSummary({
      users: usersEach,
      withConsolePassword: withPassword,
      withoutSufficientMfa: without,
      exempt: 0,
      inGrace: 0,
      problems: [],
    }),
  };
  return [...users, summary];
}
