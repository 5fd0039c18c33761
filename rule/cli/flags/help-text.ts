import type { Command } from 'commander';
import { meta } from '../../meta';
import { wrap } from '../../report/table/wrap';
import { commandLines } from '../../report/table/command-lines';
import { programOf } from '../terminal/called-as';
import type { CliIo } from '../terminal/io';

export interface HelpEnd {
  /** What each code of the command says: "0 printed, 2 bad usage or input". */
  readonly exitCodes: string;
  /** Whole sentences, each a paragraph of its own. */
  readonly remarks?: readonly string[];
  /** Command lines that work when they are copied. */
  readonly examples: readonly string[];
}

/** The width that commander wraps to where there is no terminal. */
const usualColumns = 80;

/** Gives what `add` adds a heading of its own in the help. */
export function grouped(command: Command, heading: string, add: (command: Command) => void): Command {
  const before = command.optionsGroup();
  add(command.optionsGroup(heading));
  return command.optionsGroup(before);
}

/** The end of a command's help, as wide as the terminal. A command stays one line in a pipe or a file. */
export function addHelpEnd(
  command: Command,
  io: Pick<CliIo, 'program'>,
  { exitCodes, remarks = [], examples }: HelpEnd,
): Command {
  return command.addHelpText('after', () => {
    // Undefined where no terminal shows it.
    const columns = command.configureOutput().getOutHelpWidth?.();
    return [
      '',
      ...[`Exit code: ${exitCodes}.`, ...remarks].flatMap((remark) => wrap(remark, columns ?? usualColumns)),
      '',
      ...calledHere(io, columns ?? usualColumns),
      'Examples:',
      ...examples.flatMap((example) => commandLines(example, columns ?? Infinity, '  ')),
    ].join('\n');
  });
}

/** The examples are those of the documentation, where the program is on the PATH; here it may not be. */
function calledHere(io: Pick<CliIo, 'program'>, columns: number): readonly string[] {
  const program = programOf(io);
  return program === meta.id
    ? []
    : [...wrap(`Here type ${program} where an example says ${meta.id}.`, columns), ''];
}
