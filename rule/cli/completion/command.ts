import { Argument, type Command } from 'commander';
import { meta } from '../../meta';
import { completionScript, shells, type Shell } from './scripts';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';

export function addCompletionCommand(program: Command, io: CliIo): void {
  const command = program
    .command('completion')
    .description('print a script with which a shell completes commands, flags and their values')
    .addArgument(new Argument('<shell>', 'the shell').choices([...shells]))
    .action((shell: Shell) => {
      io.stdout.write(completionScript(program, shell));
      io.exit(0);
    });
  addHelpEnd(addQuietFlag(command), io, {
    exitCodes: '0 printed, 2 bad usage or input, 3 the output could not be written',
    remarks: [`The shell completes the name ${meta.id}, so it must be on the PATH.`],
    examples: [
      `source <(${meta.id} completion bash)`,
      `${meta.id} completion zsh > "\${fpath[1]}/_${meta.id}"`,
      `${meta.id} completion fish > ~/.config/fish/completions/${meta.id}.fish`,
    ],
  });
}
