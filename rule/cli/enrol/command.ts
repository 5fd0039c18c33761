import type { Command } from 'commander';
import { meta } from '../../meta';
import { securityCredentialsPage } from '../../protocol/enrolling';
import type { EnrolFlags } from './enrol';
import { addAwsFlags } from '../flags/aws-flags';
import { addHelpEnd } from '../flags/help-text';
import { addRuleFlags } from '../flags/rule-parameters';
import type { CliIo } from '../terminal/io';

export function addEnrolCommand(program: Command, io: CliIo): void {
  const command = program
    .command('enrol')
    .description(
      'enrol a virtual MFA device at this terminal: scan a QR code, type two codes; no file is written',
    )
    .option(
      '--user-name <name>',
      'for an administrator beside the person; without it, the user of the credentials',
    )
    .option('--device-name <name>', "the device's name; default: the user's name, with the next free number")
    .option('--text', 'show the key in letters instead of the QR code, for those who cannot scan', false);
  addAwsFlags(addRuleFlags(command), 15);

  addHelpEnd(command, io, {
    exitCodes:
      '0 the device is assigned, 1 it is and the user is still NON_COMPLIANT, 2 bad usage or input, 3 the enrolment broke off, 130 after Ctrl-C',
    remarks: [
      `A user with a password alone has no credentials for a command line: sign in to the console and assign a device at ${securityCredentialsPage('aws')}, also for a passkey or security key.`,
      'This command is for a user with an access key, and for an administrator with MFA beside the person.',
      'The secret is shown on the terminal only: without a terminal on stdin and stdout the command refuses.',
      'The parameters of the rule are those of the deployed rule; the flags count where they cannot be read.',
    ],
    examples: [
      `${meta.id} enrol`,
      `${meta.id} enrol --user-name alice --device-name alice-phone`,
      `${meta.id} enrol --text`,
    ],
  });
  command.action(async (flags: EnrolFlags) => {
    const { enrolHere } = await import('./enrol.js');
    await enrolHere(flags, io);
  });
}
