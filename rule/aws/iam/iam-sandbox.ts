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
  ListMFADevicesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  RemoveUserFromGroupCommand,
  TagUserCommand,
  UpdateLoginProfileCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { User } from '../../core/user';
import type { LoginProfileAnswer } from '../../run/ports';
import { within } from '../../run/time-limit';
import type { NewDevice, VerificationIam } from '../../verification/ports';
import { ask } from '../clients/call-scope';
import { errorCode, readFailed } from '../clients/read-failed';
import { IamApi } from './iam-api';
import { IamGroups } from './iam-groups';
import { wholeList } from './whole-list';

export interface IamSandboxOptions {
  readonly reader: IAMClient;
  /** For what makes something: a client that repeats no call that may have been carried out. */
  readonly maker: IAMClient;
  /** For what may be repeated. */
  readonly remover: IAMClient;
  /** Ends a question; a write is waited for, because only then is it known what it has made. */
  readonly signal: AbortSignal;
  /** Two codes of the device that follow each other. */
  readonly codes: (secret: string, now: Date) => readonly [string, string];
}

const userSchema = v.pipe(
  v.object({ UserId: v.string(), UserName: v.string(), Path: v.string(), Arn: v.string() }),
  v.transform((user): User => ({
    userId: user.UserId,
    userName: user.UserName,
    path: user.Path,
    arn: user.Arn,
  })),
);
const serialsSchema = v.array(v.object({ SerialNumber: v.pipe(v.string(), v.nonEmpty()) }));
const deviceSchema = v.object({ SerialNumber: v.string(), Base32StringSeed: v.instance(Uint8Array) });

/** Longer than a maker is throttled: given up earlier, it would be sent when everything is taken back already. */
const writeMilliseconds = 150_000;
const codeTries = 20;
const codeMilliseconds = 5_000;

/** Of every kind that a password policy may ask for; it leaves this function in the request only. */
const randomPassword = (): string => `aA1!${randomBytes(32).toString('base64url')}`;

/** The users and devices that `verify` makes and takes away again. */
export class IamSandbox implements VerificationIam {
  private readonly api: IamApi;

  constructor(private readonly options: IamSandboxOptions) {
    this.api = new IamApi(options.reader, options.signal);
  }

  async makeUser(userName: string, path: string): Promise<User> {
    const command = new CreateUserCommand({ UserName: userName, Path: path });
    const { User: user } = await this.write('iam:CreateUser', () => this.options.maker.send(command));
    return v.parse(userSchema, user);
  }

  async makePassword(userName: string): Promise<void> {
    const command = new CreateLoginProfileCommand({ UserName: userName, Password: randomPassword() });
    await this.write('iam:CreateLoginProfile', () => this.options.maker.send(command));
  }

  async changePassword(userName: string): Promise<void> {
    const command = new UpdateLoginProfileCommand({ UserName: userName, Password: randomPassword() });
    await this.write('iam:UpdateLoginProfile', () => this.options.maker.send(command));
  }

