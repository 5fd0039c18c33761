import type { Directory } from '../run/directory';
import type { Clock, Ledger, Log, ReadFailure } from '../run/ports';
import type { ConfigRule } from '../protocol/config-rule';

export interface ReevaluationPorts {
  readonly rules: {
    all(): Promise<readonly ConfigRule[]>;
    named(ruleName: string): Promise<readonly ConfigRule[]>;
  };
  /** Starts a scan by each rule, or says why Config did not. */
  readonly start: (ruleNames: readonly string[]) => Promise<ReadFailure | undefined>;
  readonly directory: Pick<Directory, 'listUsers' | 'readUsers' | 'readNamed'>;
  readonly ledger: Pick<Ledger, 'held' | 'heldOf'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  /** Ends the reads that are under way: what they would tell does not matter any more. */
  readonly stopReading: () => void;
}

/** Why a scan is worth its cost. */
export type Cause = 'nameless-record' | 'verdict-differs' | 'result-of-gone-user' | 'unreadable';

/** The one line that a batch leaves in the log. No names. */
export interface ReevaluationSummary {
  readonly records: number;
  readonly users: number;
  readonly nameless: number;
  readonly started: readonly string[];
  /** `no-rule`: the account has no rule to start, and needs none. */
  readonly cause: Cause | 'none' | 'no-rule';
  readonly milliseconds: number;
}
