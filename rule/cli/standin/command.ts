import { InvalidArgumentError, type Command } from 'commander';
import { meta } from '../../meta';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';
import type { StandinFlags } from './serve';

export function addStandinCommand(program: Command, io: CliIo): void {
  const command = program
    .command('standin')
    .description('serve the embedded AWS stand-in on 127.0.0.1 until it is interrupted')
    .option('--port <n>', 'the port, 0..65535; 0 takes a free one', port, 0)
    .option('--seed <file>', 'a JSON file with the users and the Config rules to start with');
  addQuietFlag(
    addHelpEnd(command, io, {
      exitCodes: '0 after SIGTERM, 130 after Ctrl-C, 2 bad usage or input',
      examples: [`${meta.id} standin --port 4566 --seed seed.json`],
    }),
  );
  command.action(async (flags: StandinFlags) => {
    const { serve } = await import('./serve.js');
    await serve(flags, io);
  });
}

function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (value <= 65_535) return value;
  throw new InvalidArgumentError('Allowed: a whole number 0..65535.');
}
