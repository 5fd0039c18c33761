import {
  CreateVirtualMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetUserCommand,
  type IAMClient,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { User } from '../../core/user';
import type { EnrolmentIam, NewDevice } from '../../enrolment/ports';
import type { ReadFailure } from '../../run/ports';
import { within } from '../../run/time-limit';
import { markerOf, pagesOf } from '../pages';
import { errorCode, isLost, readFailed } from '../clients/read-failed';

export interface IamEnrollerOptions {
  /** For questions; it tries again by itself. */
  readonly reader: IAMClient;
  /** For writes: a client that repeats no call that may have been carried out. */
  readonly writer: IAMClient;
  /** Ends a question that is under way; a write is waited for. */
  readonly signal: AbortSignal;
}

const userSchema = v.pipe(
  v.object({ UserId: v.string(), UserName: v.string(), Path: v.string(), Arn: v.string() }),
  v.transform(({ UserId, UserName, Path, Arn }): User => ({
    userId: UserId,
    userName: UserName,
    path: Path,
    arn: Arn,
  })),
);
const serialsSchema = v.array(v.object({ SerialNumber: v.pipe(v.string(), v.nonEmpty()) }));
const deviceSchema = v.pipe(
  v.object({ SerialNumber: v.string(), Base32StringSeed: v.instance(Uint8Array) }),
  v.transform(({ SerialNumber, Base32StringSeed }): NewDevice => ({
    serialNumber: SerialNumber,
    // The SDK has taken the base64 of the wire away; what is left is the base32 text.
    secret: Buffer.from(Base32StringSeed).toString('utf8'),
  })),
);

const attempts = 8;
/** A write that is under way is waited for, also after Ctrl-C: only then is it known what it has made. */
const writeMilliseconds = 20_000;
const clearingMilliseconds = 60_000;

/** The IAM calls of enrolling. None of their messages and errors carries the secret or a code. */
export class IamEnroller implements EnrolmentIam {
  constructor(private readonly options: IamEnrollerOptions) {}

  self(): Promise<User> {
    return this.ask('iam:GetUser', async (abortSignal) => {
      const { User: user } = await this.options.reader.send(new GetUserCommand({}), { abortSignal });
      return v.parse(userSchema, user);
    });
  }

  async user(userName: string): Promise<User | 'gone'> {
    return this.ask(
      'iam:GetUser',
      async (abortSignal): Promise<User | 'gone'> => {
        const command = new GetUserCommand({ UserName: userName });
        return v.parse(userSchema, (await this.options.reader.send(command, { abortSignal })).User);
      },
      (code) => (code === 'NoSuchEntity' ? 'gone' : undefined),
    );
  }

  serialNumbers(userName: string): Promise<readonly string[]> {
    return this.ask('iam:ListMFADevices', async (abortSignal) => {
      const serials: string[] = [];
      const pageOf = (Marker: string | undefined) =>
        this.options.reader.send(new ListMFADevicesCommand({ UserName: userName, Marker }), { abortSignal });
      for await (const page of pagesOf(pageOf, markerOf)) {
        serials.push(...v.parse(serialsSchema, page.MFADevices).map((one) => one.SerialNumber));
      }
      return serials;
    });
  }

  virtualSerialNumbers(): Promise<readonly string[]> {
    return this.ask('iam:ListVirtualMFADevices', async (abortSignal) => {
      const serials: string[] = [];
      const pageOf = (Marker: string | undefined) =>
        this.options.reader.send(new ListVirtualMFADevicesCommand({ MaxItems: 1000, Marker }), {
          abortSignal,
        });
      for await (const page of pagesOf(pageOf, markerOf)) {
        serials.push(...v.parse(serialsSchema, page.VirtualMFADevices).map((one) => one.SerialNumber));
      }
      return serials;
    });
  }

  create(deviceName: string): Promise<NewDevice | 'taken' | 'unclear'> {
    const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: deviceName });
    return this.ask(
      'iam:CreateVirtualMFADevice',
      async (): Promise<NewDevice | 'taken' | 'unclear'> => {
        const output = await this.write((abortSignal) => this.options.writer.send(command, { abortSignal }));
        return v.parse(deviceSchema, output.VirtualMFADevice);
      },
      (code, error) => (code === 'EntityAlreadyExists' ? 'taken' : isLost(error) ? 'unclear' : undefined),
    );
  }

  enable(
    userName: string,
    serialNumber: string,
    [first, second]: readonly [string, string],
  ): Promise<'enabled' | 'wrong-codes' | 'not-yet' | 'unclear'> {
    const command = new EnableMFADeviceCommand({
      UserName: userName,
      SerialNumber: serialNumber,
      AuthenticationCode1: first,
      AuthenticationCode2: second,
    });
    return this.ask(
      'iam:EnableMFADevice',
      async (): Promise<'enabled' | 'wrong-codes' | 'not-yet' | 'unclear'> => {
        await this.write((abortSignal) => this.options.writer.send(command, { abortSignal }));
        return 'enabled';
      },
      (code, error) => {
        if (code === 'InvalidAuthenticationCode') return 'wrong-codes';
        if (code === 'EntityTemporarilyUnmodifiable') return 'not-yet';
        return isLost(error) ? 'unclear' : undefined;
      },
    );
  }

  /** It has a time of its own: what was interrupted is cleared up all the same. */
  remove(serialNumber: string): Promise<'removed' | 'assigned' | { readonly failure: ReadFailure }> {
    return within(new AbortController().signal, clearingMilliseconds, (signal) =>
      this.removeUntil(serialNumber, signal),
    );
  }

  private async removeUntil(
    serialNumber: string,
    signal: AbortSignal,
  ): Promise<'removed' | 'assigned' | { readonly failure: ReadFailure }> {
    const command = new DeleteVirtualMFADeviceCommand({ SerialNumber: serialNumber });
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.write((abortSignal) => this.options.writer.send(command, { abortSignal }));
        return 'removed';
      } catch (error) {
        const code = errorCode(error);
        if (code === 'DeleteConflict') return 'assigned';
        // Gone by an attempt whose answer was lost.
        if (code === 'NoSuchEntity' && attempt > 1) return 'removed';
        const mayPass =
          isLost(error) || code === 'EntityTemporarilyUnmodifiable' || code === 'ServiceFailure';
        if (!mayPass || attempt === attempts || signal.aborted) {
          return { failure: readFailed('iam:DeleteVirtualMFADevice', error, signal).failure };
        }
      }
      await sleep(500 * attempt, undefined, { signal }).catch(() => undefined);
    }
  }

  private write<T>(send: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    return within(new AbortController().signal, writeMilliseconds, send);
  }

  private async ask<T>(
    api: string,
    send: (signal: AbortSignal) => Promise<T>,
    known: (code: string, error: unknown) => T | undefined = () => undefined,
  ): Promise<T> {
    const { signal } = this.options;
    try {
      return await send(signal);
    } catch (error) {
      const answer = signal.aborted ? undefined : known(errorCode(error), error);
      if (answer !== undefined) return answer;
      throw readFailed(api, error, signal);
    }
  }
}
