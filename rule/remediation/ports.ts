import type { Verdict } from '../core/verdict';
import type { Directory } from '../run/directory';
import type { Clock, ReadFailure } from '../run/ports';
import type { ConfigRule } from '../protocol/config-rule';
import type { RemediationAction } from './request';

/**
 * - `done`: it is now as asked.
 * - `already`: it was so before (not a member any more, no login profile any more).
 * - `user-gone`: nobody has this name any more.
 */
export type WriteAnswer = 'done' | 'already' | 'user-gone' | { readonly failure: ReadFailure };

export interface RemediationPorts {
  readonly directory: Pick<Directory, 'listUsers' | 'readUser'>;
  readonly rules: { named(ruleName: string): Promise<readonly ConfigRule[]> };
  readonly iam: {
    isMember(
      userName: string,
      groupName: string,
    ): Promise<boolean | 'user-gone' | { readonly failure: ReadFailure }>;
    addToGroup(userName: string, groupName: string): Promise<WriteAnswer>;
    removeFromGroup(userName: string, groupName: string): Promise<WriteAnswer>;
    deleteLoginProfile(userName: string): Promise<WriteAnswer>;
  };
  readonly clock: Clock;
}

/** What a request comes to, as the runbook's output and the command line show it. */
export interface RemediationOutcome {
  readonly message: string;
  readonly changed: boolean;
  readonly action: RemediationAction;
  readonly resourceId: string;
  readonly userName?: string;
  readonly compliance?: Verdict['compliance'];
  readonly reason?: Verdict['reason'];
}
