import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../options/validations';

export interface ReportBucketProps {
  readonly retentionDays: number;
  readonly kmsKeyArn: string | undefined;
  /** For how many days no report can be deleted. */
  readonly lockDays: number | undefined;
}

/** The bucket of the reports: `reports/` and a date, and `reports/latest/`. It stays when the stack is deleted. */
export class ReportBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: ReportBucketProps) {
    super(scope, id);
    const { kmsKeyArn, lockDays } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      ...(kmsKeyArn === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey: Key.fromKeyArn(this, 'Key', kmsKeyArn) }),
      ...(lockDays === undefined
        ? {}
        : { objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(lockDays)) }),
      enforceSSL: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          prefix: 'reports/',
          expiration: Duration.days(props.retentionDays),
          noncurrentVersionExpiration: Duration.days(props.retentionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    acknowledgeBucket(this.bucket);
  }
}

const reasons = {
  'AwsSolutions-S1':
    'Who reads reports is a data event of CloudTrail, where it is wanted; a second bucket for access logs would need the same care.',
  'NIST.800.53.R5-S3BucketLoggingEnabled':
    'Who reads reports is a data event of CloudTrail, where it is wanted; a second bucket for access logs would need the same care.',
  'NIST.800.53.R5-S3BucketReplicationEnabled':
    'A report is made again from what AWS Config holds; versions keep what was overwritten.',
  'NIST.800.53.R5-S3DefaultEncryptionKMS':
    'Encrypted with the keys of S3. A key of its own would have to be shared with every reader of the report.',
} as const;

function acknowledgeBucket(bucket: Bucket): void {
  for (const [id, reason] of Object.entries(reasons)) acknowledge(bucket, { id, reason });
}
