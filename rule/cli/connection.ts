import { createInterface } from 'node:readline';
import { commandLineConnection, regionPattern } from '../aws/clients/command-line';
import type { Agents, Connection } from '../aws/clients/settings';
import type { ConnectionFlags } from './flags/connection';
import { canRedraw, isTerminal, unusable, type CliIo } from './terminal/io';
import { eraseLine } from './terminal/progress';

/** IAM's region of the commercial partition. Credentials of another partition come with a region of their own. */
const defaultRegion = 'us-east-1';

export type CommandConnection = Connection & { readonly agents: Agents };

export interface ConnectionNeeds {
  /** After Ctrl-C, too; other commands end at once. */
  readonly showsWhatWasRead?: boolean;
  readonly maxSockets?: number;
  /** The prompt of a command that reads the terminal itself. */
  readonly askMfaCode?: (prompt: string) => Promise<string>;
}

/** @throws UsageError, EnvironmentError */
export function connect(
  { profile, region }: ConnectionFlags,
  io: CliIo,
  { maxSockets, askMfaCode }: ConnectionNeeds,
): CommandConnection {
  const ask = askMfaCode ?? askingAtTerminal(io);
  if (region !== undefined && !regionPattern.test(region))
    throw unusable('--region', region, 'a region like us-east-1');
  return commandLineConnection({
    env: io.env,
    profile,
    region,
    defaultRegion,
    ...(maxSockets === undefined ? {} : { maxSockets }),
    askMfaCode:
      ask === undefined ? undefined : async (serial) => (await ask(`MFA code of ${serial}: `)).trim(),
  });
}

/** A role that wants an MFA code is given one by a person at a terminal; elsewhere the SDK says that there is nobody to ask. */
function askingAtTerminal(io: CliIo): ((prompt: string) => Promise<string>) | undefined {
  const { stdin, stderr } = io;
  if (stdin === undefined || !isTerminal(stdin) || !isTerminal(stderr)) return undefined;
  return async (prompt) => {
    stderr.write(`${canRedraw(io) ? eraseLine : ''}${prompt}`);
    // The terminal itself edits the line, so that Ctrl-C stays a signal.
    const reader = createInterface({ input: stdin, terminal: false });
    try {
      return await new Promise((resolve) => {
        reader.once('line', resolve).once('close', () => resolve(''));
      });
    } finally {
      reader.close();
    }
  };
}
