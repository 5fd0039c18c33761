import type { OrganizationView } from '../findings/organization-view';
import { organizationDifference, parseEarlierReport } from '../organization/baseline';
import { failureText, ReadFailedError } from '../run/failures';
import { message, subject, type Comparison } from './message';
import type { ReportStore, ReportTopic } from './ports';

/** A report as a file: its name's ending and what it is made by. */
export interface ReportFile {
  readonly extension: string;
  readonly render: (view: OrganizationView) => string;
}

export interface DeliverOptions {
  readonly store: ReportStore;
  /** Left out where no topic is to be notified. */
  readonly topic?: ReportTopic | undefined;
  /** The JSON is among them: the next report is compared with it. */
  readonly files: readonly ReportFile[];
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
}

export interface Delivered {
  readonly view: OrganizationView;
  readonly comparison: Comparison;
  /** The folder with the files of this report. */
  readonly folder: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

/**
 * Compares with the last report, writes the files under their date and then as `latest/` (the JSON last, so that a run which
 * fails in between is compared with what is complete), and notifies the topic.
 * @throws ReadFailedError where the bucket or the topic refuses
 */
export async function deliver(found: OrganizationView, options: DeliverOptions): Promise<Delivered> {
  const { store, topic, files, prefix } = options;
  const { view, comparison } = await compared(found, store, `${prefix}latest/report.json`);
  const folder = `${prefix}${view.generatedAt.replace(/\.\d+Z$/, 'Z').replaceAll(':', '')}/`;
  const bodies = [...files]
    .sort((a, b) => Number(a.extension === 'json') - Number(b.extension === 'json'))
    .map(({ extension, render }) => ({ extension, body: render(view) }));
  for (const place of [folder, `${prefix}latest/`]) {
    for (const { extension, body } of bodies)
      await store.put(
        `${place}report.${extension}`,
        body,
        contentTypes[extension] ?? 'text/plain; charset=utf-8',
      );
  }
  const page = bodies.some(({ extension }) => extension === 'html') ? 'html' : 'json';
  const place = { bucket: store.bucket, region: store.region, key: `${folder}report.${page}` };
  await topic?.publish(subject(view), message(view, place, comparison));
  return { view, comparison, folder };
}

async function compared(
  found: OrganizationView,
  store: ReportStore,
  key: string,
): Promise<{ readonly view: OrganizationView; readonly comparison: Comparison }> {
  const noted = (text: string) => ({
    view: { ...found, notes: [...(found.notes ?? []), text] },
    comparison: 'unreadable' as const,
  });
  let text: string | undefined;
  try {
    text = await store.get(key);
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    return noted(
      `The last report s3://${store.bucket}/${key} could not be read (${failureText(error.failure)}), so nothing is compared.`,
    );
  }
  if (text === undefined) return { view: found, comparison: 'first-report' };
  const before = parseEarlierReport(text);
  if (before?.organization !== found.organization) {
    const what = before === undefined ? 'no report of an organization' : `a report of ${before.organization}`;
    return noted(`The last report s3://${store.bucket}/${key} is ${what}, so nothing is compared.`);
  }
  return { view: { ...found, difference: organizationDifference(before, found) }, comparison: 'compared' };
}
