import { createInterface } from 'node:readline/promises';
import { commandLineConnection, regionPattern } from '../aws/clients/command-line';
import type { Agents, Connection } from '../aws/clients/settings';
import type { ConnectionFlags } from './flags/connection';
import { isTerminal, UsageError, type CliIo } from './io';

/** IAM's region of the commercial partition. Credentials of another partition come with a region of their own. */
const defaultRegion = 'us-east-1';

type CommandConnection = Connection & { readonly agents: Agents };

/** One for each command: a person is asked for an MFA code once. */
const connections = new WeakMap<ConnectionFlags, CommandConnection>();

/** What every client of a command is made with. @throws UsageError, EnvironmentError */
export function connectionOf(flags: ConnectionFlags, io: CliIo, maxSockets?: number): CommandConnection {
  const connection = connections.get(flags) ?? connect(flags, io, maxSockets);
  connections.set(flags, connection);
  return connection;
}

function connect({ profile, region }: ConnectionFlags, io: CliIo, maxSockets?: number): CommandConnection {
  if (region !== undefined && !regionPattern.test(region))
    throw new UsageError(`--region is '${region}', allowed is a region like us-east-1.`);
  return commandLineConnection({
    env: io.env,
    profile,
    region,
    defaultRegion,
    ...(maxSockets === undefined ? {} : { maxSockets }),
    askMfaCode: askingMfaCode(io),
  });
}

/** A role that wants an MFA code is given one by a person at a terminal; elsewhere the SDK says that there is nobody to ask. */
function askingMfaCode({ stdin, stderr }: CliIo): ((serial: string) => Promise<string>) | undefined {
  if (stdin === undefined || !('isTTY' in stdin) || stdin.isTTY !== true || !isTerminal(stderr))
    return undefined;
  return async (serial) => {
    const terminal = createInterface({ input: stdin, output: stderr });
    try {
      return (await terminal.question(`MFA code of ${serial}: `)).trim();
    } finally {
      terminal.close();
    }
  };
}
