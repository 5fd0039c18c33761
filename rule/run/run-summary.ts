import type { ReasonCode } from '../core/verdict';

/** The one line that a run leaves in the log, and the figures of its metrics. No names, tag values or serial numbers. */
export interface RunSummary {
  readonly ruleName: string;
  readonly accountId: string;
  readonly trigger: 'change' | 'schedule';
  readonly succeeded: boolean;
  readonly users: number;
  readonly compliant: number;
  readonly nonCompliant: number;
  readonly notApplicable: Readonly<Partial<Record<ReasonCode, number>>>;
  readonly unreadable: number;
  readonly posted: number;
  readonly cleared: number;
  readonly milliseconds: number;
}
