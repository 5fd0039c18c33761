import { type Command, Option } from 'commander';
import { noCalls } from '../aws/call-meter';
import { configClient } from '../aws/clients';
import { ConfigAggregator } from '../aws/config-aggregator';
import { deadline } from '../aws/deadline';
import { organizationsClient } from '../aws/organizations-client';
import { OrganizationsDirectory } from '../aws/organizations-directory';
import { meta } from '../meta';
import { orgReport } from '../organization/report';
import { addConnectionFlags, connectionOf, type ConnectionFlags } from './connection-flags';
import { UsageError, type Desk } from './desk';
import { addFormatFlag, orExplain, showView, type Format } from './org-desk';
import { frequencies, staleAfterHoursOf, type Frequency } from './org-stale-after';
import { progress } from './progress';

interface OrgReportFlags extends ConnectionFlags {
  readonly aggregator: string;
  readonly staleAfter?: string;
  readonly frequency?: Frequency;
  readonly ruleName?: string;
  readonly ruleRegion?: string;
  readonly format: Format;
}

export function addOrgReportCommand(program: Command, desk: Desk): void {
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
    await orExplain(() => report(flags, desk), desk, flags.aggregator);
  });
}

async function report(flags: OrgReportFlags, desk: Desk): Promise<void> {
  const staleAfterHours = staleAfterHoursOf(flags.staleAfter, flags.frequency);
  if (!/^[\w-]{1,256}$/.test(flags.aggregator))
    throw new UsageError(`--aggregator is '${flags.aggregator}', allowed are 1 to 256 of A-Z a-z 0-9 _ -.`);
  const connection = connectionOf(flags);
  const calls = noCalls();
  const signal = deadline(undefined).reading;
  const view = await orgReport({
    organizations: new OrganizationsDirectory(organizationsClient(desk.env, calls, connection), signal),
    aggregator: new ConfigAggregator({
      client: configClient(desk.env, calls, connection),
      aggregator: flags.aggregator,
      signal,
      ruleName: flags.ruleName,
      region: flags.ruleRegion,
    }),
    staleAfterHours,
    ruleName: flags.ruleName,
    now: new Date(),
    warn: (text) => void desk.stderr.write(`${text}\n`),
    progress: progress(desk, 'accounts'),
  });
  showView(view, flags.format, desk);
}
