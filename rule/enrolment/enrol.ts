import { RuleError } from '../core/errors';
import type { User } from '../core/user';
import { failureText, ReadFailedError } from '../run/failures';
import { diagnose, diagnosisText, parseCode } from './codes';
import { freeName, isTaken } from './device-name';
import type { EnrolmentPorts, NewDevice, NotRemoved } from './ports';

/** A person pressed Ctrl-C, or the terminal is gone. */
export class InterruptedError extends RuleError {}

/** The request cannot be fulfilled, and nothing was made. */
class EnrolmentRefusedError extends RuleError {}

/** The enrolment broke off; the message says what is left of it. */
export class EnrolmentFailedError extends RuleError {}

/** The device may be assigned. */
class UnclearAssignmentError extends EnrolmentFailedError {}

export interface EnrolmentWish {
  readonly user: User;
  readonly deviceName: string | undefined;
}

/** "A user can have up to eight MFA devices." (IAM User Guide) */
const mostDevices = 8;
const mostTries = 4;
const unmodifiableMilliseconds = 30_000;
const pauseMilliseconds = 2_000;

/**
 * Makes a virtual device, lets the person scan it, and assigns it with two codes that follow each other. However this ends,
 * a device that is not assigned is deleted, or named where that is denied. The secret is shown to the person and told to
 * nobody else.
 * @returns the serial number of the device, which is assigned
 * @throws EnrolmentRefusedError, EnrolmentFailedError, InterruptedError
 */
export async function enrol({ user, deviceName }: EnrolmentWish, ports: EnrolmentPorts): Promise<string> {
  const { iam, dialogue } = ports;
  const own = await iam.serialNumbers(user.userName);
  if (own.length >= mostDevices) {
    throw new EnrolmentRefusedError(
      `${user.userName} has ${own.length} MFA devices already, the most that IAM allows; nothing was made.`,
    );
  }
  const made = await makeDevice(user, deviceName, ports);
  try {
    await dialogue.show(made, user);
    await assign(made, user, ports);
    return made.serialNumber;
  } catch (error) {
    dialogue.hide();
    return await clearUp(made.serialNumber, user, error, ports);
  } finally {
    dialogue.hide();
  }
}

async function makeDevice(
  user: User,
  deviceName: string | undefined,
  { iam }: EnrolmentPorts,
): Promise<NewDevice> {
  const known = await knownSerials(iam);
  if (deviceName !== undefined && isTaken(deviceName, known ?? [])) throw nameTaken(deviceName);
  const tried: string[] = [...(known ?? [])];
  for (let tries = 0; tries < mostDevices * 2; tries += 1) {
    const name = deviceName ?? freeName(user.userName, tried);
    const made = await iam.create(name);
    if (typeof made === 'object') return made;
    if (made === 'taken' && deviceName !== undefined) throw nameTaken(deviceName);
    // The name was free a moment ago, so a device of this name is the one whose answer was lost.
    if (made === 'unclear' && known !== undefined) await removeLost(user, name, iam);
    if (made === 'unclear')
      throw new EnrolmentFailedError('The connection was lost while the device was made; try again.');
    tried.push(`/${name}`);
  }
  throw new EnrolmentRefusedError(
    `No free device name was found for ${user.userName}; choose one with --device-name.`,
  );
}

const nameTaken = (deviceName: string): EnrolmentRefusedError =>
  new EnrolmentRefusedError(
    `--device-name is '${deviceName}', and the account has a virtual MFA device of this name; choose another or leave it out.`,
  );

/** The list is a convenience: where it is denied, IAM itself says that a name is taken. */
async function knownSerials(iam: EnrolmentPorts['iam']): Promise<readonly string[] | undefined> {
  try {
    return await iam.virtualSerialNumbers();
  } catch (error) {
    if (error instanceof ReadFailedError && error.failure.error === 'AccessDenied') return undefined;
    throw error;
  }
}

async function removeLost(user: User, deviceName: string, iam: EnrolmentPorts['iam']): Promise<void> {
  const serialNumber = user.arn.replace(/:user\/.*$/, `:mfa/${deviceName}`);
  const removed = await iam.remove(serialNumber);
  if (typeof removed === 'object' && removed.failure.error !== 'NoSuchEntity') {
    throw new EnrolmentFailedError(
      `The connection was lost while the device was made. If it was made, ${orphanText(serialNumber, removed)}`,
    );
  }
}

