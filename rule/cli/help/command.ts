import type { Command } from 'commander';
import type { CliIo } from '../terminal/io';

/** commander's own help command answers a command that is not there with the whole help. */
export function addHelpCommand(program: Command, io: CliIo): void {
  program
    .command('help')
    .argument('[command]', 'the command to explain')
    .description('explain a command')
    .action((name: string | undefined) => {
      if (name === undefined) program.outputHelp();
      else {
        const found = program.commands.find((command) => command.name() === name);
        if (found === undefined)
          return program.error(`error: unknown command '${name}'${suggestion(program, name)}`);
        found.outputHelp();
      }
      io.exit(0);
    });
}

/** " (Did you mean scan?)" for a name that is two letters away at most. */
function suggestion(program: Command, name: string): string {
  const near = program.commands
    .map((command) => ({ name: command.name(), distance: distance(name, command.name()) }))
    .filter((one) => one.distance <= 2)
    .sort((a, b) => a.distance - b.distance);
  return near[0] === undefined ? '' : ` (Did you mean ${near[0].name}?)`;
}

/** Edits from one word to another; two letters that changed places are one (Damerau). */
function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      (rows[i] ?? [])[j] = swapped ? Math.min(best, at(i - 2, j - 2) + 1) : best;
    }
  return at(a.length, b.length);
}
