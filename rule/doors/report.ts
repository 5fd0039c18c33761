import { duringInvocation, noCalls } from '../aws/clients/call-scope';
import { configClient } from '../aws/clients/config-client';
import { OrganizationsDirectory, organizationsClient } from '../aws/organizations';
import { ConfigAggregator } from '../aws/config/config-aggregator';
import { ConfigOrganizationPacks } from '../aws/config/organization-packs';
import { deadline, remainingMilliseconds, type Deadline } from '../aws/lambda/deadline';
import { EntryLog } from '../aws/lambda/entry-log';
import { accountOfFunction, functionArnIn } from '../aws/lambda/invoked-function';
import { orgReport } from '../organization/from-aggregator';
import { deliver } from '../report-delivery/deliver';
import type { ReportStore, ReportTopic } from '../report-delivery/ports';
import { reportSettings } from '../report-delivery/settings';
import { unreadProblems } from '../report-delivery/unread';
import { deliveredReports } from '../report/delivered';
import { version } from '../report/version';
import { IncompleteRunError } from '../run/failures';

/** Its clients live as long as the process. Those of S3 and SNS are loaded when there is a report to deliver: half of the import. */
export function createHandler(): (event: unknown, context?: unknown) => Promise<void> {
  const clients = {
    config: configClient(),
    organizations: organizationsClient(),
  };
  let loading: ReturnType<typeof loadDelivery> | undefined;
  const delivery = () => (loading ??= loadDelivery());
  return async (_event, context) => {
    const calls = noCalls();
    const log = new EntryLog(calls);
    const limit = deadline(remainingMilliseconds(context));
    try {
      await duringInvocation(calls, () => report({ ...clients, delivery }, limit, log, context));
    } catch (error) {
      log.failure(error);
      throw error;
    } finally {
      limit.end();
    }
  };
}

/**
 * The Lambda that writes the organization's report into a bucket and notifies a topic, on a schedule. What could not be read by
 * the end of its time is in the report as not read. It rejects where AWS refused something, after it has delivered the rest.
 */
export const handler = createHandler();

interface Clients {
  readonly config: ReturnType<typeof configClient>;
  readonly organizations: ReturnType<typeof organizationsClient>;
  readonly delivery: () => ReturnType<typeof loadDelivery>;
}

interface Delivery {
  store(bucket: string, owner: string | undefined, signal: AbortSignal): Promise<ReportStore>;
  topic(topicArn: string, signal: AbortSignal): ReportTopic;
}

async function loadDelivery(): Promise<Delivery> {
  const { s3Client, S3ReportStore } = await import('../aws/s3.js');
  const { snsClient, SnsReportTopic } = await import('../aws/sns.js');
  const s3 = s3Client();
  const sns = snsClient();
  return {
    store: async (bucket, owner, signal) =>
      new S3ReportStore({ client: s3, bucket, region: await s3.config.region(), owner, signal }),
    topic: (topicArn, signal) => new SnsReportTopic({ client: sns, topicArn, signal }),
  };
}

async function report(
  { config, organizations, delivery }: Clients,
  { reading, posting }: Deadline,
  log: EntryLog,
  context: unknown,
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
    toolVersion: version,
    now: new Date(),
    warn: (text) => void notes.push(text),
  });
  const view = {
    ...found,
    aggregator: settings.aggregator,
    caller: functionArnIn(context),
    region: await config.config.region(),
    endedAt: new Date().toISOString(),
    notes: [...(found.notes ?? []), ...notes],
  };
  const { bucket, topicArn } = settings;
  const places = await delivery();
  const delivered = await deliver(view, {
    store: await places.store(bucket, accountOfFunction(context), posting),
    topic: topicArn === undefined ? undefined : places.topic(topicArn, posting),
    files: deliveredReports,
    prefix: 'reports/',
  });
  const { organization, totals } = delivered.view;
  log.invocation('report', { organization, folder: delivered.folder, ...totals });
  const problems = unreadProblems(delivered);
  if (problems.length > 0) throw new IncompleteRunError(problems);
}
