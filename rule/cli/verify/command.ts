import { Option, type Command } from 'commander';
import { meta } from '../../meta';
import { addConnectionFlags } from '../flags/connection';
import { addGeneralFlags, timeOf } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';
import type { VerifyFlags } from './flags';

export function addVerifyCommand(program: Command, io: CliIo): void {
  const command = program
    .command('verify')
    .description('ask AWS itself, in a sandbox account, what only AWS can answer')
    .option('--policy', "the rows of the enforcement policy by IAM's own policy simulator; it only reads")
    .option(
      '--cleanup [journal]',
      'take back what an earlier run has made, by its journal or by the path of its users',
    )
    .option('--account <id>', 'the sandbox account, in place of typing its id')
    .option('--yes', 'go on in an account of many users, and where something could not be asked before')
    .addOption(
      new Option('--wait <time>', 'how long each of the three waves waits for Config')
        .argParser(timeOf('--wait'))
        .default(1_200_000, '20m'),
    )
    .addOption(
      new Option('--every <time>', 'how often Config is asked meanwhile')
        .argParser(timeOf('--every'))
        .default(15_000, '15s'),
    )
    .option(
      '--output <dir>',
      'the folder of verify-result.json, which names no account and no user, and of the journal (default: here)',
    )
    .option('--compare <file>', 'an earlier verify-result.json, to say what has changed')
    .option('--force', 'write over an earlier verify-result.json')
    .option('--print-policy', 'print the IAM policy that this command needs, and call nothing')
    .option('--partition <name>', 'the partition of --print-policy', 'aws');
  addGeneralFlags(addConnectionFlags(command), 180);

  addHelpEnd(command, io, {
    exitCodes:
      '0 all as expected, 1 AWS answered otherwise, 2 bad usage or input, 3 a question was not answered (whatever the others say), 130 after Ctrl-C',
    remarks: [
      'It makes users with random passwords, waits for what the deployed rule says of them, and deletes them again; use a sandbox account.',
      'It asks the aggregator, Security Hub and the remediation runbooks where they are deployed; what is not deployed is not asked.',
      'Each step is in verify-journal.json before it is done; --cleanup takes back what a broken run has left.',
    ],
    examples: [
      `${meta.id} verify --policy`,
      `${meta.id} verify --account 111122223333 --output verified`,
      `${meta.id} verify --cleanup verified/verify-journal.json`,
      `${meta.id} verify --print-policy > verify-policy.json`,
    ],
  });
  command.action(async (flags: VerifyFlags) => {
    const { verify } = await import('./verify.js');
    await verify(flags, io);
  });
}
