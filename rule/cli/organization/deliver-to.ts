import { s3Client, S3ReportStore } from '../../aws/s3';
import type { OrganizationView } from '../../findings/organization-view';
import { deliver } from '../../report-delivery/deliver';
import { deliveredReports } from '../../report/delivered';
import type { Session } from '../session';
import { unusable } from '../terminal/io';

export interface S3Place {
  readonly bucket: string;
  /** Ends with a slash. */
  readonly prefix: string;
}

/** `s3://BUCKET` is the place of the report's function, `reports/`. Undefined for a directory. @throws UsageError */
export function s3Place(output: string | undefined): S3Place | undefined {
  if (output === undefined || !/^s3:/i.test(output)) return undefined;
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(output) ?? [];
  if (bucket === undefined)
    throw unusable('--output', output, 's3://BUCKET or s3://BUCKET/PREFIX, or a directory');
  const folder = path.replace(/^\/+|\/+$/g, '');
  return { bucket, prefix: folder === '' ? 'reports/' : `${folder}/` };
}

/** Writes what the report's function would write, and notifies no topic. Gives the report back as it was compared. */
export async function deliverTo(
  { bucket, prefix }: S3Place,
  found: OrganizationView,
  /** Whose the bucket must be. */
  owner: string,
  { connection, signal, remark }: Session,
): Promise<OrganizationView> {
  const client = s3Client(connection);
  const region = await client.config.region();
  const store = new S3ReportStore({ client, bucket, region, owner, signal });
  const { view, folder } = await deliver(found, { store, files: deliveredReports, prefix });
  remark(`The report is in s3://${bucket}/${folder} and s3://${bucket}/${prefix}latest/.`);
  return view;
}
