import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ReportStore } from '../report-delivery/ports';
import { ask } from './clients/call-scope';
import { errorCode, readFailed } from './read-failed';

export interface S3ReportStoreOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly region: string;
  readonly signal: AbortSignal;
}

/** Reports in a bucket. Its own default encryption applies. */
export class S3ReportStore implements ReportStore {
  constructor(private readonly options: S3ReportStoreOptions) {}

  get bucket(): string {
    return this.options.bucket;
  }

  get region(): string {
    return this.options.region;
  }

  async get(key: string): Promise<string | undefined> {
    const { client, bucket, signal } = this.options;
    try {
      return await ask(signal, async () => {
        const output = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return (await output.Body?.transformToString('utf-8')) ?? '';
      });
    } catch (error) {
      // Without s3:ListBucket a missing object is AccessDenied, which must not pass for "first report".
      if (errorCode(error) === 'NoSuchKey') return undefined;
      throw readFailed(`s3:GetObject of s3://${bucket}/${key}`, error, signal);
    }
  }

  async put(key: string, body: string, contentType: string): Promise<void> {
    const { client, bucket, signal } = this.options;
    try {
      const input = { Bucket: bucket, Key: key, Body: body, ContentType: contentType };
      await ask(signal, () => client.send(new PutObjectCommand(input)));
    } catch (error) {
      throw readFailed(`s3:PutObject to s3://${bucket}/${key}`, error, signal);
    }
  }
}
