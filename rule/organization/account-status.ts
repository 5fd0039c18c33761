import type { Counts, NotReportingReason, UserWithoutMfa } from '../findings/organization-view';

/** The status of one account: figures, or why there are none. Absence is not compliance. */
export type AccountStatus =
  | ({ readonly kind: 'reporting'; readonly figures: Counts } & Known)
  | ({ readonly kind: 'not-reporting'; readonly reason: NotReportingReason; readonly detail: string } & Known)
  | { readonly kind: 'suspended' };

interface Known {
  /** The users who were found, even where the account as a whole is unknown. */
  readonly withoutMfa: readonly UserWithoutMfa[];
  readonly lastScanAt: Date | undefined;
}
