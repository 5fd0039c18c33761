import { partitionOfArn } from '../../core/partition';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { configClient } from '../../aws/clients/config-client';
import { iamClient, unrepeatedIamClient } from '../../aws/clients/iam-client';
import { ConfigRules } from '../../aws/config/config-rules';
import { IamApi } from '../../aws/iam/iam-api';
import { IamEnroller } from '../../aws/iam/iam-enroller';
import { RuleError } from '../../core/errors';
import type { RuleParameters } from '../../core/rule-parameters';
import type { User } from '../../core/user';
import { levelWarning, otherDevices } from '../../enrolment/advice';
import { enrol, EnrolmentFailedError, InterruptedError } from '../../enrolment/enrol';
import type { EnrolmentPorts } from '../../enrolment/ports';
import { Directory } from '../../run/directory';
import { ReadFailedError } from '../../run/failures';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import { inSession, type Session, type SessionFlags } from '../session';
import { isTerminal, unusable, UsageError, type CliIo, type ExitCode } from '../terminal/io';
import { complain } from '../terminal/say';
import { parametersOfRule } from './parameters-of-rule';
import { SecretScreen } from './secret-screen';
import { Terminal } from './terminal';
import { verdictAfter } from './verdict-after';

export interface EnrolFlags extends SessionFlags {
  readonly userName?: string;
  readonly deviceName?: string;
  readonly text: boolean;
}

export async function enrolHere(flags: EnrolFlags, io: CliIo): Promise<void> {
  const input = terminalOf(io);
  refuseNames(flags);
  const fromFlags = ruleParametersOfFlags({ ...flags });
  const reading = new AbortController();
  const terminal = new Terminal(input, io.stdout, () => reading.abort());
  io.onInterrupt?.(() => terminal.interrupt());
  const enrolling = async (session: Session): Promise<void> => {
    session.signal.addEventListener('abort', () => terminal.interrupt());
    try {
      io.exit(await work(flags, fromFlags, session, terminal, reading.signal));
    } catch (error) {
      const timeIsUp = session.signal.aborted;
      const isInterrupted = error instanceof InterruptedError || reading.signal.aborted;
      if (!isInterrupted && !(error instanceof EnrolmentFailedError)) throw error;
      if (error instanceof EnrolmentFailedError) complain(io, error.message);
      if (timeIsUp) complain(io, timeIsOver);
      io.exit(isInterrupted && !timeIsUp ? 130 : 3);
    } finally {
      terminal.close();
    }
  };
  // One reader at the terminal: a role's MFA code is asked for by the same one.
  await inSession(flags, io, enrolling, { askMfaCode: (prompt) => terminal.ask(prompt) });
}

/** A secret goes to a person's eyes, never into a pipe or a file. @throws UsageError */
function terminalOf({ stdin, stdout }: CliIo): Readable {
  if (stdin !== undefined && isTerminal(stdin) && isTerminal(stdout)) return stdin;
  throw new UsageError(
    'enrol shows a secret, so it needs a terminal on stdin and stdout; run it without pipes and redirections.',
  );
}

/** @throws UsageError */
function refuseNames({ userName, deviceName }: EnrolFlags): void {
  if (userName !== undefined && !/^[\w+=,.@-]{1,64}$/.test(userName))
    throw unusable('--user-name', userName, '1 to 64 of A-Z a-z 0-9 _ + = , . @ -');
  if (deviceName !== undefined && !/^[\w+=,.@-]{1,128}$/.test(deviceName))
    throw unusable('--device-name', deviceName, '1 to 128 of A-Z a-z 0-9 _ + = , . @ -');
}

const timeIsOver =
  'the time of --timeout is over: no device was assigned; run it again, with --timeout 0 where nobody hurries.';

async function work(
  flags: EnrolFlags,
  fromFlags: RuleParameters,
  { connection, io }: Session,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const reader = iamClient(connection);
  const iam = new IamEnroller({ reader, writer: unrepeatedIamClient(connection), signal });
  const user = await userOf(flags, iam);
  const rules = new ConfigRules({ client: configClient(connection), signal });
  const ruleParameters = await parametersOfRule(rules, fromFlags);
  const partition = partitionOfArn(user.arn);
  terminal.say(otherDevices(partition));
  const warning = levelWarning(ruleParameters.requiredMfa);
  if (warning !== undefined) terminal.say(warning);
  if (flags.text) terminal.say(textWarning);

  const ports = portsOf(flags, io, terminal, user, iam, signal);
  const serialNumber = await enrol({ user, deviceName: flags.deviceName }, ports);
  terminal.say(await assignedText(serialNumber, user, ports));
  const directory = new Directory({
    iam: new IamApi(reader, signal),
    log: { warn: () => undefined },
  });
  const verdict = await verdictAfter(directory, user.userName, ruleParameters, new Date());
  terminal.say(verdict.text);
  return verdict.isNonCompliant ? 1 : 0;
}

const textWarning =
  'The key is the device itself: anyone who sees it can make the same codes. Type it into the app, and copy it nowhere.';

/** @throws UsageError where no user is meant */
async function userOf({ userName }: EnrolFlags, iam: EnrolmentPorts['iam']): Promise<User> {
  if (userName !== undefined) {
    const user = await iam.user(userName);
    if (user === 'gone')
      throw new UsageError(`--user-name is '${userName}', and there is no IAM user of this name.`);
    return user;
  }
  try {
    return await iam.self();
  } catch (error) {
    if (!(error instanceof ReadFailedError) || error.failure.error !== 'ValidationError') throw error;
    throw new UsageError(
      'These credentials are not those of an IAM user; name the user with --user-name, or use the credentials of the user.',
      { cause: error },
    );
  }
}

function portsOf(
  { text }: EnrolFlags,
  io: CliIo,
  terminal: Terminal,
  { userName }: User,
  iam: EnrolmentPorts['iam'],
  signal: AbortSignal,
): EnrolmentPorts {
  const pause = async (milliseconds: number): Promise<void> => {
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new InterruptedError('Interrupted.');
  };
  const screen = new SecretScreen({
    output: io.stdout,
    asText: text,
    isDumb: io.env['TERM'] === 'dumb',
    ask: (prompt) => terminal.ask(prompt),
  });
  return {
    iam,
    clock: { now: () => new Date(), pause },
    dialogue: {
      say: (line) => terminal.say(line),
      ask: (prompt) => terminal.ask(prompt),
      show: (device, user) => screen.show(device, userName, user.arn.split(':')[4] ?? ''),
      hide: () => screen.hide(),
    },
  };
}

/** IAM's lists may lag behind its writes. */
const listTries = 5;

async function assignedText(
  serialNumber: string,
  user: User,
  { iam, clock }: EnrolmentPorts,
): Promise<string> {
  for (let attempt = 1; attempt <= listTries; attempt += 1) {
    try {
      const serials = await iam.serialNumbers(user.userName);
      if (serials.includes(serialNumber))
        return `The device ${serialNumber} is assigned to ${user.userName}.`;
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      return `IAM has taken the device ${serialNumber} for ${user.userName}; the list could not be read (${error.message}).`;
    }
    await clock.pause(1000);
  }
  return `IAM has taken the device ${serialNumber} for ${user.userName}; ListMFADevices does not show it yet.`;
}
