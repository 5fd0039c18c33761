import type { Command } from 'commander';
import { endingOf, type Ending } from './exit';
import type { CliIo } from './terminal/io';
import { ReadFailedError } from '../run/failures';
import { afterDenial } from './flags/print-policy';
import { programOf } from './program';

/**
 * Runs the command that `argv` names. Its ending is absent where the command itself said how it ended.
 * @param useProfile puts --profile into the environment: the SDK takes endpoint_url of the profile that AWS_PROFILE names,
 *   whatever profile a client is made with
 */
export async function runProgram(
  argv: readonly string[],
  io: CliIo,
  useProfile: (profile: string) => void,
): Promise<Ending | undefined> {
  const program = programOf(io);
  let running: Command = program;
  program.hook('preAction', (_, command) => {
    running = command;
    const { profile } = command.opts<{ profile?: string }>();
    if (profile !== undefined) useProfile(profile);
  });
  try {
    await program.parseAsync(argv);
    return undefined;
  } catch (error) {
    const ending = endingOf(error, running.opts());
    if (!(error instanceof ReadFailedError) || ending.text === undefined) return ending;
    return { ...ending, text: ending.text + afterDenial([error.failure], running.name(), io) };
  }
}
