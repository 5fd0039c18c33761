import {
  caseFaultOf,
  exemptionByParameters,
  exemptionByTag,
  type CaseFault,
  type Exemption,
  type TagFault,
} from './exemption';
import { meetsRequiredMfa, type RequiredMfa } from './mfa-device';
import type { RuleParameters } from './rule-parameters';
import type { UserFacts } from './user';

export type Verdict =
  | { readonly compliance: 'NOT_APPLICABLE'; readonly reason: 'user-gone'; readonly leftScope?: true }
  | { readonly compliance: 'NOT_APPLICABLE'; readonly reason: 'no-console-password' }
  | { readonly compliance: 'COMPLIANT'; readonly reason: 'mfa-enabled' }
  | { readonly compliance: 'NOT_APPLICABLE'; readonly reason: 'within-grace'; readonly until: Date }
  | { readonly compliance: 'NOT_APPLICABLE'; readonly reason: 'exempt'; readonly exemption: Exemption }
  | {
      readonly compliance: 'NON_COMPLIANT';
      readonly reason: 'no-mfa';
      readonly requiredMfa: RequiredMfa;
      readonly tagFault?: TagFault;
      readonly caseFault?: CaseFault;
    }
  | {
      readonly compliance: 'NON_COMPLIANT';
      readonly reason: 'mfa-too-weak';
      readonly requiredMfa: Exclude<RequiredMfa, 'any'>;
      readonly tagFault?: TagFault;
      readonly caseFault?: CaseFault;
    };

export type Compliance = Verdict['compliance'];
export type ReasonCode = Verdict['reason'];

/** The fact that the next row of the table cannot do without. */
export type NeededFact = 'login-profile' | 'mfa-devices' | 'tags';

export interface Undecided {
  readonly needs: NeededFact;
}

const millisecondsPerHour = 3_600_000;

/**
 * The rule. The rows are tried from the top; the first that fits decides.
 *
 * | # | the user                                   | verdict        | reason              |
 * | - | ------------------------------------------ | -------------- | ------------------- |
 * | 1 | is gone                                    | NOT_APPLICABLE | user-gone           |
 * | 2 | has no login profile                       | NOT_APPLICABLE | no-console-password |
 * | 3 | has devices that meet `requiredMfa`        | COMPLIANT      | mfa-enabled         |
 * | 4 | has a login profile younger than the grace | NOT_APPLICABLE | within-grace        |
 * | 5 | is exempt                                  | NOT_APPLICABLE | exempt              |
 * | 6 | has no device at all                       | NON_COMPLIANT  | no-mfa              |
 * | 7 | has devices, but too weak                  | NON_COMPLIANT  | mfa-too-weak        |
 *
 * If a row needs a fact that was not read, the answer is `{ needs }`: what to ask next, cheapest first. A user for whom
 * that question has no answer is unreadable and gets no verdict, least of all COMPLIANT.
 */
export function decide(facts: UserFacts, ruleParameters: RuleParameters, now: Date): Verdict | Undecided {
  if (facts.gone !== undefined) return goneVerdict(facts.gone);

  if (facts.loginProfile === undefined) return { needs: 'login-profile' };
  if (facts.loginProfile === 'none') return { compliance: 'NOT_APPLICABLE', reason: 'no-console-password' };

  const devices = facts.mfaDevices ?? { kinds: [], complete: false };
  const sufficient = meetsRequiredMfa(devices, ruleParameters.requiredMfa);
  if (sufficient === 'unknown') return { needs: 'mfa-devices' };
  if (sufficient === 'yes') return { compliance: 'COMPLIANT', reason: 'mfa-enabled' };

  const until = graceEnd(facts.loginProfile.createDate, ruleParameters, now);
  if (until !== undefined) return { compliance: 'NOT_APPLICABLE', reason: 'within-grace', until };

  const byParameters = exemptionByParameters(facts.user, ruleParameters);
  if (byParameters !== undefined)
    return { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption: byParameters };
  if (ruleParameters.exemptTagKey !== undefined && facts.tags === undefined) return { needs: 'tags' };
  const byTag = exemptionByTag(facts.tags ?? [], ruleParameters, now);
  if (byTag !== undefined && 'by' in byTag) {
    return { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption: byTag };
  }

  const { requiredMfa } = ruleParameters;
  const caseFault = caseFaultOf(facts.user, ruleParameters);
  const faults = {
    ...(byTag === undefined ? {} : { tagFault: byTag }),
    ...(caseFault === undefined ? {} : { caseFault }),
  };
  if (devices.kinds.length === 0 || requiredMfa === 'any') {
    return { compliance: 'NON_COMPLIANT', reason: 'no-mfa', requiredMfa, ...faults };
  }
  return { compliance: 'NON_COMPLIANT', reason: 'mfa-too-weak', requiredMfa, ...faults };
}

export function goneVerdict(gone: NonNullable<UserFacts['gone']>): Verdict {
  const leftScope = gone === 'left-scope' ? ({ leftScope: true } as const) : {};
  return { compliance: 'NOT_APPLICABLE', reason: 'user-gone', ...leftScope };
}

/** The end of the grace period while it runs. At exactly N hours it is over; a date in the future counts as just now. */
function graceEnd(createDate: Date, ruleParameters: RuleParameters, now: Date): Date | undefined {
  const age = Math.max(0, now.getTime() - createDate.getTime());
  const grace = ruleParameters.gracePeriodHours * millisecondsPerHour;
  return age < grace ? new Date(createDate.getTime() + grace) : undefined;
}
