// An organization as a person may have it, for the pictures: one unit of nine accounts that does not report, and a week's change.
import { renderScanSummary } from '../../rule/protocol/scan-summary';
import type { SeedInput } from '../../rule/standin';

type Account = NonNullable<SeedInput['accounts']>[number];

interface Pictured {
  readonly id: string;
  readonly name: string;
  readonly unit: string | undefined;
  /** With a console password, beside those who must act. */
  readonly others: number;
  /** Undefined: the account never reported. */
  readonly open: readonly string[] | undefined;
  readonly lastWeek?: readonly string[];
}

const units = ['Security', 'Production', 'Test', 'Sandbox'] as const;

const accounts: readonly Pictured[] = [
  { id: '111122223333', name: 'example-management', unit: undefined, others: 4, open: [] },
  {
    id: '444455556666',
    name: 'payments-production',
    unit: 'Production',
    others: 27,
    open: ['mary.major', 'richard.roe', 'terry.whitlock', 'contractor+4711@example.com'],
    lastWeek: ['mary.major', 'richard.roe'],
  },
  {
    id: '123456789012',
    name: 'search-production',
    unit: 'Production',
    others: 15,
    open: ['jane.doe', 'data-platform-operator.eu-central-1', 'paulo.santos'],
  },
  {
    id: '222222222222',
    name: 'payments-test',
    unit: 'Test',
    others: 9,
    open: ['jorge.souza', 'saanvi.sarkar', 'zhang.wei'],
  },
  { id: '333333333333', name: 'search-test', unit: 'Test', others: 9, open: [], lastWeek: ['martha.rivera'] },
  {
    id: '777788889999',
    name: 'audit',
    unit: 'Security',
    others: 4,
    open: ['arnav.desai'],
    lastWeek: ['arnav.desai', 'akua.mansa'],
  },
  { id: '555555555555', name: 'log-archive', unit: 'Security', others: 2, open: [] },
  { id: '666666666666', name: 'data-lab', unit: 'Sandbox', others: 0, open: undefined },
  { id: '999999999999', name: 'sandbox-seven', unit: 'Sandbox', others: 0, open: undefined },
];

export function picturedOrganization(when: 'last week' | 'now'): SeedInput {
  const [management, ...members] = accounts.map((account) => accountOf(account, when));
  return {
    ...management,
    accounts: members,
    organization: {
      id: 'o-exampleorgid',
      roots: [{ id: 'r-root', name: 'Root', ous: units.map((name, n) => ({ id: unitId(n), name })) }],
      accounts: accounts.map(({ id, name, unit }) => ({
        accountId: id,
        name,
        ...(unit === undefined ? {} : { parent: unitId(units.findIndex((one) => one === unit)) }),
      })),
    },
  };
}

const unitId = (n: number): string => `ou-root-${'abcd'.charAt(n).repeat(8)}`;

function accountOf({ id: accountId, others, open, lastWeek }: Pictured, when: 'last week' | 'now'): Account {
  if (open === undefined) return { accountId, configRules: [] };
  const ruleName = `iam-user-mfa-conformance-pack-${accountId.slice(0, 9)}`;
  const names = when === 'last week' ? (lastWeek ?? open) : open;
  const now = new Date().toISOString();
  const common = { ruleName, recordedTime: now, orderingTimestamp: now };
  const users = names.map((userName) => ({
    ...common,
    resourceId: `AIDA${userName
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .padEnd(17, 'X')
      .slice(0, 17)}`,
    complianceType: 'NON_COMPLIANT' as const,
    annotation: `${userName} can sign in with a password alone: no MFA device. Assign one or delete the login profile.`,
  }));
  const safe = Array.from({ length: others }, (_, n) => ({
    ...common,
    resourceId: `AIDA${accountId}${String(n).padStart(5, '0')}`,
    complianceType: 'COMPLIANT' as const,
    annotation: `user-${n} signs in to the console with a password and sufficient MFA.`,
  }));
  const summary = {
    ...common,
    resourceType: 'AWS::::Account',
    resourceId: accountId,
    complianceType: 'COMPLIANT' as const,
    annotation: renderScanSummary({
      users: others + names.length + 6,
      withConsolePassword: others + names.length,
      withoutSufficientMfa: names.length,
      exempt: 0,
      inGrace: 0,
      problems: [],
    }),
  };
  return { accountId, configRules: [{ name: ruleName }], evaluationResults: [...users, ...safe, summary] };
}
