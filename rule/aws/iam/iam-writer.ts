import {
  AddUserToGroupCommand,
  DeleteLoginProfileCommand,
  type IAMClient,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import type { WriteAnswer } from '../../remediation/ports';
import { attemptsOf } from '../clients/persistent-retries';
import { ask, type Tried } from '../clients/call-scope';
import { errorCode, isLost, readFailed } from '../clients/read-failed';
import { within } from '../../run/time-limit';
import { IamApi } from './iam-api';
import { IamGroups } from './iam-groups';

export interface IamWriterOptions {
  /** The client that read before: it knows by how much the clock is off. */
  readonly reader: IAMClient;
  /** A client that tries again by itself (see iam-client). */
  readonly writer: IAMClient;
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
}

/** The three steps that change a user. Each may be repeated, whether or not the first try reached IAM. */
export class IamWriter {
  constructor(private readonly options: IamWriterOptions) {}

  /** NoSuchEntity is about the user or about the group: a group that is missing is a failure. */
  addToGroup(userName: string, groupName: string): Promise<WriteAnswer> {
    const command = new AddUserToGroupCommand({ UserName: userName, GroupName: groupName });
    return this.write(
      'iam:AddUserToGroup',
      (abortSignal) => this.options.writer.send(command, { abortSignal }),
      (message) => (/^the user /i.test(message) ? 'user-gone' : undefined),
      (signal) => this.isMember(userName, groupName, signal),
    );
  }

  /** Whatever is not there any more, the user, the group or the membership: there is none left to end. */
  removeFromGroup(userName: string, groupName: string): Promise<WriteAnswer> {
    const command = new RemoveUserFromGroupCommand({ UserName: userName, GroupName: groupName });
    return this.write(
      'iam:RemoveUserFromGroup',
      (abortSignal) => this.options.writer.send(command, { abortSignal }),
      alreadyOrByAnother,
      async (signal) => !(await this.isMember(userName, groupName, signal)),
    );
  }

  deleteLoginProfile(userName: string): Promise<WriteAnswer> {
    const command = new DeleteLoginProfileCommand({ UserName: userName });
    return this.write(
      'iam:DeleteLoginProfile',
      (abortSignal) => this.options.writer.send(command, { abortSignal }),
      alreadyOrByAnother,
      async (signal) => {
        const answer = await new IamApi(this.options.reader, signal).loginProfile(userName);
        return typeof answer === 'string';
      },
    );
  }

  private async isMember(userName: string, groupName: string, signal: AbortSignal): Promise<boolean> {
    const groups = await new IamGroups(this.options.reader, signal).ofUser(userName);
    return groups !== 'user-gone' && groups.some((group) => group.groupName === groupName);
  }

  /**
   * `absent` says what NoSuchEntity means, given its message and how often the call was sent; `isDone` reads
   * back whether it is now as asked, where no answer says so, or one to a later try: a call whose answer was lost, and which is then
   * throttled to the end, may have been carried out. IAM may show a change seconds later: only "done" is believed.
   */
  private async write(
    api: string,
    send: (signal: AbortSignal) => Promise<unknown>,
    absent: (message: string, attempts: number) => WriteAnswer | undefined,
    isDone: (signal: AbortSignal) => Promise<boolean>,
  ): Promise<WriteAnswer> {
    const { signal, reader, writer } = this.options;
    writer.config.systemClockOffset ||= reader.config.systemClockOffset;
    const tried: Tried = {};
    try {
      await ask(signal, () => send(signal), undefined, tried);
      return 'done';
    } catch (error) {
      const answer =
        errorCode(error) === 'NoSuchEntity'
          ? absent(error instanceof Error ? error.message : '', attemptsOf(error))
          : undefined;
      if (answer !== undefined) return answer;
      const { failure } = readFailed(api, error, signal);
      if (!isLost(error) && tried.wasLost !== true && tried.isUnderWay !== true) return { failure };
      const done = await within(new AbortController().signal, readBackMilliseconds, isDone).catch(
        () => false,
      );
      return done ? 'done-by-this-or-another' : { failure, unclear: true };
    }
  }
}

/** The time for the call itself is over then: less than what the invocation has left for its last words. */
const readBackMilliseconds = 400;

/** A try that failed in transit may have reached IAM: whether it or another call removed the thing is not known. */
const alreadyOrByAnother = (_: string, attempts: number): WriteAnswer =>
  attempts > 1 ? 'done-by-this-or-another' : 'already';
