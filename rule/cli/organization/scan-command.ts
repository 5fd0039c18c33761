import { Option, type Command } from 'commander';
import { meta } from '../../meta';
import { addBaselineFlags } from '../flags/baseline';
import { addAwsFlags } from '../flags/aws-flags';
import { addFormatFlags } from '../flags/format';
import { listed, timeOf } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import { organizationEnd } from '../flags/organization';
import { addRuleFlags } from '../flags/rule-parameters';
import { unusable, type CliIo } from '../terminal/io';
import type { OrgScanFlags } from './live-scan';

function concurrencyOf(text: string): number {
  if (/^([1-9]\d?|100)$/.test(text)) return Number(text);
  throw unusable('--concurrency', text, 'a whole number from 1 to 100');
}

export function addOrgScanCommand(program: Command, io: CliIo): void {
  const command = program
    .command('org-scan')
    .description('evaluate every account of the organization, live, through a role in each; it only reads')
    .requiredOption('--role-name <name>', 'the role to assume in every account, with its path if it has one')
    .option('--external-id <id>', "what the role's trust policy asks for as sts:ExternalId")
    .option('--accounts <ids>', 'only these accounts; comma-separated, repeatable', listed)
    .option(
      '--ous <ids>',
      'only accounts in these roots or OUs or below them; comma-separated, repeatable',
      listed,
    );
  command
    .option(
      '--concurrency <accounts>',
      'how many accounts are scanned at once, 1 to 100; all of them share one pace',
      concurrencyOf,
      24,
    )
    .addOption(
      new Option('--account-timeout <time>', 'how long one account may take, like 90s or 15m; 0 is no limit')
        .argParser(timeOf('--account-timeout'))
        .default(900_000, '15m'),
    );
  addBaselineFlags(addAwsFlags(addFormatFlags(addRuleFlags(command)), 120));
  addHelpEnd(command, io, {
    ...organizationEnd,
    examples: [
      `${meta.id} org-scan --role-name audit/mfa-reader`,
      `${meta.id} org-scan --role-name mfa-reader --ous ou-ab12-cd34ef56 --grace-period-hours 24`,
      `${meta.id} org-scan --role-name mfa-reader --format json=organization.json`,
    ],
  });
  command.action(async (flags: OrgScanFlags) => {
    const { liveScan } = await import('./live-scan.js');
    await liveScan(flags, io);
  });
}
