import type { Command } from 'commander';
import { meta } from '../../meta';
import { addConnectionFlags } from '../flags/connection';
import { addFormatFlags } from '../flags/format';
import { addExamples, addGeneralFlags } from '../flags/general';
import { addRuleFlags } from '../flags/rule-parameters';
import type { CliIo } from '../io';
import type { ScanFlags } from '../scan/scan';

export function addScanCommand(program: Command, io: CliIo): void {
  const command = program
    .command('scan')
    .description('evaluate the account of your credentials, live, without AWS Config; it only reads');
  addGeneralFlags(addConnectionFlags(addFormatFlags(addRuleFlags(command))), 15);
  command.addHelpText(
    'after',
    '\nExit code: 0 no user is NON_COMPLIANT, 1 a user is, 2 bad usage or input, 3 a user could not be read.\n' +
      'What AWS Config needs to keep watch is another question: iam-user-mfa doctor answers it.',
  );
  addExamples(command, [
    `${meta.id} scan`,
    `${meta.id} scan --profile audit --grace-period-hours 24 --exempt-tag-key mfa-exemption`,
    `${meta.id} scan --format json=scan.json --format html=scan.html`,
  ]);
  command.action(async (flags: ScanFlags) => {
    const { scan } = await import('../scan/scan.js');
    await scan(flags, io);
  });
}
