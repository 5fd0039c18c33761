import type { AccountScan } from './account-scan';
import type { KnownState, KnownUser } from './difference';
import type { Finding } from './finding';
import type { OrganizationView } from './organization-view';

const known = ({ account, userId, userName, annotation }: Finding): KnownUser => ({
  account,
  userId,
  userName,
  annotation,
});

/** The state after a scan of one account. A user in no finding of a complete scan is gone, else unread. */
export function stateOfScan({ account, scannedAt, complete, findings, parameters }: AccountScan): KnownState {
  // A scan of before findings named their account is of the scan's own.
  const all = findings.map((finding) => ({ ...finding, account }));
  const read = new Set(all.map(({ userId }) => userId));
  return {
    at: scannedAt,
    open: all.filter(({ verdict }) => verdict === 'NON_COMPLIANT').map(known),
    exempt: all.filter(({ reason }) => reason === 'exempt').map(known),
    users: all.map(known),
    parameters,
    knows: ({ userId }) => complete || read.has(userId),
  };
}

/** The state in a view of an organization: of accounts that do not report, only the users found in them. */
export function stateOfOrganization({
  generatedAt,
  accounts,
  findings = [],
  parameters,
}: OrganizationView): KnownState {
  const reporting = new Set(
    accounts.filter(({ status }) => status !== 'not-reporting').map(({ account }) => account),
  );
  const open = accounts.flatMap(({ account, withoutMfa }) =>
    withoutMfa.map((user) => ({ account, ...user })),
  );
  return {
    at: generatedAt,
    open,
    users: [...open, ...findings.map(known)],
    parameters,
    exempt: findings.filter(({ reason }) => reason === 'exempt').map(known),
    knows: ({ account }) => account !== null && reporting.has(account),
  };
}
