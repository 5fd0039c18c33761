import type { Command } from 'commander';
import { meta } from '../../meta';
import { addConnectionFlags } from '../flags/connection';
import { addGeneralFlags } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';
import type { VerifyFlags } from './flags';

export function addVerifyCommand(program: Command, io: CliIo): void {
  const command = program
    .command('verify')
    .description('ask AWS itself, in a sandbox account, what only AWS can answer')
    .option('--policy', "the rows of the enforcement policy by IAM's own policy simulator; it only reads")
    .option('--output <dir>', 'a folder for verify-result.json, which names no account and no user')
    .option('--compare <file>', 'an earlier verify-result.json, to say what has changed')
    .option('--force', 'write over an earlier verify-result.json')
    .option('--print-policy', 'print the IAM policy that this command needs, and call nothing')
    .option('--partition <name>', 'the partition of --print-policy', 'aws');
  addGeneralFlags(addConnectionFlags(command), 120);

  addHelpEnd(command, {
    remarks: [
      'Exit code: 0 all as expected, 1 AWS answered otherwise, 2 bad usage or input, 3 a question was not answered (whatever the others say).',
    ],
    examples: [`${meta.id} verify --policy`, `${meta.id} verify --policy --output verified`],
  });
  command.action(async (flags: VerifyFlags) => {
    const { verify } = await import('./verify.js');
    await verify(flags, io);
  });
}
