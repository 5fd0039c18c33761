import {
  AddUserToGroupCommand,
  DeleteLoginProfileCommand,
  type IAMClient,
  paginateListGroupsForUser,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadFailure } from '../../run/ports';
import { errorCode, readFailed } from '../read-failed';

const writeAttempts = 5;
const firstPauseMilliseconds = 400;

/**
 * What another try may mend, and nothing else: LimitExceeded is an answer. Each of these writes may be repeated, whether or
 * not the first reached IAM.
 */
const passing =
  /^(EntityTemporarilyUnmodifiable|ConcurrentModification|Throttling|ThrottledException|RequestLimitExceeded|ServiceFailure|ServiceUnavailable|InternalFailure|TimeoutError|E(CONNRESET|CONNREFUSED|PIPE|TIMEDOUT))$/;

type Answer = 'done' | 'already' | 'user-gone' | { readonly failure: ReadFailure };

export interface IamWriterOptions {
  /** For questions; it tries again by itself. */
  readonly reader: IAMClient;
  /** For writes: a client that calls once (see once-clients). */
  readonly writer: IAMClient;
  readonly signal: AbortSignal;
}

/** The three reversible or manual steps, and the membership that tells whether one of them is needed. */
export class IamWriter {
  constructor(private readonly options: IamWriterOptions) {}

  /** IAM's names are unique without case. */
  async isMember(
    userName: string,
    groupName: string,
  ): Promise<boolean | 'user-gone' | { readonly failure: ReadFailure }> {
    const { reader, signal } = this.options;
    const wanted = groupName.toLowerCase();
    try {
      const pages = paginateListGroupsForUser(
        { client: reader },
        { UserName: userName },
        { abortSignal: signal },
      );
      for await (const page of pages) {
        if (page.Groups?.some((group) => group.GroupName?.toLowerCase() === wanted) === true) return true;
      }
      return false;
    } catch (error) {
      if (errorCode(error) === 'NoSuchEntity') return 'user-gone';
      return { failure: readFailed('iam:ListGroupsForUser', error, signal).failure };
    }
  }

  /** NoSuchEntity is about the user or about the group: a group that is missing is a failure. */
  addToGroup(userName: string, groupName: string): Promise<Answer> {
    const command = new AddUserToGroupCommand({ UserName: userName, GroupName: groupName });
    return this.write(
      'iam:AddUserToGroup',
      (abortSignal) => this.options.writer.send(command, { abortSignal }),
      (message) => (/^the user /i.test(message) ? 'user-gone' : undefined),
    );
  }

  /** Whatever is not there any more, the user, the group or the membership: there is none left to end. */
  removeFromGroup(userName: string, groupName: string): Promise<Answer> {
    const command = new RemoveUserFromGroupCommand({ UserName: userName, GroupName: groupName });
    return this.write(
      'iam:RemoveUserFromGroup',
      (abortSignal) => this.options.writer.send(command, { abortSignal }),
      () => 'already',
    );
  }

  deleteLoginProfile(userName: string): Promise<Answer> {
    const command = new DeleteLoginProfileCommand({ UserName: userName });
    return this.write(
      'iam:DeleteLoginProfile',
      (abortSignal) => this.options.writer.send(command, { abortSignal }),
      () => 'already',
    );
  }

  private async write(
    api: string,
    send: (signal: AbortSignal) => Promise<unknown>,
    absent: (message: string) => Answer | undefined,
  ): Promise<Answer> {
    const { signal } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await send(signal);
        return 'done';
      } catch (error) {
        const code = errorCode(error);
        const answer =
          code === 'NoSuchEntity' ? absent(error instanceof Error ? error.message : '') : undefined;
        if (answer !== undefined) return answer;
        if (!passing.test(code) || attempt === writeAttempts || signal.aborted) {
          return { failure: readFailed(api, error, signal).failure };
        }
      }
      await sleep(firstPauseMilliseconds * 2 ** (attempt - 1), undefined, { signal }).catch(() => undefined);
    }
  }
}
