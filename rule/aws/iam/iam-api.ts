import {
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  paginateListMFADevices,
  paginateListUserTags,
  paginateListUsers,
  paginateListVirtualMFADevices,
} from '@aws-sdk/client-iam';
import * as v from 'valibot';
import { mfaDeviceKind, type MfaDeviceKind } from '../../core/mfa-device';
import type { LoginProfile, Tag, User } from '../../core/user';
import { ReadFailedError } from '../../run/failures';
import type { IamQuestions, LoginProfileAnswer } from '../../run/ports';
import { errorCode, MalformedResponseError, readFailed } from '../read-failed';

/** IAM's largest page for every list that we ask for. */
const pageSize = 1000;

const userSchema = v.pipe(
  v.object({
    UserId: v.string(),
    UserName: v.string(),
    Path: v.string(),
    Arn: v.string(),
    PasswordLastUsed: v.optional(v.date()),
  }),
  v.transform(({ UserId, UserName, Path, Arn, PasswordLastUsed }): User => ({
    userId: UserId,
    userName: UserName,
    path: Path,
    arn: Arn,
    ...(PasswordLastUsed === undefined ? {} : { passwordLastUsed: PasswordLastUsed }),
  })),
);
const loginProfileSchema = v.pipe(
  v.object({ CreateDate: v.date(), PasswordResetRequired: v.optional(v.boolean()) }),
  v.transform(({ CreateDate, PasswordResetRequired }): LoginProfile => ({
    createDate: CreateDate,
    ...(PasswordResetRequired === undefined ? {} : { passwordResetRequired: PasswordResetRequired }),
  })),
);
const deviceSchema = v.pipe(
  v.object({ SerialNumber: v.pipe(v.string(), v.nonEmpty()) }),
  v.transform(({ SerialNumber }): MfaDeviceKind => mfaDeviceKind(SerialNumber)),
);
const tagSchema = v.pipe(
  v.object({ Key: v.string(), Value: v.string() }),
  v.transform(({ Key, Value }): Tag => ({ key: Key, value: Value })),
);

/**
 * The questions that the rule asks IAM, one method each, answered in the core's terms.
 * Every method throws ReadFailedError where IAM gives no answer, or one that is not of the documented shape.
 */
export class IamApi implements IamQuestions {
  constructor(
    private readonly client: IAMClient,
    private readonly signal: AbortSignal,
  ) {}

  /** The pages of ListUsers, each as it comes, so that those before a failure are known. */
  async *userPages(): AsyncGenerator<readonly User[]> {
    yield* this.pages('iam:ListUsers', paginateListUsers(this.paging, {}, this.abort), (page) =>
      v.parse(v.array(userSchema), page.Users),
    );
  }

  /**
   * The ids of all users who have a virtual MFA device. Root appears in this list with the account id and no UserName, and
   * some entries have no User at all: both are skipped.
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
   */
  async virtualMfaUserIds(): Promise<ReadonlySet<string>> {
    const list = paginateListVirtualMFADevices(this.paging, { AssignmentStatus: 'Assigned' }, this.abort);
    const ids = new Set<string>();
    for await (const page of this.pages(
      'iam:ListVirtualMFADevices',
      list,
      (output) => output.VirtualMFADevices,
    )) {
      for (const { User: user, SerialNumber: serial } of page ?? []) {
        // Security keys have been seen in this list; they count as what their serial number says.
        const isVirtual = serial !== undefined && mfaDeviceKind(serial) === 'virtual';
        if (isVirtual && user?.UserName !== undefined && user.UserId !== undefined) ids.add(user.UserId);
      }
    }
    return ids;
  }

  async user(userName: string): Promise<User | 'gone'> {
    return this.ask(
      'iam:GetUser',
      async (): Promise<User | 'gone'> => {
        const output = await this.client.send(new GetUserCommand({ UserName: userName }), this.abort);
        return v.parse(userSchema, output.User);
      },
      () => 'gone',
    );
  }

  async loginProfile(userName: string): Promise<LoginProfileAnswer> {
    return this.ask(
      'iam:GetLoginProfile',
      async (): Promise<LoginProfileAnswer> => {
        const output = await this.client.send(new GetLoginProfileCommand({ UserName: userName }), this.abort);
        return v.parse(loginProfileSchema, output.LoginProfile);
      },
      (message) => {
        if (message.startsWith('Login Profile for User')) return 'none';
        return message.startsWith('The user with name') ? 'gone' : 'no-such-entity';
      },
    );
  }

  async mfaDeviceKinds(userName: string): Promise<readonly MfaDeviceKind[] | 'gone'> {
    const list = paginateListMFADevices(this.paging, { UserName: userName }, this.abort);
    return this.wholeList('iam:ListMFADevices', list, (page) =>
      v.parse(v.array(deviceSchema), page.MFADevices),
    );
  }

  async tags(userName: string): Promise<readonly Tag[] | 'gone'> {
    const list = paginateListUserTags(this.paging, { UserName: userName }, this.abort);
    return this.wholeList('iam:ListUserTags', list, (page) => v.parse(v.array(tagSchema), page.Tags));
  }

  private get paging(): { client: IAMClient; pageSize: number } {
    return { client: this.client, pageSize };
  }

  private get abort(): { abortSignal: AbortSignal } {
    return { abortSignal: this.signal };
  }

  /** Thousands of users may be left then, and a call that the SDK itself aborts costs milliseconds: the time for posting. */
  private failOnceTimeIsOver(): void {
    this.signal.throwIfAborted();
  }

  /** One request; `absent` says what NoSuchEntity means here. */
  private async ask<T>(api: string, send: () => Promise<T>, absent: (message: string) => T): Promise<T> {
    try {
      this.failOnceTimeIsOver();
      return await send();
    } catch (error) {
      if (errorCode(error) === 'NoSuchEntity') return absent(error instanceof Error ? error.message : '');
      throw readFailed(api, error, this.signal);
    }
  }

  private async *pages<P extends Page, T>(
    api: string,
    list: AsyncIterable<P>,
    read: (page: P) => T,
  ): AsyncGenerator<T> {
    try {
      this.failOnceTimeIsOver();
      let marker: string | undefined;
      for await (const page of list) {
        if (page.IsTruncated === true && (!page.Marker || page.Marker === marker))
          throw new MalformedResponseError('a truncated page whose Marker leads nowhere');
        marker = page.Marker;
        yield read(page);
      }
    } catch (error) {
      throw readFailed(api, error, this.signal);
    }
  }

  private async wholeList<P extends Page, T>(
    api: string,
    list: AsyncIterable<P>,
    read: (page: P) => readonly T[],
  ): Promise<readonly T[] | 'gone'> {
    const items: T[] = [];
    try {
      for await (const page of this.pages(api, list, read)) items.push(...page);
      return items;
    } catch (error) {
      if (error instanceof ReadFailedError && error.failure.error === 'NoSuchEntity') return 'gone';
      throw error;
    }
  }
}

interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}
