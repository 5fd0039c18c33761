import { noCalls } from './aws/clients/calls';
import { duringInvocation } from './aws/clients/call-scope';
import { configClient } from './aws/clients/config-client';
import { organizationsClient } from './aws/clients/organizations-client';
import { s3Client } from './aws/clients/s3-client';
import { snsClient } from './aws/clients/sns-client';
import { ConfigAggregator } from './aws/config/config-aggregator';
import { ConfigOrganizationPacks } from './aws/config/organization-packs';
import { deadline, remainingMilliseconds, type Deadline } from './aws/lambda/deadline';
import { EntryLog } from './aws/lambda/entry-log';
import { OrganizationsDirectory } from './aws/organizations';
import { S3ReportStore } from './aws/s3';
import { SnsReportTopic } from './aws/sns';
import { orgReport } from './organization/from-aggregator';
import { deliver } from './report-delivery/deliver';
import { reportSettings } from './report-delivery/settings';
import { unreadProblems } from './report-delivery/unread';
import { deliveredReports } from './report/delivered';
import { IncompleteRunError } from './run/failures';

/** Its clients live as long as the process. */
export function createHandler(): (event: unknown, context?: unknown) => Promise<void> {
  const clients = {
    config: configClient(),
    organizations: organizationsClient(),
    s3: s3Client(),
    sns: snsClient(),
  };
  return async (_event, context) => {
    const calls = noCalls();
    const log = new EntryLog(calls);
    try {
      await duringInvocation(calls, () => report(clients, deadline(remainingMilliseconds(context)), log));
    } catch (error) {
      log.failure(error);
      throw error;
    }
  };
}

/**
 * The Lambda that writes the organization's report into a bucket and tells a topic, on a schedule. What could not be read by
 * the end of its time is in the report as not read. It rejects where AWS refused something, after it has delivered the rest.
 */
export const handler = createHandler();

interface Clients {
  readonly config: ReturnType<typeof configClient>;
  readonly organizations: ReturnType<typeof organizationsClient>;
  readonly s3: ReturnType<typeof s3Client>;
  readonly sns: ReturnType<typeof snsClient>;
}

async function report(
  { config, organizations, s3, sns }: Clients,
  { reading, posting }: Deadline,
  log: EntryLog,
): Promise<void> {
  const settings = reportSettings(process.env);
  const notes: string[] = [];
  const found = await orgReport({
    organizations: new OrganizationsDirectory(organizations, reading),
    aggregator: new ConfigAggregator({
      client: config,
      aggregator: settings.aggregator,
      signal: reading,
      ruleName: settings.ruleName,
      region: settings.ruleRegion,
    }),
    pack: { name: settings.packName, packs: new ConfigOrganizationPacks(config, reading) },
    staleAfterHours: settings.staleAfterHours,
    ruleName: settings.ruleName,
    now: new Date(),
    warn: (text) => void notes.push(text),
  });
  const view = { ...found, notes: [...(found.notes ?? []), ...notes] };
  const region = await s3.config.region();
  const { topicArn } = settings;
  const delivered = await deliver(view, {
    store: new S3ReportStore({ client: s3, bucket: settings.bucket, region, signal: posting }),
    topic:
      topicArn === undefined ? undefined : new SnsReportTopic({ client: sns, topicArn, signal: posting }),
    files: deliveredReports,
    prefix: 'reports/',
  });
  const { organization, totals } = delivered.view;
  log.summary('report', { organization, folder: delivered.folder, ...totals });
  const problems = unreadProblems(delivered);
  if (problems.length > 0) throw new IncompleteRunError(problems);
}
