import { noCalls } from './aws/clients/call-meter';
import { configClient } from './aws/clients/clients';
import { organizationsClient } from './aws/clients/organizations-client';
import { s3Client } from './aws/clients/s3-client';
import { snsClient } from './aws/clients/sns-client';
import { ConfigAggregator } from './aws/config/config-aggregator';
import { ConfigOrganizationPacks } from './aws/config/organization-packs';
import { deadline, remainingMilliseconds } from './aws/lambda/deadline';
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

/**
 * The Lambda that writes the organization's report into a bucket and tells a topic, on a schedule. What could not be read by
 * the end of its time is in the report as not read. It rejects where AWS refused something, after it has delivered the rest.
 */
export async function handler(_event: unknown, context?: unknown): Promise<void> {
  const { reading, posting } = deadline(remainingMilliseconds(context));
  const calls = noCalls();
  const log = new EntryLog(calls);
  try {
    const settings = reportSettings(process.env);
    const config = configClient(process.env, calls);
    const notes: string[] = [];
    const found = await orgReport({
      organizations: new OrganizationsDirectory(organizationsClient(process.env, calls), reading),
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
    const s3 = s3Client(process.env, calls);
    const region = await s3.config.region();
    const { topicArn } = settings;
    const delivered = await deliver(view, {
      store: new S3ReportStore({ client: s3, bucket: settings.bucket, region, signal: posting }),
      topic:
        topicArn === undefined
          ? undefined
          : new SnsReportTopic({ client: snsClient(process.env, calls), topicArn, signal: posting }),
      files: deliveredReports,
      prefix: 'reports/',
    });
    const { organization, totals } = delivered.view;
    log.summary('report', { organization, folder: delivered.folder, ...totals });
    const problems = unreadProblems(delivered);
    if (problems.length > 0) throw new IncompleteRunError(problems);
  } catch (error) {
    log.failure(error);
    throw error;
  }
}
