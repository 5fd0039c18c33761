import type { Verdict } from '../core/verdict';
import type { ConfigRule } from '../protocol/config-rule';
import type { Directory } from '../run/directory';
import type { Clock, ReadFailure } from '../run/ports';
import type { RemediationAction } from '../meta';

/**
 * - `done`: it is now as asked.
 * - `done-by-this-or-another`: an earlier try may have reached IAM, or another call did it; it is now as asked.
 * - `already`: it was so before (not a member any more, no login profile any more).
 * - `user-gone`: no user has this name any more.
 */
export type WriteAnswer =
  | 'done'
  | 'done-by-this-or-another'
  | 'already'
  | 'user-gone'
  /** `unclear`: whether IAM has carried it out is not known. */
  | { readonly failure: ReadFailure; readonly unclear?: true };

export interface Group {
  readonly groupName: string;
  readonly path: string;
  readonly arn: string;
}

/** Every method throws ReadFailedError where IAM gives no answer. */
export interface GroupQuestions {
  ofUser(userName: string): Promise<readonly Group[] | 'user-gone'>;
  /** The documents of all policies of the group, inline and attached. */
  policyDocuments(groupName: string): Promise<readonly unknown[] | 'no-such-group'>;
}

export interface RemediationPorts {
  readonly directory: Pick<Directory, 'listUsers' | 'readUser'>;
  readonly rules: { all(): Promise<readonly ConfigRule[]> };
  readonly groups: GroupQuestions;
  readonly iam: {
    addToGroup(userName: string, groupName: string): Promise<WriteAnswer>;
    removeFromGroup(userName: string, groupName: string): Promise<WriteAnswer>;
    deleteLoginProfile(userName: string): Promise<WriteAnswer>;
  };
  readonly clock: Clock;
}

/** Whose word counts as the rule's: never the caller's. */
export type TrustedRule =
  /** For the function: the rule that runs this very function; undefined or no ARN: none. */
  | { readonly by: 'function'; readonly functionArn: string | undefined }
  /** For the command line, which has no second privilege to guard: our one rule in the account. */
  | { readonly by: 'account'; readonly functionArn?: string | undefined };

/** Settings that do not depend on the request. */
export interface RemediationSettings {
  readonly trustedRule: TrustedRule;
  /** The group of require-mfa, or why there is none. */
  readonly group: { readonly name: string } | { readonly missing: string };
  /** Undo takes the user out of this group alone. @default - of every group of require-mfa */
  readonly undoGroup?: string | undefined;
  /** The account's own id, where it is known without a call. */
  readonly accountId?: string | undefined;
}

/** The result of a request, as the runbook's output and the command line show it. */
export interface RemediationOutcome {
  readonly message: string;
  readonly changed: boolean;
  readonly action: RemediationAction;
  readonly resourceId: string;
  readonly userName?: string;
  readonly compliance?: Verdict['compliance'];
  readonly reason?: Verdict['reason'];
}
