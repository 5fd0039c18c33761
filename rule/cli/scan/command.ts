import { Option, type Command } from 'commander';
import { meta } from '../../meta';
import { addAwsFlags } from '../flags/aws-flags';
import { addFormatFlags } from '../flags/format';
import { addBaselineFlags } from '../flags/baseline';
import { listed, timeOf } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import { addRuleFlags } from '../flags/rule-parameters';
import { unusable, type CliIo } from '../terminal/io';
import type { ScanFlags } from './scan';

export function addScanCommand(program: Command, io: CliIo): void {
  const command = program
    .command('scan')
    .description('evaluate the account of your credentials, live, without AWS Config; it only reads');
  addBaselineFlags(addAwsFlags(addFormatFlags(addRuleFlags(command)), 15))
    .option(
      '--credential-report <file>',
      'a credential report in place of IAM: a file, - for stdin, or fetch, which confirms live who must act',
    )
    .option(
      '--sign-ins <days>',
      'show the latest sign-in of who must act, to the console or by aws login, from CloudTrail, 1..90 days',
      daysOf,
    )
    .option('--sign-in-regions <regions>', 'regions to look in as well; comma-separated, repeatable', listed)
    .addOption(
      new Option('--sign-in-limit <time>', 'how long each region may take, like 90s or 5m')
        .argParser(timeOf('--sign-in-limit'))
        .default(300_000, '5m'),
    );

  addHelpEnd(command, io, {
    exitCodes: '0 no user is NON_COMPLIANT, 1 a user is, 2 bad usage or input, 3 a user could not be read',
    remarks: ['What AWS Config needs to keep watch is another question: iam-user-mfa doctor answers it.'],
    examples: [
      `${meta.id} scan`,
      `${meta.id} scan --profile audit --grace-period-hours 24 --exempt-tag-key mfa-exemption`,
      `${meta.id} scan --rank-privileges --owner-tag-key owner --sign-ins 30`,
      `${meta.id} scan --baseline scan.json --fail-on new`,
      `${meta.id} scan --credential-report report.csv`,
      `${meta.id} scan --format json=scan.json --format html=scan.html`,
    ],
  });
  command.action(async (flags: ScanFlags) => {
    const { scan } = await import('./scan.js');
    await scan(flags, io);
  });
}

function daysOf(text: string): number {
  const days = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  if (days >= 1 && days <= 90) return days;
  throw unusable('--sign-ins', text, 'a whole number of days 1..90, as CloudTrail keeps 90');
}
