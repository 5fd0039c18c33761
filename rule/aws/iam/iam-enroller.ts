import {
  CreateVirtualMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { User } from '../../core/user';
import type { EnrolmentIam, NewDevice, NotRemoved } from '../../enrolment/ports';
import { within } from '../../run/time-limit';
import { errorCode, isLost, readFailed } from '../clients/read-failed';
import { newDeviceSchema, serialNumbersOf, virtualSerialNumbers } from './devices';
import { IamApi } from './iam-api';
import { userSchema } from './shapes';

export interface IamEnrollerOptions {
  /** For questions; it tries again by itself. */
  readonly reader: IAMClient;
  /** For writes: a client that repeats no call that may have been carried out. */
  readonly writer: IAMClient;
  /** Ends a question that is under way; a write is waited for. */
  readonly signal: AbortSignal;
}

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

  user(userName: string): Promise<User | 'gone'> {
    return new IamApi(this.options.reader, this.options.signal).user(userName);
  }

  serialNumbers(userName: string): Promise<readonly string[]> {
    return serialNumbersOf(this.options.reader, this.options.signal, userName);
  }

  virtualSerialNumbers(): Promise<readonly string[]> {
    return virtualSerialNumbers(this.options.reader, this.options.signal);
  }

  create(deviceName: string): Promise<NewDevice | 'taken' | 'unclear'> {
    const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: deviceName });
    return this.ask(
      'iam:CreateVirtualMFADevice',
      async (): Promise<NewDevice | 'taken' | 'unclear'> => {
        const output = await this.write((abortSignal) => this.options.writer.send(command, { abortSignal }));
        return v.parse(newDeviceSchema, output.VirtualMFADevice);
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
  remove(serialNumber: string): Promise<'removed' | 'assigned' | NotRemoved> {
    return within(new AbortController().signal, clearingMilliseconds, (signal) =>
      this.removeUntil(serialNumber, signal),
    );
  }

  private async removeUntil(
    serialNumber: string,
    signal: AbortSignal,
  ): Promise<'removed' | 'assigned' | NotRemoved> {
    const command = new DeleteVirtualMFADeviceCommand({ SerialNumber: serialNumber });
    let unclear = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.write((abortSignal) => this.options.writer.send(command, { abortSignal }));
        return 'removed';
      } catch (error) {
        const code = errorCode(error);
        if (code === 'DeleteConflict') return 'assigned';
        // Gone by an attempt whose answer was lost.
        if (code === 'NoSuchEntity' && attempt > 1) return 'removed';
        unclear ||= isLost(error);
        const mayPass =
          isLost(error) || code === 'EntityTemporarilyUnmodifiable' || code === 'ServiceFailure';
        if (!mayPass || attempt === attempts || signal.aborted) {
          return { failure: readFailed('iam:DeleteVirtualMFADevice', error, signal).failure, unclear };
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
      // Ctrl-C asks for nothing new, but a write whose answer was lost may have made something.
      const answer = signal.aborted && !isLost(error) ? undefined : known(errorCode(error), error);
      if (answer !== undefined) return answer;
      throw readFailed(api, error, signal);
    }
  }
}
