import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  type IAMClient,
  type IAMClientResolvedConfig,
  ListUsersCommand,
  RemoveUserFromGroupCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  TagUserCommand,
  UpdateLoginProfileCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import type { Command } from '@smithy/types';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { User } from '../../core/user';
import type { LoginProfileAnswer } from '../../run/ports';
import { within } from '../../run/time-limit';
import type { NewDevice, VerificationIam } from '../../verification/ports';
import { answerTo, errorCode } from '../clients/read-failed';
import { newDeviceSchema, serialNumbersOf, virtualSerialNumbers } from './devices';
import { IamApi } from './iam-api';
import { IamGroups } from './iam-groups';
import { userSchema } from './shapes';
import { wholeList } from './whole-list';

export interface IamSandboxOptions {
  readonly reader: IAMClient;
  /** For what makes something: a client that repeats no call that may have been carried out. */
  readonly maker: IAMClient;
  /** For what may be repeated. */
  readonly remover: IAMClient;
  /** Ends a question; a write is waited for, because only then is it known what it has made. */
  readonly signal: AbortSignal;
  /** Two codes of the device that follow each other, by AWS's clock: this computer's may be off by so many milliseconds. */
  readonly codes: (secret: string, offMilliseconds: number) => readonly [string, string];
}

type IamCommand<I extends ServiceInputTypes, O extends ServiceOutputTypes> = Command<
  ServiceInputTypes,
  I,
  ServiceOutputTypes,
  O,
  IAMClientResolvedConfig
>;

/** Longer than a maker is throttled: given up earlier, it would be sent when everything is taken back already. */
const writeMilliseconds = 150_000;
const codeTries = 20;
/** The codes of a clock that is off by less are taken. */
const takenOffMilliseconds = 10_000;
const codeMilliseconds = 5_000;

/** Of every kind that a password policy may ask for; it leaves this function in the request only. */
const randomPassword = (): string => `aA1!${randomBytes(32).toString('base64url')}`;

const codeOf = (error: unknown): string => errorCode(error instanceof Error ? error.cause : undefined);

/** The users and devices that `verify` makes and takes away again. */
export class IamSandbox implements VerificationIam {
  private readonly api: IamApi;
  private offMilliseconds = 0;

  constructor(private readonly options: IamSandboxOptions) {
    this.api = new IamApi(options.reader, options.signal);
  }

  async makeUser(UserName: string, Path: string): Promise<User> {
    const { User: made } = await this.make('iam:CreateUser', new CreateUserCommand({ UserName, Path }));
    const off = (made?.CreateDate?.getTime() ?? NaN) - Date.now();
    // Dates are whole seconds, and an answer takes its time.
    this.offMilliseconds = Math.abs(off) > takenOffMilliseconds ? off : 0;
    return v.parse(userSchema, made);
  }

  async makePassword(UserName: string): Promise<void> {
    const command = new CreateLoginProfileCommand({ UserName, Password: randomPassword() });
    await this.make('iam:CreateLoginProfile', command);
  }

  async changePassword(UserName: string): Promise<void> {
    const command = new UpdateLoginProfileCommand({ UserName, Password: randomPassword() });
    await this.make('iam:UpdateLoginProfile', command);
  }

  async makeDevice(VirtualMFADeviceName: string, Path: string): Promise<NewDevice> {
    const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName, Path });
    const made = await this.make('iam:CreateVirtualMFADevice', command);
    return v.parse(newDeviceSchema, made.VirtualMFADevice);
  }

  /** A device that was just made may not be ready, and a code counts once: both pass within a minute. */
  async enableDevice(UserName: string, { serialNumber: SerialNumber, secret }: NewDevice): Promise<void> {
    const { codes, signal } = this.options;
    for (let tries = 1; ; tries += 1) {
      const [AuthenticationCode1, AuthenticationCode2] = codes(secret, this.offMilliseconds);
      const given = { UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 };
      try {
        await this.make('iam:EnableMFADevice', new EnableMFADeviceCommand(given));
        return;
      } catch (error) {
        const mayPass = /^(EntityTemporarilyUnmodifiable|InvalidAuthenticationCode|NoSuchEntity)$/;
        if (!mayPass.test(codeOf(error)) || tries === codeTries || signal.aborted) throw error;
        await sleep(codeMilliseconds, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async rename(UserName: string, NewUserName: string): Promise<void> {
    await this.make('iam:UpdateUser', new UpdateUserCommand({ UserName, NewUserName }));
  }

  async tag(UserName: string, Key: string, Value: string): Promise<void> {
    await this.make('iam:TagUser', new TagUserCommand({ UserName, Tags: [{ Key, Value }] }));
  }

  removePassword(UserName: string): Promise<void> {
    return this.remove('iam:DeleteLoginProfile', new DeleteLoginProfileCommand({ UserName }));
  }

  deactivateDevice(UserName: string, SerialNumber: string): Promise<void> {
    const command = new DeactivateMFADeviceCommand({ UserName, SerialNumber });
    return this.remove('iam:DeactivateMFADevice', command);
  }

  deleteDevice(SerialNumber: string): Promise<void> {
    return this.remove('iam:DeleteVirtualMFADevice', new DeleteVirtualMFADeviceCommand({ SerialNumber }));
  }

  async groupsOf(userName: string): ReturnType<VerificationIam['groupsOf']> {
    const groups = await new IamGroups(this.options.reader, this.options.signal).ofUser(userName);
    return groups === 'user-gone' ? [] : groups;
  }

  leaveGroup(UserName: string, GroupName: string): Promise<void> {
    const command = new RemoveUserFromGroupCommand({ UserName, GroupName });
    return this.remove('iam:RemoveUserFromGroup', command);
  }

  deleteUser(UserName: string): Promise<void> {
    return this.remove('iam:DeleteUser', new DeleteUserCommand({ UserName }));
  }

  user(userName: string): Promise<User | 'gone'> {
    return this.api.user(userName);
  }

  loginProfile(userName: string): Promise<LoginProfileAnswer> {
    return this.api.loginProfile(userName);
  }

  serialNumbers(userName: string): Promise<readonly string[]> {
    return serialNumbersOf(this.options.reader, this.options.signal, userName);
  }

  virtualSerialNumbers(): Promise<readonly string[]> {
    return virtualSerialNumbers(this.options.reader, this.options.signal);
  }

  usersUnder(path: string): Promise<readonly User[]> {
    return wholeList(
      'iam:ListUsers',
      (page) => this.options.reader.send(new ListUsersCommand({ PathPrefix: path, MaxItems: 1000, ...page })),
      this.options.signal,
      ({ Users }) => v.parse(v.array(userSchema), Users),
    );
  }

  private make<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    api: string,
    command: IamCommand<I, O>,
  ): Promise<O> {
    return this.write(api, this.options.maker, command);
  }

  /** A thing that is not there counts as removed. */
  private async remove<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    api: string,
    command: IamCommand<I, O>,
  ): Promise<void> {
    try {
      await this.write(api, this.options.remover, command);
    } catch (error) {
      if (codeOf(error) !== 'NoSuchEntity') throw error;
    }
  }

  /** The reader has learned by how much the clock is off; a writer that repeats nothing cannot. */
  private write<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    api: string,
    writer: IAMClient,
    command: IamCommand<I, O>,
  ): Promise<O> {
    writer.config.systemClockOffset ||= this.options.reader.config.systemClockOffset;
    return within(new AbortController().signal, writeMilliseconds, (signal) =>
      answerTo(api, signal, () => writer.send(command)),
    );
  }
}
