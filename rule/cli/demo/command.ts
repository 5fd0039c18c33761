import type { Command } from 'commander';
import { meta } from '../../meta';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';

export function addDemoCommand(program: Command, io: CliIo): void {
  const command = program
    .command('demo')
    .description('show the rule at work on an embedded AWS stand-in: no account, no network, under a minute');
  addQuietFlag(addHelpEnd(command, { examples: [`${meta.id} demo`] }));
  command.action(async () => {
    const { runDemo } = await import('./demo.js');
    // The handler is the one that Lambda runs, and it finds the stand-in as it would find any endpoint: in the environment.
    await runDemo(process.env, io);
    io.exit(0);
  });
}
