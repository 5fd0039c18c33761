import type { RuleParameters } from '../core/rule-parameters';
import type { Invocation } from '../protocol/trigger';
import type { Directory } from './directory';
import type { Problem } from './failures';
import type { FindingsChannel } from './findings-channel';
import type { Clock, Ledger, Log } from './ports';
import type { Posting } from './posting';
import type { PrivilegesReader } from './privileges';
import type { Tally } from './tally';

export interface RunPorts {
  readonly directory: Directory;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  /** Asked by scheduled runs where `rankPrivileges` is on. */
  readonly privileges?: PrivilegesReader;
  /** How long work that decides nothing may still take when all users are read; without it, as long as it likes. */
  readonly optionalMilliseconds?: () => number | undefined;
  /** The receiver of findings beside Config; none unless switched on, and for another rule on the same function. */
  readonly findings?: FindingsChannel | undefined;
  /** The rule that may publish findings, beside those of a conformance pack. @default - the one of our own name */
  readonly publishingRule?: string | undefined;
  /** The account whose users are read, where it is known without a call. */
  readonly accountId?: string | undefined;
}

/** The inputs of one invocation. */
export interface Step {
  readonly invocation: Invocation;
  readonly ruleParameters: RuleParameters;
  readonly now: Date;
  readonly tally: Tally;
  readonly posting: Posting;
}

export interface Outcome {
  readonly problems: readonly Problem[];
  readonly cleared: number;
}
