import { configClient } from '../../aws/clients/config-client';
import { OrganizationsDirectory, organizationsClient } from '../../aws/organizations';
import { ConfigAggregator } from '../../aws/config/config-aggregator';
import { ConfigOrganizationPacks } from '../../aws/config/organization-packs';
import { orgReport } from '../../organization/from-aggregator';
import { deliverTo, s3Place } from './deliver-to';
import { version } from '../../report/version';
import { outputsOf, type FormatFlags } from '../flags/format';
import { staleAfterHoursOf, type Frequency } from '../flags/stale-after';
import { inSession, type SessionFlags } from '../session';
import { unusable, UsageError, type CliIo } from '../terminal/io';
import { exitCodeBy, readBaseline, type BaselineFlags } from '../flags/baseline';
import { compared, exitCodeOfView, showView } from './show-view';

export interface OrgReportFlags extends SessionFlags, FormatFlags, BaselineFlags {
  readonly aggregator: string;
  readonly staleAfter?: string;
  readonly frequency?: Frequency;
  readonly ruleName?: string;
  readonly ruleRegion?: string;
  readonly pack: string;
  readonly bucketOwner?: string;
}

export async function report(flags: OrgReportFlags, io: CliIo): Promise<void> {
  const { failOn, aggregator, ruleName, ruleRegion: region } = flags;
  const { output, ...others } = flags;
  const staleAfterHours = staleAfterHoursOf(flags.staleAfter, flags.frequency);
  if (!/^[\w-]{1,256}$/.test(aggregator))
    throw unusable('--aggregator', aggregator, '1 to 256 of A-Z a-z 0-9 _ -');
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(flags.pack))
    throw unusable('--pack', flags.pack, 'a letter, then letters, digits and hyphens');
  const place = s3Place(output);
  const { bucketOwner } = flags;
  if (bucketOwner !== undefined && !/^\d{12}$/.test(bucketOwner))
    throw unusable('--bucket-owner', bucketOwner, 'an account id of 12 digits');
  if (bucketOwner !== undefined && place === undefined)
    throw new UsageError('--bucket-owner goes with --output s3://BUCKET only.');
  const outputs = outputsOf(place === undefined ? flags : others);
  const baseline = readBaseline(flags, 'organization');
  await inSession(flags, io, async (session) => {
    const { connection, signal, now, remark } = session;
    await session.announce();
    const client = configClient(connection);
    const read = await orgReport({
      organizations: new OrganizationsDirectory(organizationsClient(connection), signal),
      aggregator: new ConfigAggregator({ client, aggregator, signal, ruleName, region }),
      pack: { name: flags.pack, packs: new ConfigOrganizationPacks(client, signal) },
      staleAfterHours,
      ruleName,
      toolVersion: version,
      now,
      warn: remark,
      progress: session.progress('account', 'listing accounts...'),
    });
    const found = { ...read, aggregator, ...(await session.madeBy(client)) };
    const delivered =
      place === undefined || session.isInterrupted
        ? found
        : await deliverTo(place, found, bucketOwner ?? (await session.caller()).accountId, session);
    const view = compared(delivered, baseline);
    showView(view, outputs, io);
    io.exit(exitCodeBy(exitCodeOfView(view), failOn, view.difference));
  });
}
