import type { Difference } from './difference';
import type { Finding } from './finding';
import type { MadeWith } from './made-with';

/** Why an account says nothing. The first five come from an aggregator, `role-not-assumed` and `incomplete` from a live scan. */
export type NotReportingReason =
  'no-rule' | 'no-scan-line' | 'stale' | 'incomplete' | 'unreadable' | 'role-not-assumed';

export interface UserWithoutMfa {
  readonly userId: string;
  readonly userName: string | null;
  readonly annotation: string | null;
}

export interface NotReporting {
  readonly account: string;
  readonly name: string;
  readonly ou: string | null;
  readonly reason: NotReportingReason;
  readonly detail: string;
}

/** Users of the accounts that report; of the others nothing is known, and nothing of them is added. */
export interface Counts {
  readonly users: number;
  readonly consoleUsers: number;
  readonly withMfa: number;
  readonly withoutMfa: number;
  readonly exempt: number;
  readonly inGrace: number;
}

export interface Totals extends Counts {
  /** Without the suspended ones. */
  readonly accounts: number;
  readonly reporting: number;
  readonly unknown: number;
  /** Closed accounts: no user can sign in, so they neither report nor count as unknown. */
  readonly suspended: number;
}

/** One account; the counts are null where it does not report. */
export interface AccountRow {
  readonly account: string;
  readonly name: string;
  readonly ou: string | null;
  readonly status: 'reporting' | 'not-reporting' | 'suspended';
  readonly users: number | null;
  readonly consoleUsers: number | null;
  readonly withMfa: number | null;
  /** May be more than are named: what the last scan counted, and Config does not (or no longer) hold. */
  readonly withoutMfaCount: number | null;
  readonly exempt: number | null;
  readonly inGrace: number | null;
  readonly lastScanAt: string | null;
  /** The users who were found, even in an account that does not report. */
  readonly withoutMfa: readonly UserWithoutMfa[];
  /** What the account runs; null where it is not known, absent where it was not asked. */
  readonly version?: string | null;
}

/** A conformance pack that failed in an account: the rule may not be there. */
export interface PackFailure {
  readonly account: string;
  readonly pack: string;
  /** Like `CREATE_FAILED`. */
  readonly status: string;
  readonly reason: string;
  /** The command that fixes it. */
  readonly fix: string;
}

/** An organization as org-report and org-scan see it, in one shape. */
export interface OrganizationView extends MadeWith {
  readonly organization: string;
  readonly generatedAt: string;
  /** Null for a live scan. */
  readonly staleAfterHours: number | null;
  /** Whether every account that is not suspended reports. */
  readonly complete: boolean;
  readonly notReporting: readonly NotReporting[];
  readonly totals: Totals;
  readonly accounts: readonly AccountRow[];
  /** Of a live scan: every user who is NON_COMPLIANT, exempt or in grace, with what was read. */
  readonly findings?: readonly Finding[];
  readonly notes?: readonly string[];
  readonly packFailures?: readonly PackFailure[];
  readonly difference?: Difference;
  /** The aggregator that was asked; absent for a live scan. */
  readonly aggregator?: string;
  /** Of the program that asked the accounts for theirs. */
  readonly toolVersion?: string;
}
