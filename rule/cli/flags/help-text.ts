import type { Command } from 'commander';
import { wrap } from '../../report/table/wrap';
import { commandLines } from '../terminal/command-lines';

export interface HelpEnd {
  /** Whole sentences, each a paragraph of its own. */
  readonly remarks?: readonly string[];
  /** Command lines that work when they are copied. */
  readonly examples: readonly string[];
}

/** What commander wraps to where there is no terminal. */
const usualColumns = 80;

/** The end of a command's help, as wide as the terminal. A command stays one line in a pipe or a file. */
export function addHelpEnd(command: Command, { remarks = [], examples }: HelpEnd): Command {
  return command.addHelpText('after', () => {
    // Undefined where no terminal shows it.
    const columns = command.configureOutput().getOutHelpWidth?.();
    return [
      '',
      ...remarks.flatMap((remark) => wrap(remark, columns ?? usualColumns)),
      ...(remarks.length === 0 ? [] : ['']),
      'Examples:',
      ...examples.flatMap((example) => commandLines(example, columns ?? Infinity, '  ')),
    ].join('\n');
  });
}
