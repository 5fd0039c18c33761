import type { RuleParameters } from '../core/rule-parameters';
import type { User, UserFacts } from '../core/user';
import type { Evaluation, HeldResult } from '../protocol/evaluation';
import type { RunSummary } from './run-summary';

/** A question that AWS did not answer: `api` is the IAM action, like `iam:ListMFADevices`; `error` its code, like `AccessDenied`. */
export interface ReadFailure {
  readonly api: string;
  readonly error: string;
}

/** What could be read about one user: facts that are enough to decide, or why there are none. */
export type Reading =
  | { readonly kind: 'facts'; readonly facts: UserFacts }
  | { readonly kind: 'unreadable'; readonly user: User; readonly failure: ReadFailure };

/** A reading of whoever has a name now; nobody may have it any more. */
export type NamedReading = Reading | { readonly kind: 'nobody' };

/** The users of the account; with a `failure`, only those of the pages before it. */
export interface UserList {
  readonly users: readonly User[];
  readonly failure?: ReadFailure;
}

/** Who IAM says is there, read live. It asks only what `decide` needs, and never answers "none" to what it could not read. */
export interface Directory {
  listUsers(): Promise<UserList>;
  /** Reads several users at once and hands each over as soon as it is known. */
  readUsers(
    users: readonly User[],
    ruleParameters: RuleParameters,
    now: Date,
    take: (reading: Reading) => Promise<void>,
  ): Promise<void>;
  /** One user by id; `userName` is the last known name. */
  readUser(
    userId: string,
    userName: string | undefined,
    ruleParameters: RuleParameters,
    now: Date,
  ): Promise<Reading>;
}

/** An evaluation that Config did not take, and the code of why. */
export interface Refusal {
  readonly evaluation: Evaluation;
  readonly failure: ReadFailure;
}

export interface PutAnswer {
  readonly refused: readonly Refusal[];
  /** Whether Config took them in the order of the list: what is tried again comes after the rest. */
  readonly inOrder: boolean;
}

/** What Config holds for the rule, and the way to change it. */
export interface Ledger {
  /** All pages, or the failure; a rule that does not exist holds nothing. */
  held(ruleName: string): Promise<{ results: readonly HeldResult[] } | { failure: ReadFailure }>;
  /** At most 100 evaluations. Answers with those that Config did not take, after retries. */
  put(evaluations: readonly Evaluation[], resultToken: string, testMode: boolean): Promise<PutAnswer>;
}

export interface Clock {
  now(): Date;
}

export interface Log {
  warn(message: string, details: Readonly<Record<string, string | number>>): void;
  summary(summary: RunSummary): void;
}
