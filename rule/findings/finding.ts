import type { MfaDeviceKind } from '../core/mfa-device';
import type { UserFacts } from '../core/user';
import type { Compliance, ReasonCode, Verdict } from '../core/verdict';

/** One user of a scan: what was decided, and the facts that it rests on. */
export interface Finding {
  readonly userId: string;
  readonly userName: string;
  readonly arn: string;
  readonly verdict: Compliance;
  readonly reason: ReasonCode;
  readonly annotation: string;
  readonly consolePassword: boolean;
  /** ISO 8601, or null without a console password. */
  readonly passwordCreatedAt: string | null;
  /** The kinds that the verdict rests on: a scan asks for no more devices than it needs. */
  readonly mfaKinds: readonly MfaDeviceKind[];
}

/** A user without a verdict; `userName` is null where it is the list of users itself that could not be read. */
export interface UnreadableUser {
  readonly userName: string | null;
  readonly api: string;
  readonly error: string;
}

export interface AccountScan {
  /** Null where not even the account could be told. */
  readonly account: string | null;
  /** ISO 8601 */
  readonly scannedAt: string;
  /** Whether every user was seen and decided; `findings` of an incomplete scan leave somebody out. */
  readonly complete: boolean;
  readonly unreadable: readonly UnreadableUser[];
  readonly findings: readonly Finding[];
}

export function finding(facts: UserFacts, verdict: Verdict, annotation: string): Finding {
  const { user, loginProfile, mfaDevices } = facts;
  const password =
    loginProfile === undefined || loginProfile === 'none' || facts.gone ? undefined : loginProfile;
  return {
    userId: user.userId,
    userName: user.userName,
    arn: user.arn,
    verdict: verdict.compliance,
    reason: verdict.reason,
    annotation,
    consolePassword: password !== undefined,
    passwordCreatedAt: password?.createDate.toISOString() ?? null,
    mfaKinds: [...new Set(mfaDevices?.kinds ?? [])],
  };
}

const order: Readonly<Record<Compliance, number>> = { NON_COMPLIANT: 0, COMPLIANT: 1, NOT_APPLICABLE: 2 };

/** Who must act comes first; then by name. */
export function byUrgency(a: Finding, b: Finding): number {
  return order[a.verdict] - order[b.verdict] || (a.userName < b.userName ? -1 : 1);
}
