import type { Check } from '../../doctor/check';
import { allChecks, statusOf, type OrganizationReport } from '../../doctor/report';
import { envelope } from '../../report/machine/envelope';
import type { DoctorDocument } from '../../report/schemas/commands';
import type { DoctorFlags } from './flags';

interface Identity {
  readonly accountId: string;
  readonly region: string;
  readonly now: Date;
}

const textOf = (document: DoctorDocument): string => `${JSON.stringify(document, null, 2)}\n`;

function begin(flags: DoctorFlags, checks: readonly Check[]) {
  const { organization = false, roleName, accounts, packName, topicArn, kmsKeyArn } = flags;
  const numberOf = (status: Check['status']): number => checks.filter((one) => one.status === status).length;
  return envelope(
    {
      organization,
      roleName: roleName ?? null,
      accounts: accounts ?? null,
      packName: packName ?? null,
      topicArn: topicArn ?? null,
      kmsKeyArn: kmsKeyArn ?? null,
    },
    {
      status: statusOf(checks),
      missing: numberOf('missing'),
      unknown: numberOf('unknown'),
      warning: numberOf('warning'),
      ok: numberOf('ok'),
    },
  );
}

export const accountJson = (
  { accountId, region, now }: Identity,
  checks: readonly Check[],
  flags: DoctorFlags,
): string =>
  textOf({
    ...begin(flags, checks),
    lookedAt: now.toISOString(),
    accountId,
    region,
    status: statusOf(checks),
    checks,
  });

export function organizationJson(
  { accountId, region, now }: Identity,
  organizationId: string,
  report: OrganizationReport,
  flags: DoctorFlags,
): string {
  const { checks, accounts, excludedAccounts, regionClosedAccounts } = report;
  const all = allChecks(report);
  return textOf({
    ...begin(flags, all),
    lookedAt: now.toISOString(),
    organizationId,
    lookedFrom: accountId,
    region,
    status: statusOf(all),
    checks,
    excludedAccounts,
    regionClosedAccounts,
    accounts,
  });
}
