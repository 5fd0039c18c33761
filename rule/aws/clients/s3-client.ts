import { S3Client } from '@aws-sdk/client-s3';
import { callMeter, type Calls } from './call-meter';
import { retries, type Connection, type Environment } from './clients';

/** Apart from the other clients: only the organization's report is kept in a bucket. */
export function s3Client(env: Environment, calls: Calls, connection: Connection = {}): S3Client {
  const client = new S3Client({ ...retries(env), ...connection, followRegionRedirects: true });
  client.middlewareStack.use(callMeter('s3', calls));
  return client;
}
