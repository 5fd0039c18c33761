import type { STSClient } from '@aws-sdk/client-sts';
import { endAgents } from '../aws/clients/agents';
import { endCredentialPrograms } from '../aws/clients/credential-programs';
import { regionOf } from '../aws/clients/region';
import type { MadeWith } from '../findings/made-with';
import { stsClient, callerOf, type Caller } from '../aws/sts';
import { deadline, type Deadline } from '../aws/lambda/deadline';
import type { RuleParameters } from '../core/rule-parameters';
import { parametersText } from '../report/words/parameters-text';
import type { Log } from '../run/ports';
import { connect, type CommandConnection, type ConnectionNeeds } from './connection';
import type { ConnectionFlags } from './flags/connection';
import type { GeneralFlags } from './flags/general';
import { liveAccount, type LiveAccount } from './live-account';
import { canRedraw, isTerminal, type CliIo } from './terminal/io';
import { eraseLine, progress, type Progress } from './terminal/progress';
import { complain, remarks } from './terminal/say';
import { timeLimit, within, type TimeLimit } from '../run/time-limit';

export type SessionFlags = ConnectionFlags & GeneralFlags;

/** The inputs of a command, made once of its flags at the door; each part when it is asked for. */
export class Session {
  readonly now = new Date();
  /** Aborted when the time of --timeout is over. */
  readonly signal: AbortSignal;
  /** Writes a remark for a person; silent with --quiet. */
  readonly remark: (text: string) => void;
  readonly log: Pick<Log, 'warn'> = {
    warn: (message, details) => this.remark(`${message} ${JSON.stringify(details)}`),
  };
  private readonly limit: TimeLimit;
  private readonly deadlines: Deadline[] = [];
  private connected: CommandConnection | undefined;
  private sts: STSClient | undefined;
  private asked: Promise<Caller> | undefined;
  private read: LiveAccount | undefined;
  private firstLine: string | undefined;
  private bar: Progress | undefined;
  isInterrupted = false;

  constructor(
    private readonly flags: SessionFlags,
    readonly io: CliIo,
    private readonly needs: ConnectionNeeds = {},
  ) {
    this.limit = timeLimit(flags.timeout > 0 ? flags.timeout : undefined);
    this.signal = this.limit.signal;
    this.remark = remarks(io, flags);
    if (needs.showsWhatWasRead === true) io.onInterrupt?.(() => this.interrupt(), true);
  }

  /** The connection of every client: a person is asked for an MFA code once. @throws UsageError, EnvironmentError */
  get connection(): CommandConnection {
    return (this.connected ??= connect(this.flags, this.io, this.needs));
  }

  get stsClient(): STSClient {
    return (this.sts ??= stsClient(this.connection));
  }

  /** Whose credentials these are, asked once. @throws ReadFailedError */
  caller(): Promise<Caller> {
    return (this.asked ??= within(this.signal, callerMilliseconds, (signal) =>
      callerOf(this.stsClient, signal),
    ));
  }

  /** For a report: who asked, where, until when. These are labels, so a caller whom STS does not name fails nothing. */
  async madeBy(client: { readonly config: { region(): Promise<string> } }): Promise<MadeWith> {
    const caller = this.caller().then(
      ({ arn }) => arn,
      () => null,
    );
    const region = client.config.region().catch(() => null);
    return { caller: await caller, region: await region, endedAt: new Date().toISOString() };
  }

  /**
   * The first line for a person at a terminal, once something could be read: with whom, where and by which parameters. A mistake
   * stays one line, and what a program reads has it in the document.
   */
  async announce(ruleParameters?: RuleParameters): Promise<void> {
    if (!isTerminal(this.io.stderr)) return;
    const who = await this.caller().then(
      ({ accountId, arn }) => `account ${accountId} as ${arn}`,
      () => 'an account that STS does not name',
    );
    const region = await regionNameOf(this.connection);
    const by = ruleParameters === undefined ? '' : `, ${parametersText(ruleParameters)}`;
    this.firstLine = `With ${who}, region ${region}${by}.`;
  }

  /** The account of these credentials. */
  account(): LiveAccount {
    return (this.read ??= liveAccount(this.connection, this.signal, this.log));
  }

  /** The time of --timeout with what is kept for writing. */
  deadline(): Deadline {
    const made = deadline(this.flags.timeout === 0 ? undefined : this.flags.timeout);
    this.deadlines.push(made);
    return made;
  }

  /** The region that flag, environment or profile names. */
  region(): Promise<string | undefined> {
    return regionOf(this.flags, this.io.env);
  }

  progress(what: string, before: string): Progress {
    const bar = (this.bar = progress(this.io, this.flags, what, before));
    const start = (total: number): void => {
      if (this.firstLine !== undefined)
        this.remark(`${canRedraw(this.io) ? eraseLine : ''}${this.firstLine}`);
      this.firstLine = undefined;
      bar.start(total);
    };
    return { ...bar, start };
  }

  /** Ctrl-C: what was read so far is shown; a second one ends at once. */
  private interrupt(): void {
    this.isInterrupted = true;
    this.bar?.stop();
    complain(this.io, 'Interrupted: this is what was read until then.');
    this.limit.end();
  }

  /** After the last word: no timer and no socket keeps the process from ending. */
  end(): void {
    for (const limit of [this.limit, ...this.deadlines]) limit.end();
    if (this.connected !== undefined) endAgents(this.connected.agents);
    endCredentialPrograms();
  }
}

const regionNameOf = async ({ region }: CommandConnection): Promise<string> =>
  (typeof region === 'function' ? await region().catch(() => undefined) : region) ?? 'unknown';

/** A name is not worth more of a person's time. */
const callerMilliseconds = 20_000;

/** Does the work of a command, and ends what it worked with. */
export async function inSession<T>(
  flags: SessionFlags,
  io: CliIo,
  work: (session: Session) => Promise<T>,
  needs?: ConnectionNeeds,
): Promise<T> {
  const session = new Session(flags, io, needs);
  try {
    return await work(session);
  } finally {
    session.end();
  }
}
