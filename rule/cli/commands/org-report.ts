import { type Command, Option } from 'commander';
import { noCalls } from '../../aws/clients/call-meter';
import { configClient } from '../../aws/clients/clients';
import { ConfigAggregator } from '../../aws/config/config-aggregator';
import { deadline } from '../../aws/lambda/deadline';
import { organizationsClient } from '../../aws/clients/organizations-client';
import { OrganizationsDirectory } from '../../aws/organizations';
import { meta } from '../../meta';
import { orgReport } from '../../organization/from-aggregator';
import { addConnectionFlags, connectionOf, type ConnectionFlags } from '../flags/connection';
import { UsageError, type CliIo } from '../io';
import { addFormatFlag, orExplain, showView, type Format } from '../org-output';
import { frequencies, staleAfterHoursOf, type Frequency } from '../flags/stale-after';
import { progress } from '../progress';

interface OrgReportFlags extends ConnectionFlags {
  readonly aggregator: string;
  readonly staleAfter?: string;
  readonly frequency?: Frequency;
  readonly ruleName?: string;
  readonly ruleRegion?: string;
  readonly format: Format;
}

export function addOrgReportCommand(program: Command, io: CliIo): void {
  const command = program
    .command('org-report')
    .description('tell of every account of the organization what its AWS Config holds; it only reads')
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
    .option('--rule-region <region>', 'only rules of this region: fewer calls where the aggregator has many');
  addFormatFlag(addConnectionFlags(command)).action(async (flags: OrgReportFlags) => {
    await orExplain(() => report(flags, io), io, flags.aggregator);
  });
}

async function report(flags: OrgReportFlags, io: CliIo): Promise<void> {
  const staleAfterHours = staleAfterHoursOf(flags.staleAfter, flags.frequency);
  if (!/^[\w-]{1,256}$/.test(flags.aggregator))
    throw new UsageError(`--aggregator is '${flags.aggregator}', allowed are 1 to 256 of A-Z a-z 0-9 _ -.`);
  const connection = connectionOf(flags);
  const calls = noCalls();
  const signal = deadline(undefined).reading;
  const view = await orgReport({
    organizations: new OrganizationsDirectory(organizationsClient(io.env, calls, connection), signal),
    aggregator: new ConfigAggregator({
      client: configClient(io.env, calls, connection),
      aggregator: flags.aggregator,
      signal,
      ruleName: flags.ruleName,
      region: flags.ruleRegion,
    }),
    staleAfterHours,
    ruleName: flags.ruleName,
    now: new Date(),
    warn: (text) => void io.stderr.write(`${text}\n`),
    progress: progress(io, 'accounts'),
  });
  showView(view, flags.format, io);
}