  async makeDevice(deviceName: string, path: string): Promise<NewDevice> {
    const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: deviceName, Path: path });
    const { VirtualMFADevice: made } = await this.write('iam:CreateVirtualMFADevice', () =>
      this.options.maker.send(command),
    );
    const { SerialNumber, Base32StringSeed } = v.parse(deviceSchema, made);
    return { serialNumber: SerialNumber, secret: Buffer.from(Base32StringSeed).toString('utf8') };
  }

  /** A device that was just made may not be ready, and a code counts once: both pass within a minute. */
  async enableDevice(userName: string, { serialNumber, secret }: NewDevice): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const [first, second] = this.options.codes(secret, new Date());
      const command = new EnableMFADeviceCommand({
        UserName: userName,
        SerialNumber: serialNumber,
        AuthenticationCode1: first,
        AuthenticationCode2: second,
      });
      try {
        await this.write('iam:EnableMFADevice', () => this.options.maker.send(command));
        return;
      } catch (error) {
        const code = errorCode(error instanceof Error ? error.cause : undefined);
        const mayPass = /^(EntityTemporarilyUnmodifiable|InvalidAuthenticationCode|NoSuchEntity)$/.test(code);
        if (!mayPass || tries === codeTries || this.options.signal.aborted) throw error;
        await sleep(codeMilliseconds, undefined, { signal: this.options.signal }).catch(() => undefined);
      }
    }
  }

  async rename(userName: string, newName: string): Promise<void> {
    const command = new UpdateUserCommand({ UserName: userName, NewUserName: newName });
    await this.write('iam:UpdateUser', () => this.options.maker.send(command));
  }

  async tag(userName: string, key: string, value: string): Promise<void> {
    const command = new TagUserCommand({ UserName: userName, Tags: [{ Key: key, Value: value }] });
    await this.write('iam:TagUser', () => this.options.maker.send(command));
  }

  removePassword(userName: string): Promise<void> {
    const command = new DeleteLoginProfileCommand({ UserName: userName });
    return this.remove('iam:DeleteLoginProfile', () => this.options.remover.send(command));
  }

  deactivateDevice(userName: string, serialNumber: string): Promise<void> {
    const command = new DeactivateMFADeviceCommand({ UserName: userName, SerialNumber: serialNumber });
    return this.remove('iam:DeactivateMFADevice', () => this.options.remover.send(command));
  }

  deleteDevice(serialNumber: string): Promise<void> {
    const command = new DeleteVirtualMFADeviceCommand({ SerialNumber: serialNumber });
    return this.remove('iam:DeleteVirtualMFADevice', () => this.options.remover.send(command));
  }

  /** The deployed rule's remediation may have added the user to one. */
  async leaveGroups(userName: string): Promise<void> {
    const groups = await new IamGroups(this.options.reader, this.options.signal).ofUser(userName);
    if (groups === 'user-gone') return;
    for (const { groupName } of groups) {
      const command = new RemoveUserFromGroupCommand({ UserName: userName, GroupName: groupName });
      await this.remove('iam:RemoveUserFromGroup', () => this.options.remover.send(command));
    }
  }

  deleteUser(userName: string): Promise<void> {
    const command = new DeleteUserCommand({ UserName: userName });
    return this.remove('iam:DeleteUser', () => this.options.remover.send(command));
  }

  user(userName: string): Promise<User | 'gone'> {
    return this.api.user(userName);
  }

  loginProfile(userName: string): Promise<LoginProfileAnswer> {
    return this.api.loginProfile(userName);
  }

  serialNumbers(userName: string): Promise<readonly string[]> {
    return wholeList(
      'iam:ListMFADevices',
      (page) => this.options.reader.send(new ListMFADevicesCommand({ UserName: userName, ...page })),
      this.options.signal,
      ({ MFADevices }) => v.parse(serialsSchema, MFADevices).map((device) => device.SerialNumber),
    );
  }

  usersUnder(path: string): Promise<readonly User[]> {
    return wholeList(
      'iam:ListUsers',
      (page) => this.options.reader.send(new ListUsersCommand({ PathPrefix: path, ...page })),
      this.options.signal,
      ({ Users }) => v.parse(v.array(userSchema), Users),
    );
  }

  virtualSerialNumbers(): Promise<readonly string[]> {
    return wholeList(
      'iam:ListVirtualMFADevices',
      (page) => this.options.reader.send(new ListVirtualMFADevicesCommand({ MaxItems: 1000, ...page })),
      this.options.signal,
      ({ VirtualMFADevices }) => v.parse(serialsSchema, VirtualMFADevices).map((one) => one.SerialNumber),
    );
  }

  private write<T>(api: string, send: () => Promise<T>): Promise<T> {
    return within(new AbortController().signal, writeMilliseconds, async (signal) => {
      try {
        return await ask(signal, send);
      } catch (error) {
        throw readFailed(api, error, signal);
      }
    });
  }

  /** A thing that is not there counts as removed. */
  private async remove(api: string, send: () => Promise<unknown>): Promise<void> {
    try {
      await this.write(api, send);
    } catch (error) {
      if (errorCode(error instanceof Error ? error.cause : undefined) !== 'NoSuchEntity') throw error;
    }
  }
}
