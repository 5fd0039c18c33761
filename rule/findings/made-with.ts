import type { RuleParameters } from '../core/rule-parameters';

/** The settings of a scan or a report, so that two of them can be told apart; an absent key is not known. */
export interface MadeWith {
  readonly parameters?: RuleParameters;
  /** The ARN of the caller; null where AWS does not say it. */
  readonly caller?: string | null;
  /** The region of the calls. */
  readonly region?: string | null;
  /** ISO 8601 */
  readonly endedAt?: string;
}
