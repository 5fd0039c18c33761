import type { Command } from 'commander';
import { meta } from '../../meta';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';

/** commander's own help command answers a command that is not there with the whole help; its parser suggests one. */
export function addHelpCommand(program: Command, io: CliIo): void {
  const command = program
    .command('help')
    .argument('[command]', 'the command to explain')
    .description('explain a command')
    .action(async (name: string | undefined) => {
      const found = program.commands.find((command) => command.name() === name);
      if (name !== undefined && found === undefined) await program.parseAsync([name], { from: 'user' });
      (found ?? program).outputHelp();
      io.exit(0);
    });
  addHelpEnd(command, io, {
    exitCodes: '0 shown, 2 there is no such command',
    examples: [`${meta.id} help scan`],
  });
}
