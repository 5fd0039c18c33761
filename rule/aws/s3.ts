import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ReportStore } from '../report-delivery/ports';
import { ask } from './clients/call-scope';
import { errorCode, readFailed } from './clients/read-failed';
import { paced, type Connection } from './clients/settings';

export const s3Client = (connection: Connection = {}): S3Client =>
  paced('s3', (settings) => new S3Client({ ...settings, followRegionRedirects: true }), connection);

export interface S3ReportStoreOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly region: string;
  /** The account that must own the bucket: a name that somebody else took meanwhile gets no report. */
  readonly owner: string | undefined;
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

  private get place(): { readonly Bucket: string; readonly ExpectedBucketOwner: string | undefined } {
    return { Bucket: this.options.bucket, ExpectedBucketOwner: this.options.owner };
  }

  async get(key: string): Promise<string | undefined> {
    const { client, bucket, signal } = this.options;
    try {
      return await ask(signal, async () => {
        const output = await client.send(new GetObjectCommand({ ...this.place, Key: key }));
        return (await output.Body?.transformToString('utf-8')) ?? '';
      });
    } catch (error) {
      if (errorCode(error) === 'NoSuchKey') return undefined;
      const failed = readFailed(`s3:GetObject of s3://${bucket}/${key}`, error, signal);
      if (failed.failure.error === 'AccessDenied' && (await this.isMissing(key))) return undefined;
      throw failed;
    }
  }

  /**
   * S3 says AccessDenied of an object that is not there to a caller without s3:ListBucket, and a condition on `s3:prefix`, which
   * GetObject does not carry, may count as without. Listing the key itself carries it, and only a listing proves "not there".
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
   */
  private async isMissing(key: string): Promise<boolean> {
    const { client, signal } = this.options;
    try {
      const command = new ListObjectsV2Command({ ...this.place, Prefix: key, MaxKeys: 1 });
      const { Contents = [] } = await ask(signal, () => client.send(command));
      // Keys are listed in order, so the key itself would be the first.
      return Contents[0]?.Key !== key;
    } catch {
      return false;
    }
  }

  async put(key: string, body: string, contentType: string): Promise<void> {
    const { client, bucket, signal } = this.options;
    try {
      const input = { ...this.place, Key: key, Body: body, ContentType: contentType };
      await ask(signal, () => client.send(new PutObjectCommand(input)));
    } catch (error) {
      throw readFailed(`s3:PutObject to s3://${bucket}/${key}`, error, signal);
    }
  }
}
