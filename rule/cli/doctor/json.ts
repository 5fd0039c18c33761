import type { Check } from '../../doctor/check';
import { statusOf, type OrganizationReport } from '../../doctor/report';

interface Identity {
  readonly accountId: string;
  readonly region: string;
  readonly now: Date;
}

const document = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

export const accountJson = ({ accountId, region, now }: Identity, checks: readonly Check[]): string =>
  document({ lookedAt: now.toISOString(), accountId, region, status: statusOf(checks), checks });

export const organizationJson = (
  { accountId, region, now }: Identity,
  organizationId: string,
  { checks, accounts, excludedAccounts, regionClosedAccounts }: OrganizationReport,
): string =>
  document({
    lookedAt: now.toISOString(),
    organizationId,
    lookedFrom: accountId,
    region,
    status: statusOf([...checks, ...accounts.flatMap((account) => account.checks)]),
    checks,
    excludedAccounts,
    regionClosedAccounts,
    accounts,
  });
