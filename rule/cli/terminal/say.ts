import { meta } from '../../meta';
import { wrap } from '../../report/table/wrap';
import { withoutCommands } from '../../report/words/words';
import { columnsOf, type CliIo } from './io';

/** A line for a person, on stderr: it breaks at spaces on a terminal, and stays one line in a pipe or a file. */
export function say({ stderr }: Pick<CliIo, 'stderr'>, text: string): void {
  const columns = columnsOf(stderr);
  const safe = withoutCommands(text);
  const lines = columns === undefined ? [safe] : safe.split('\n').flatMap((line) => wrap(line, columns));
  stderr.write(`${lines.join('\n')}\n`);
}

/** The message about a fault, with the name of the program that reports it. */
export const complain = (io: Pick<CliIo, 'stderr'>, text: string): void => say(io, `${meta.id}: ${text}`);

export interface Quiet {
  readonly quiet?: boolean;
}

/** Writes remarks for a person, unless they were not wanted. */
export const remarks =
  (io: Pick<CliIo, 'stderr'>, { quiet }: Quiet): ((text: string) => void) =>
  (text) => {
    if (quiet !== true) say(io, text);
  };
