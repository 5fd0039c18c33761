import type { MfaDeviceKind } from '../core/mfa-device';
import type { LoginProfile, Tag, User, UserFacts } from '../core/user';
import type { Verdict } from '../core/verdict';
import type { Evaluation, HeldResult } from '../protocol/evaluation';
import type { RunSummary } from './run-summary';

/** A question that AWS did not answer: `api` is the IAM action, like `iam:ListMFADevices`; `error` its code, like `AccessDenied`. */
export interface ReadFailure {
  readonly api: string;
  readonly error: string;
  /** Facts that a person has to know beside the code, like "denied by an explicit deny in a service control policy". */
  readonly detail?: string;
  /** The host that could not be reached, like "127.0.0.1:4566". */
  readonly endpoint?: string;
}

/** IAM's NoSuchEntity means "no password" or "no user"; its message tells them apart, or it is `no-such-entity`. */
export type LoginProfileAnswer = LoginProfile | 'none' | 'gone' | 'no-such-entity';

/**
 * The questions that the rule asks IAM, each answered live and in the core's terms; `gone` means that no user has the name.
 * Every method throws ReadFailedError where IAM gives no answer: a list that ends early never passes for a whole one.
 */
export interface IamQuestions {
  /** The pages of all users, each as it comes, so that those before a failure are known. */
  userPages(): AsyncIterable<readonly User[]>;
  /** The ids of all users who have a virtual MFA device. */
  virtualMfaUserIds(): Promise<ReadonlySet<string>>;
  user(userName: string): Promise<User | 'gone'>;
  loginProfile(userName: string): Promise<LoginProfileAnswer>;
  mfaDeviceKinds(userName: string): Promise<readonly MfaDeviceKind[] | 'gone'>;
  tags(userName: string): Promise<readonly Tag[] | 'gone'>;
}

/** The outcome for a user: the verdict and the facts that it rests on, or why there is none. */
export type Reading =
  | { readonly kind: 'decided'; readonly facts: UserFacts; readonly verdict: Verdict }
  | { readonly kind: 'unreadable'; readonly user: User; readonly failure: ReadFailure };

/** A reading by user name; `gone` if no user has that name. */
export type NamedReading = Reading | { readonly kind: 'gone' };

/** The users of the account; with a `failure`, only those of the pages before it. */
export interface UserList {
  readonly users: readonly User[];
  readonly failure?: ReadFailure;
}

/** An evaluation that Config did not take, and the code of why. */
export interface Refusal {
  readonly evaluation: Evaluation;
  readonly failure: ReadFailure;
}

/** The results that Config holds for the rule, and the way to change them. */
export interface Ledger {
  /** All pages, or the failure; a rule that does not exist holds nothing. */
  held(ruleName: string): Promise<{ results: readonly HeldResult[] } | { failure: ReadFailure }>;
  /** The result that it holds for one user. */
  heldOf(
    ruleName: string,
    userId: string,
  ): Promise<{ held: HeldResult | undefined } | { failure: ReadFailure }>;
  /** At most 100 evaluations. Answers with those that Config did not take, after retries. */
  put(
    evaluations: readonly Evaluation[],
    resultToken: string,
    testMode: boolean,
  ): Promise<readonly Refusal[]>;
  /** Answers the token with an empty list: nothing has changed. It costs nothing. */
  putNothing(resultToken: string): Promise<ReadFailure | undefined>;
}

export interface Clock {
  now(): Date;
}

export interface Log {
  warn(message: string, details: Readonly<Record<string, string | number>>): void;
  summary(summary: RunSummary): void;
}