async function assign(device: NewDevice, user: User, ports: EnrolmentPorts): Promise<void> {
  const { dialogue, clock } = ports;
  const used = new Set<string>();
  for (let left = mostTries - 1; ; left -= 1) {
    const first = await askCode('First code: ', used, ports);
    const second = await askCode('Second code, when the app shows the next one: ', used, ports);
    const answer = await enable(device, user, [first, second], ports);
    if (answer === 'enabled') return;
    const diagnosis = diagnosisText(diagnose(device.secret, [first, second], clock.now()));
    if (left === 0) throw new EnrolmentFailedError(`AWS refused the codes ${mostTries} times. ${diagnosis}`);
    dialogue.say(`AWS refused the codes. ${diagnosis}`);
    dialogue.say(`Type two new codes; ${left === 1 ? '1 try is' : `${left} tries are`} left.`);
  }
}

/** Until it is a code that was not sent before. */
async function askCode(prompt: string, used: Set<string>, { dialogue }: EnrolmentPorts): Promise<string> {
  for (;;) {
    const typed = await dialogue.ask(prompt);
    const code = parseCode(typed);
    if (code === undefined) dialogue.say('That is no code: type the six digits that the app shows.');
    else if (used.has(code))
      dialogue.say('That code was typed already: wait until the app shows the next one.');
    else {
      used.add(code);
      return code;
    }
  }
}

/** A device that was just made may not be ready: the same codes are sent again for half a minute. */
async function enable(
  { serialNumber }: NewDevice,
  { userName }: User,
  codes: readonly [string, string],
  { iam, dialogue, clock }: EnrolmentPorts,
): Promise<'enabled' | 'wrong-codes'> {
  const end = clock.now().getTime() + unmodifiableMilliseconds;
  for (let isFirst = true; ; isFirst = false) {
    const answer = await iam.enable(userName, serialNumber, codes);
    if (answer === 'enabled' || answer === 'wrong-codes') return answer;
    if (answer === 'unclear') {
      throw new UnclearAssignmentError('The connection was lost while the device was assigned.');
    }
    if (clock.now().getTime() >= end) {
      throw new EnrolmentFailedError(
        'IAM could not change the new device for 30 seconds; try again in a minute.',
      );
    }
    if (isFirst)
      dialogue.say('IAM is still making the device; the same codes are sent again for up to 30 seconds.');
    await clock.pause(pauseMilliseconds);
  }
}

/** Deletes what is left. A device that turns out to be assigned is no failure: only the answer was lost. */
async function clearUp(
  serialNumber: string,
  user: User,
  cause: unknown,
  { iam, dialogue }: EnrolmentPorts,
): Promise<string> {
  if (!(cause instanceof RuleError)) {
    await iam.remove(serialNumber);
    throw cause;
  }
  const removed = await iam.remove(serialNumber);
  if (removed === 'assigned') return serialNumber;
  const isUnclear = removed !== 'removed' && cause instanceof UnclearAssignmentError;
  if (isUnclear && (await isShown(serialNumber, user, iam))) return serialNumber;
  const left =
    removed === 'removed'
      ? `The unfinished device was deleted; ${user.userName} has the devices of before.`
      : `The unfinished device ${removed.unclear === true ? 'may be' : 'is'} left: ${orphanText(serialNumber, removed, isUnclear ? user : undefined)}`;
  if (!(cause instanceof InterruptedError))
    throw new EnrolmentFailedError(`${cause.message.replace(/\.?$/, '.')} ${left}`, { cause });
  dialogue.say(`Interrupted. ${left}`);
  throw cause;
}

/** IAM may show an assignment seconds later: only a device that is shown is known to be assigned. */
const isShown = (serialNumber: string, { userName }: User, iam: EnrolmentPorts['iam']): Promise<boolean> =>
  iam.serialNumbers(userName).then(
    (serials) => serials.includes(serialNumber),
    () => false,
  );

/** @param mayHave the user to whom it may have been assigned after all */
const orphanText = (serialNumber: string, { failure, unclear = false }: NotRemoved, mayHave?: User): string =>
  `${unclear ? 'it is not known whether it was deleted' : 'it could not be deleted'} (${failureText(failure)}). ` +
  (mayHave === undefined
    ? 'It is assigned to nobody; an administrator deletes it with: '
    : `Whether it is assigned shows: aws iam list-mfa-devices --user-name ${mayHave.userName}. If it is not, an administrator deletes it with: `) +
  `aws iam delete-virtual-mfa-device --serial-number ${serialNumber}`;
