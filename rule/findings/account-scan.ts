import type { Difference } from './difference';
import type { Finding, UnreadableUser } from './finding';
import type { MadeWith } from './made-with';

/** How many users IAM counts, beside how many were listed. */
export interface Completeness {
  readonly counted: number;
  readonly listed: number;
}

/** A region in which sign-ins were looked for, and whether it was read as far back as was wanted. */
export interface SignInRegion {
  readonly region: string;
  readonly complete: boolean;
}

/** Everything that one scan of one account saw. */
export interface AccountScan extends MadeWith {
  /** Null where not even the account could be told. */
  readonly account: string | null;
  /** The account's alias. */
  readonly accountName?: string | null;
  /** ISO 8601 */
  readonly scannedAt: string;
  /** Whether every user was seen and decided; `findings` of an incomplete scan leave users out. */
  readonly complete: boolean;
  readonly unreadable: readonly UnreadableUser[];
  readonly findings: readonly Finding[];
  readonly completeness?: Completeness;
  /** Sentences on the scan that are no finding: what was not looked at, and what does not add up. */
  readonly notes?: readonly string[];
  readonly difference?: Difference;
  /** Absent where sign-ins were not asked for. */
  readonly signIns?: readonly SignInRegion[];
  /** The source of the facts; IAM if absent. */
  readonly source?: 'credential-report';
}
