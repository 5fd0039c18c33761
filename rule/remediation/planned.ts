import type { User } from '../core/user';
import type { Verdict } from '../core/verdict';
import type { RemediationOutcome } from './ports';
import type { RemediationRequest } from './request';

/** The change to make, and its user. */
export interface Act {
  readonly kind: 'act';
  readonly request: RemediationRequest;
  readonly user: User;
  readonly verdict?: Verdict | undefined;
  /** The groups that the step is about. */
  readonly groups: readonly string[];
}

/** The plan for a request before anything is written; `no-help`: it would change nothing and leave the user as bad. */
export type Plan =
  | { readonly kind: 'nothing'; readonly outcome: RemediationOutcome }
  | { readonly kind: 'no-help'; readonly outcome: RemediationOutcome; readonly forAll: string }
  | Act;

export function nothing(request: RemediationRequest, why: string, user?: User, verdict?: Verdict): Plan {
  return { kind: 'nothing', outcome: outcome(request, false, nothingText(why), user, verdict) };
}

export function outcome(
  { action, resourceId }: RemediationRequest,
  changed: boolean,
  message: string,
  user: User | undefined,
  verdict: Verdict | undefined,
): RemediationOutcome {
  return {
    message,
    changed,
    action,
    resourceId,
    ...(user === undefined ? {} : { userName: user.userName }),
    ...(verdict === undefined ? {} : { compliance: verdict.compliance, reason: verdict.reason }),
  };
}

export const nothingText = (why: string): string => `Nothing to do: ${why}.`;
export const goneText = ({ userName }: User): string => `${userName} was deleted or renamed a moment ago`;
