import { configClient } from '../../aws/clients/config-client';
import { OrganizationsDirectory, organizationsClient } from '../../aws/organizations';
import { ConfigAggregator } from '../../aws/config/config-aggregator';
import { ConfigOrganizationPacks } from '../../aws/config/organization-packs';
import { orgReport } from '../../organization/from-aggregator';
import { deliverTo, s3Place } from './deliver-to';
import { connectionOf } from '../connection';
import type { ConnectionFlags } from '../flags/connection';
import { outputsOf, type FormatFlags } from '../flags/format';
import { remarks, timeLimit, type GeneralFlags } from '../flags/general';
import { staleAfterHoursOf, type Frequency } from '../flags/stale-after';
import { unusable, type CliIo } from '../terminal/io';
import { progress } from '../terminal/progress';
import { exitCodeBy, readBaseline, type BaselineFlags } from '../flags/baseline';
import { compared, exitCodeOfView, showView } from './show-view';

export interface OrgReportFlags extends ConnectionFlags, FormatFlags, GeneralFlags, BaselineFlags {
  readonly aggregator: string;
  readonly staleAfter?: string;
  readonly frequency?: Frequency;
  readonly ruleName?: string;
  readonly ruleRegion?: string;
  readonly pack: string;
}

export async function report(flags: OrgReportFlags, io: CliIo): Promise<void> {
  const staleAfterHours = staleAfterHoursOf(flags.staleAfter, flags.frequency);
  if (!/^[\w-]{1,256}$/.test(flags.aggregator))
    throw unusable('--aggregator', flags.aggregator, '1 to 256 of A-Z a-z 0-9 _ -');
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(flags.pack))
    throw unusable('--pack', flags.pack, 'a letter, then letters, digits and hyphens');
  const place = s3Place(flags.output);
  const { output, ...others } = flags;
  const outputs = outputsOf(place === undefined && output !== undefined ? { ...others, output } : others);
  const baseline = readBaseline(flags, 'organization');
  const connection = connectionOf(flags, io);
  const signal = timeLimit(flags);
  const config = configClient(connection);
  const found = await orgReport({
    organizations: new OrganizationsDirectory(organizationsClient(connection), signal),
    aggregator: new ConfigAggregator({
      client: config,
      aggregator: flags.aggregator,
      signal,
      ruleName: flags.ruleName,
      region: flags.ruleRegion,
    }),
    pack: { name: flags.pack, packs: new ConfigOrganizationPacks(config, signal) },
    staleAfterHours,
    ruleName: flags.ruleName,
    now: new Date(),
    warn: remarks(io, flags),
    progress: progress(io, flags, 'account', 'listing accounts...'),
  });
  const delivered =
    place === undefined
      ? found
      : await deliverTo(place, found, { connection, signal, say: remarks(io, flags) });
  const view = compared(delivered, baseline);
  showView(view, outputs, flags, io);
  io.exit(exitCodeBy(exitCodeOfView(view), flags, view.difference));
}
