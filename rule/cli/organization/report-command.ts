import { Option, type Command } from 'commander';
import { meta } from '../../meta';
import { addBaselineFlags } from '../flags/baseline';
import { addAwsFlags } from '../flags/aws-flags';
import { addFormatFlags } from '../flags/format';
import { addHelpEnd } from '../flags/help-text';
import { organizationEnd } from '../flags/organization';
import { frequencies } from '../flags/stale-after';
import type { CliIo } from '../terminal/io';
import type { OrgReportFlags } from './report';

export function addOrgReportCommand(program: Command, io: CliIo): void {
  const command = program
    .command('org-report')
    .description('show what AWS Config holds of every account of the organization; it only reads')
    .option('--aggregator <name>', 'the organization configuration aggregator', meta.id)
    .option(
      '--stale-after <hours>',
      'hours like 12, or 12h, 2d, PT12H: an account whose last scan is older does not report (default: two periods)',
    )
    .addOption(
      new Option('--frequency <frequency>', 'how often the rule runs (default: Six_Hours)').choices(
        Object.keys(frequencies),
      ),
    )
    .option('--rule-name <name>', "the rule's exact name, where it is not the one of our pack or stack")
    .option('--pack <name>', 'the organization conformance pack whose failures are named', meta.id)
    .option(
      '--bucket-owner <account>',
      'the account that owns the bucket of --output s3://BUCKET (default: the one of the credentials)',
    )
    .option('--rule-region <region>', 'only rules of this region: fewer calls where the aggregator has many');
  addBaselineFlags(addAwsFlags(addFormatFlags(command), 120));
  addHelpEnd(command, io, {
    ...organizationEnd,
    examples: [
      `${meta.id} org-report`,
      `${meta.id} org-report --aggregator organization --frequency TwentyFour_Hours`,
      `${meta.id} org-report --format html=organization.html --format csv=organization.csv`,
      `${meta.id} org-report --output s3://BUCKET`,
    ],
  });
  command.action(async (flags: OrgReportFlags) => {
    const { report } = await import('./report.js');
    await report(flags, io);
  });
}
