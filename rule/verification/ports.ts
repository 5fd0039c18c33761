import type { User } from '../core/user';
import type { RemediationAction } from '../meta';
import type { HeldResult } from '../protocol/evaluation';
import type { LoginProfileAnswer, ReadFailure } from '../run/ports';
import type { Step } from './journal';

/** Several actions on one resource, by one user in one state. */
export interface Simulation {
  readonly policies: readonly string[];
  readonly actions: readonly string[];
  readonly resource: string;
  readonly context: Readonly<
    Record<string, { readonly type: 'string' | 'boolean' | 'stringList'; readonly value: string }>
  >;
}

export interface PolicySimulator {
  /** The decision of each action. @throws ReadFailedError */
  simulate(simulation: Simulation): Promise<ReadonlyMap<string, string>>;
}

export interface NewDevice {
  readonly serialNumber: string;
  /** In memory only: who has it has the device. */
  readonly secret: string;
}

/**
 * IAM, as far as the story needs it. A making that got no answer throws; a removal of what is not there is done.
 * Every method throws ReadFailedError.
 */
export interface VerificationIam {
  makeUser(userName: string, path: string): Promise<User>;
  /** A random one, which is neither shown nor kept. */
  makePassword(userName: string): Promise<void>;
  changePassword(userName: string): Promise<void>;
  makeDevice(deviceName: string, path: string): Promise<NewDevice>;
  /** Tries new codes where IAM does not take the first. */
  enableDevice(userName: string, device: NewDevice): Promise<void>;
  rename(userName: string, newName: string): Promise<void>;
  tag(userName: string, key: string, value: string): Promise<void>;
  removePassword(userName: string): Promise<void>;
  deactivateDevice(userName: string, serialNumber: string): Promise<void>;
  deleteDevice(serialNumber: string): Promise<void>;
  groupsOf(userName: string): Promise<readonly { readonly groupName: string; readonly path: string }[]>;
  leaveGroup(userName: string, groupName: string): Promise<void>;
  deleteUser(userName: string): Promise<void>;
  user(userName: string): Promise<User | 'gone'>;
  loginProfile(userName: string): Promise<LoginProfileAnswer>;
  serialNumbers(userName: string): Promise<readonly string[]>;
  usersUnder(path: string): Promise<readonly User[]>;
  virtualSerialNumbers(): Promise<readonly string[]>;
}

/** The results of the deployed rule. Every method throws ReadFailedError. */
export interface VerificationConfig {
  heldOf(userId: string): Promise<HeldResult | undefined>;
  scanSummary(): Promise<HeldResult | undefined>;
  start(): Promise<ReadFailure | undefined>;
}

/** AWS's answer at one moment, or why there is none: what is not deployed is not asked. */
export type Look =
  | {
      readonly got: string;
      readonly annotation?: string | undefined;
      readonly recordedTime?: Date | undefined;
      readonly seconds?: number | undefined;
    }
  | { readonly absent: string }
  | { readonly failure: string };

export type RequireMfa = Extract<RemediationAction, 'require-mfa' | 'undo-require-mfa'>;

/** Whatever may be deployed beside the rule. Every method throws ReadFailedError. */
export interface VerificationPlaces {
  /** Whether IAM's events start the rule at all. */
  events(): Promise<Look>;
  aggregated(userId: string): Promise<Look>;
  aggregatedSummary(): Promise<Look>;
  finding(userId: string): Promise<Look>;
  /** The source of the event in CloudTrail that made the user's password. */
  trail(userName: string): Promise<Look>;
  /** The status in which the runbook has ended. */
  runbook(action: RequireMfa, resourceId: string, ruleName?: string): Promise<Look>;
}

export interface VerificationClock {
  now(): Date;
  /** Ends early where the run is to end. */
  pause(milliseconds: number): Promise<void>;
}

export interface VerificationPorts {
  readonly iam: VerificationIam;
  readonly config: VerificationConfig;
  readonly places: VerificationPlaces;
  readonly clock: VerificationClock;
  readonly journal: (step: Step) => void;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}
