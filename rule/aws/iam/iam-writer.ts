import {
  AddUserToGroupCommand,
  DeleteLoginProfileCommand,
  type IAMClient,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import type { WriteAnswer } from '../../remediation/ports';
import { attemptsOf } from '../clients/persistent-retries';
import { errorCode, readFailed } from '../clients/read-failed';

export interface IamWriterOptions {
  /** What read before: it knows by how much the clock is off. */
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
    );
  }

  /** Whatever is not there any more, the user, the group or the membership: there is none left to end. */
  removeFromGroup(userName: string, groupName: string): Promise<WriteAnswer> {
    const command = new RemoveUserFromGroupCommand({ UserName: userName, GroupName: groupName });
    return this.write(
      'iam:RemoveUserFromGroup',
      (abortSignal) => this.options.writer.send(command, { abortSignal }),
      alreadyOrByAnother,
    );
  }

  deleteLoginProfile(userName: string): Promise<WriteAnswer> {
    const command = new DeleteLoginProfileCommand({ UserName: userName });
    return this.write(
      'iam:DeleteLoginProfile',
      (abortSignal) => this.options.writer.send(command, { abortSignal }),
      alreadyOrByAnother,
    );
  }

  /** `absent` says what NoSuchEntity means, given its message and how often the call was sent. */
  private async write(
    api: string,
    send: (signal: AbortSignal) => Promise<unknown>,
    absent: (message: string, attempts: number) => WriteAnswer | undefined,
  ): Promise<WriteAnswer> {
    const { signal, reader, writer } = this.options;
    writer.config.systemClockOffset ||= reader.config.systemClockOffset;
    try {
      await send(signal);
      return 'done';
    } catch (error) {
      const answer =
        errorCode(error) === 'NoSuchEntity'
          ? absent(error instanceof Error ? error.message : '', attemptsOf(error))
          : undefined;
      return answer ?? { failure: readFailed(api, error, signal).failure };
    }
  }
}

/** A try that failed in transit may have reached IAM: whether it or another call removed the thing is not known. */
const alreadyOrByAnother = (_: string, attempts: number): WriteAnswer =>
  attempts > 1 ? 'done-by-this-or-another' : 'already';
