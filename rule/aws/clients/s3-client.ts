import { S3Client } from '@aws-sdk/client-s3';
import { paced, type Connection } from './settings';

/** Apart from the other clients: only the organization's report is kept in a bucket. */
export const s3Client = (connection: Connection = {}): S3Client =>
  paced('s3', (settings) => new S3Client({ ...settings, followRegionRedirects: true }), connection);
