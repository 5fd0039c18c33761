import type { Command } from 'commander';
import { meta } from '../../meta';
import { addFormatFlags, outputsOf, type FormatFlags } from '../flags/format';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';

export function addDemoCommand(program: Command, io: CliIo): void {
  const command = program
    .command('demo')
    .description('show the rule at work on an embedded AWS stand-in: no account, no network, under a minute');
  addQuietFlag(addFormatFlags(command));
  addHelpEnd(command, io, {
    exitCodes: '0 shown, whatever was found, 2 bad usage or input, 3 the output could not be written',
    remarks: ['With --format it writes the report of a scan of the same ten people instead.'],
    examples: [`${meta.id} demo`, `${meta.id} demo --format html=demo.html`],
  });
  command.action(async (flags: FormatFlags) => {
    const outputs = outputsOf(flags);
    const { runDemo } = await import('./demo.js');
    // The handler is the one that Lambda runs, and it finds the stand-in as it would find any endpoint: in the environment.
    await runDemo(process.env, io, flags.format === undefined ? undefined : outputs);
    io.exit(0);
  });
}
