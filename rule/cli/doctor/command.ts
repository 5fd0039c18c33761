import { Option, type Command } from 'commander';
import { meta } from '../../meta';
import type { DoctorFlags } from './flags';
import { addConnectionFlags } from '../flags/connection';
import { addGeneralFlags, listed } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import type { CliIo } from '../terminal/io';

export function addDoctorCommand(program: Command, io: CliIo): void {
  const command = program
    .command('doctor')
    .description('say what the rule lacks to work here, and the one command that fixes each; it only reads')
    .option('--organization', 'look at the organization and at every account of it; needs --role-name')
    .option('--role-name <name>', 'the role to assume in every account, with its path if it has one')
    .option('--external-id <id>', "what the role's trust policy asks for as sts:ExternalId")
    .option(
      '--accounts <ids>',
      'only these accounts of the organization; comma-separated, repeatable',
      listed,
    )
    .option('--pack-name <name>', 'the conformance pack, if its name is not the default')
    .option('--topic-arn <arn>', 'an existing SNS topic for alarms and notices, whose policy is looked at')
    .option('--kms-key-arn <arn>', 'the key of kmsKeyArn, whose policy is looked at')
    .addOption(new Option('--format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .option('--all', 'list what is in order, too')
    .option('--print-policy', 'print the IAM policy that this command needs, and look at nothing')
    .option('--partition <name>', 'the partition of --print-policy', 'aws');
  addGeneralFlags(addConnectionFlags(command), 30);

  addHelpEnd(command, io, {
    exitCodes:
      '0 all is there, 1 something is missing, 2 bad usage or input, 3 something could not be looked at (whatever the others say)',
    remarks: ['What is denied is unknown, never missing.'],
    examples: [
      `${meta.id} doctor`,
      `${meta.id} doctor --topic-arn arn:aws:sns:us-east-1:111122223333:security --format json`,
      `${meta.id} doctor --organization --role-name audit/mfa-reader`,
      `${meta.id} doctor --print-policy > doctor-policy.json`,
    ],
  });
  command.action(async (flags: DoctorFlags) => {
    const { doctor } = await import('./doctor.js');
    await doctor(flags, io);
  });
}
