import type { AccountRow, Counts, NotReporting, OrganizationView } from '../findings/organization-view';
import type { Member, Organization } from './members';
import type { AccountStatus } from './account-status';

export interface MemberWithStatus {
  readonly member: Member;
  readonly status: AccountStatus;
}

/** Folds what is known of each account into one view. */
export function viewOf(
  organization: Pick<Organization, 'id'>,
  accounts: readonly MemberWithStatus[],
  generatedAt: Date,
  staleAfterHours: number | null,
): OrganizationView {
  const notReporting = accounts.flatMap(notReportingOf);
  const reporting = accounts.filter(({ status }) => status.kind === 'reporting').length;
  const suspended = accounts.filter(({ status }) => status.kind === 'suspended').length;
  return {
    organization: organization.id,
    generatedAt: generatedAt.toISOString(),
    staleAfterHours,
    complete: notReporting.length === 0,
    notReporting,
    totals: {
      accounts: accounts.length - suspended,
      reporting,
      unknown: notReporting.length,
      suspended,
      ...accounts.map(({ status }) => countsOf(status)).reduce(sum, none),
    },
    accounts: accounts.map(lineOf),
  };
}

const none: Counts = { users: 0, consoleUsers: 0, withMfa: 0, withoutMfa: 0, exempt: 0, inGrace: 0 };

function countsOf(status: AccountStatus): Counts {
  return status.kind === 'reporting' ? status.figures : none;
}

const sum = (a: Counts, b: Counts): Counts => ({
  users: a.users + b.users,
  consoleUsers: a.consoleUsers + b.consoleUsers,
  withMfa: a.withMfa + b.withMfa,
  withoutMfa: a.withoutMfa + b.withoutMfa,
  exempt: a.exempt + b.exempt,
  inGrace: a.inGrace + b.inGrace,
});

function notReportingOf({ member, status }: MemberWithStatus): readonly NotReporting[] {
  if (status.kind !== 'not-reporting') return [];
  const { accountId, name, ou } = member;
  return [{ account: accountId, name, ou, reason: status.reason, detail: status.detail }];
}

const unknown = {
  users: null,
  consoleUsers: null,
  withMfa: null,
  withoutMfaCount: null,
  exempt: null,
  inGrace: null,
} as const;

function lineOf({ member: { accountId, name, ou }, status }: MemberWithStatus): AccountRow {
  const place = { account: accountId, name, ou, status: status.kind };
  if (status.kind === 'suspended') return { ...place, ...unknown, lastScanAt: null, withoutMfa: [] };
  const lastScanAt = status.lastScanAt?.toISOString() ?? null;
  const withoutMfa = [...status.withoutMfa].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  if (status.kind === 'not-reporting') return { ...place, ...unknown, lastScanAt, withoutMfa };
  const { withoutMfa: withoutMfaCount, ...counts } = status.figures;
  return { ...place, ...counts, withoutMfaCount, lastScanAt, withoutMfa };
}

const sortKey = ({ userName, userId }: { userName: string | null; userId: string }): string =>
  userName ?? userId;
