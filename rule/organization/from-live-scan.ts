import { forEachOf } from '../run/each-of';
import { failureWithDetail, type Problem } from '../run/failures';
import type { ReadFailure } from '../run/ports';
import type { ScanSummary } from '../protocol/scan-summary';
import { byUrgency, type Finding } from '../findings/finding';
import type { OrganizationView } from '../findings/organization-view';
import type { Member, Organization } from './members';
import type { AccountStatus } from './account-status';
import { viewOf, type MemberWithStatus } from './view';

/** One account, scanned live. */
export interface LiveScan {
  readonly scannedAt: Date;
  readonly summary: Omit<ScanSummary, 'problems'>;
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
}

export interface OrgScanOptions {
  readonly organization: Organization;
  readonly members: readonly Member[];
  readonly now: Date;
  readonly accountsAtOnce: number;
  /** The credentials for one account may be refused; whatever else fails is in the scan's problems. */
  readonly scan: (
    member: Member,
  ) => Promise<LiveScan | { readonly notAssumed: ReadFailure; readonly role: string }>;
  readonly progress?: { start(total: number): void; step(): void; stop(): void };
}

/** The organization as IAM says it is, account by account; one that cannot be scanned never hides the others. */
export async function orgScan({
  organization,
  members,
  now,
  accountsAtOnce,
  scan,
  progress,
}: OrgScanOptions): Promise<OrganizationView> {
  const open = members.filter(({ closed }) => !closed);
  progress?.start(open.length);
  const statuses = new Map<string, AccountStatus>();
  const findings: Finding[] = [];
  await forEachOf(open, accountsAtOnce, async (member) => {
    try {
      const live = await scan(member);
      statuses.set(member.accountId, statusOf(live));
      if ('findings' in live) findings.push(...live.findings.filter(isWorthNaming).map(namedAs(member)));
    } catch (error) {
      statuses.set(member.accountId, unexpected(error));
    }
    progress?.step();
  });
  progress?.stop();
  const accounts: MemberWithStatus[] = members.map((member) => ({
    member,
    status: statuses.get(member.accountId) ?? { kind: 'suspended' },
  }));
  return { ...viewOf(organization, accounts, now, null), findings: findings.sort(byUrgency) };
}

/** Whom a report names: who must act, and who need not only because of an exemption or a grace period. */
const isWorthNaming = ({ verdict, reason }: Finding): boolean =>
  verdict === 'NON_COMPLIANT' || reason === 'exempt' || reason === 'within-grace';

const namedAs =
  ({ accountId, name }: Member) =>
  (finding: Finding): Finding => ({ ...finding, account: accountId, accountName: name });

function statusOf(
  live: LiveScan | { readonly notAssumed: ReadFailure; readonly role: string },
): AccountStatus {
  if ('notAssumed' in live) {
    const detail = failureWithDetail(live.notAssumed, ` of ${live.role}`);
    return {
      kind: 'not-reporting',
      reason: 'role-not-assumed',
      detail,
      withoutMfa: [],
      lastScanAt: undefined,
    };
  }
  const { summary, problems } = live;
  const known = {
    withoutMfa: live.findings
      .filter(({ verdict }) => verdict === 'NON_COMPLIANT')
      .map(({ userId, userName, annotation }) => ({ userId, userName, annotation })),
    lastScanAt: live.scannedAt,
  };
  if (problems.length > 0) {
    const detail = [...problems.map(({ text }) => text), ...denials(problems)].join('; ');
    return { kind: 'not-reporting', reason: 'incomplete', detail, ...known };
  }
  const { users, withConsolePassword, withoutSufficientMfa, exempt, inGrace } = summary;
  const withMfa = withConsolePassword - withoutSufficientMfa - exempt - inGrace;
  const figures = {
    users,
    consoleUsers: withConsolePassword,
    withMfa,
    withoutMfa: withoutSufficientMfa,
    exempt,
    inGrace,
  };
  return { kind: 'reporting', figures, ...known };
}

/** Denials that allowing the action to the role does not help against. */
const denials = (problems: readonly Problem[]): readonly string[] => [
  ...new Set(
    problems
      .flatMap(({ failures }) => failures)
      .filter(({ error, detail }) => error === 'AccessDenied' && detail !== undefined)
      .map(({ api, detail = '' }) => `${api} is ${detail}`),
  ),
];

/** A bug that shows in one account must not take the others' results with it. */
const unexpected = (error: unknown): AccountStatus => ({
  kind: 'not-reporting',
  reason: 'incomplete',
  detail: `unexpected error: ${error instanceof Error ? error.message : String(error)}`,
  withoutMfa: [],
  lastScanAt: undefined,
});
