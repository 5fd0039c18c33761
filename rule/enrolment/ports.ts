import type { User } from '../core/user';
import type { ReadFailure } from '../run/ports';

export interface NewDevice {
  readonly serialNumber: string;
  /** The seed in base32: a person who has it has the device. It is shown once and kept nowhere. */
  readonly secret: string;
}

/** `unclear`: the answer of a try was lost, so the device may be gone. */
export interface NotRemoved {
  readonly failure: ReadFailure;
  readonly unclear?: boolean;
}

/**
 * IAM, as far as enrolling needs it. `unclear` is an answer that was lost: the call may have reached IAM.
 * Every method throws ReadFailedError for whatever else IAM answers.
 */
export interface EnrolmentIam {
  /** The caller, who must be a user. */
  self(): Promise<User>;
  user(userName: string): Promise<User | 'gone'>;
  serialNumbers(userName: string): Promise<readonly string[]>;
  /** Of every virtual device of the account, assigned or not. */
  virtualSerialNumbers(): Promise<readonly string[]>;
  create(deviceName: string): Promise<NewDevice | 'taken' | 'unclear'>;
  enable(
    userName: string,
    serialNumber: string,
    codes: readonly [string, string],
  ): Promise<'enabled' | 'wrong-codes' | 'not-yet' | 'unclear'>;
  /** Deletes a device that no user has; `assigned` where a user has it. */
  remove(serialNumber: string): Promise<'removed' | 'assigned' | NotRemoved>;
}

/** The person at the terminal. */
export interface Dialogue {
  say(text: string): void;
  /** @throws InterruptedError on Ctrl-C and at the end of the input */
  ask(prompt: string): Promise<string>;
  /** Shows a new device for scanning or typing, until `hide`. */
  show(device: NewDevice, user: User): Promise<void>;
  hide(): void;
}

export interface EnrolmentClock {
  now(): Date;
  pause(milliseconds: number): Promise<void>;
}

export interface EnrolmentPorts {
  readonly iam: EnrolmentIam;
  readonly dialogue: Dialogue;
  readonly clock: EnrolmentClock;
}
