import {
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import * as v from 'valibot';
import { mfaDeviceKind, type MfaDeviceKind } from '../../core/mfa-device';
import type { LoginProfile, Tag, User } from '../../core/user';
import { ReadFailedError } from '../../run/failures';
import type { IamQuestions, LoginProfileAnswer } from '../../run/ports';
import { ask } from '../clients/call-scope';
import { markerOf, pagesOf } from '../pages';
import { errorCode, readFailed } from '../clients/read-failed';
import { userSchema } from './shapes';

/** IAM's largest page for every list that we ask for. */
const pageSize = 1000;

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
    /** How long the list of virtual devices may be throttled; without it every user is asked. */
    private readonly patienceMilliseconds = 60_000,
  ) {}

  /** The pages of ListUsers, each as it comes, so that those before a failure are known. */
  async *userPages(): AsyncGenerator<readonly User[]> {
    yield* this.pages(
      'iam:ListUsers',
      (page) => this.client.send(new ListUsersCommand(page)),
      ({ Users }) => v.parse(v.array(userSchema), Users),
    );
  }

  /**
   * The ids of all users who have a virtual MFA device. Root appears in this list with the account id and no UserName, and
   * some entries have no User at all: both are skipped.
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
   */
  async virtualMfaUserIds(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for await (const page of this.pages(
      'iam:ListVirtualMFADevices',
      (page) => this.client.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned', ...page })),
      ({ VirtualMFADevices }) => VirtualMFADevices,
      this.patienceMilliseconds,
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
    return this.one(
      'iam:GetUser',
      async (): Promise<User | 'gone'> => {
        const output = await this.client.send(new GetUserCommand({ UserName: userName }));
        return v.parse(userSchema, output.User);
      },
      () => 'gone',
    );
  }

  async loginProfile(userName: string): Promise<LoginProfileAnswer> {
    return this.one(
      'iam:GetLoginProfile',
      async (): Promise<LoginProfileAnswer> => {
        const output = await this.client.send(new GetLoginProfileCommand({ UserName: userName }));
        return v.parse(loginProfileSchema, output.LoginProfile);
      },
      (message) => {
        if (message.startsWith('Login Profile for User')) return 'none';
        return message.startsWith('The user with name') ? 'gone' : 'no-such-entity';
      },
    );
  }

  async mfaDeviceKinds(userName: string): Promise<readonly MfaDeviceKind[] | 'gone'> {
    return this.wholeList(
      'iam:ListMFADevices',
      (page) => this.client.send(new ListMFADevicesCommand({ UserName: userName, ...page })),
      ({ MFADevices }) => v.parse(v.array(deviceSchema), MFADevices),
    );
  }

  async tags(userName: string): Promise<readonly Tag[] | 'gone'> {
    return this.wholeList(
      'iam:ListUserTags',
      (page) => this.client.send(new ListUserTagsCommand({ UserName: userName, ...page })),
      ({ Tags }) => v.parse(v.array(tagSchema), Tags),
    );
  }

  /** One request; `absent` says what NoSuchEntity means here. */
  private async one<T>(api: string, send: () => Promise<T>, absent: (message: string) => T): Promise<T> {
    try {
      return await ask(this.signal, send);
    } catch (error) {
      if (errorCode(error) === 'NoSuchEntity') return absent(error instanceof Error ? error.message : '');
      throw readFailed(api, error, this.signal);
    }
  }

  private async *pages<P extends Page, T>(
    api: string,
    send: (page: PageInput) => Promise<P>,
    read: (page: P) => T,
    patienceMilliseconds?: number,
  ): AsyncGenerator<T> {
    const askFor = (marker: string | undefined): Promise<P> =>
      ask(
        this.signal,
        () => send({ MaxItems: pageSize, ...(marker === undefined ? {} : { Marker: marker }) }),
        patienceMilliseconds,
      );
    try {
      for await (const page of pagesOf(askFor, markerOf)) yield read(page);
    } catch (error) {
      throw readFailed(api, error, this.signal);
    }
  }

  private async wholeList<P extends Page, T>(
    api: string,
    send: (page: PageInput) => Promise<P>,
    read: (page: P) => readonly T[],
  ): Promise<readonly T[] | 'gone'> {
    const items: T[] = [];
    try {
      for await (const page of this.pages(api, send, read)) items.push(...page);
      return items;
    } catch (error) {
      if (error instanceof ReadFailedError && error.failure.error === 'NoSuchEntity') return 'gone';
      throw error;
    }
  }
}

type Page = Parameters<typeof markerOf>[0];

interface PageInput {
  readonly MaxItems: number;
  readonly Marker?: string;
}
