import type { AccountLine, Counts, NotReporting, OrgView } from '../report/org-view';
import type { Member, Organization } from './members';
import type { Standing } from './standing';

export interface AccountStanding {
  readonly member: Member;
  readonly standing: Standing;
}

/** Folds what is known of each account into one view. */
export function viewOf(
  organization: Pick<Organization, 'id'>,
  accounts: readonly AccountStanding[],
  generatedAt: Date,
  staleAfterHours: number | null,
): OrgView {
  const notReporting = accounts.flatMap(notReportingOf);
  const reporting = accounts.filter(({ standing }) => standing.kind === 'reporting').length;
  const suspended = accounts.filter(({ standing }) => standing.kind === 'suspended').length;
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
      ...accounts.map(({ standing }) => countsOf(standing)).reduce(sum, none),
    },
    accounts: accounts.map(lineOf),
  };
}

const none: Counts = { users: 0, consoleUsers: 0, withMfa: 0, withoutMfa: 0, exempt: 0, inGrace: 0 };

function countsOf(standing: Standing): Counts {
  return standing.kind === 'reporting' ? standing.figures : none;
}

const sum = (a: Counts, b: Counts): Counts => ({
  users: a.users + b.users,
  consoleUsers: a.consoleUsers + b.consoleUsers,
  withMfa: a.withMfa + b.withMfa,
  withoutMfa: a.withoutMfa + b.withoutMfa,
  exempt: a.exempt + b.exempt,
  inGrace: a.inGrace + b.inGrace,
});

function notReportingOf({ member, standing }: AccountStanding): readonly NotReporting[] {
  if (standing.kind !== 'not-reporting') return [];
  const { account, name, ou } = member;
  return [{ account, name, ou, reason: standing.reason, detail: standing.detail }];
}

const unknown = {
  users: null,
  consoleUsers: null,
  withMfa: null,
  withoutMfaCount: null,
  exempt: null,
  inGrace: null,
} as const;

function lineOf({ member: { account, name, ou }, standing }: AccountStanding): AccountLine {
  const place = { account, name, ou, status: standing.kind };
  if (standing.kind === 'suspended') return { ...place, ...unknown, lastScanAt: null, withoutMfa: [] };
  const lastScanAt = standing.lastScanAt?.toISOString() ?? null;
  const withoutMfa = [...standing.withoutMfa].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  if (standing.kind === 'not-reporting') return { ...place, ...unknown, lastScanAt, withoutMfa };
  const { withoutMfa: withoutMfaCount, ...counts } = standing.figures;
  return { ...place, ...counts, withoutMfaCount, lastScanAt, withoutMfa };
}

const sortKey = ({ userName, userId }: { userName: string | null; userId: string }): string =>
  userName ?? userId;
