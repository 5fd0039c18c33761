import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Where reports lie: `reports/` and a date, and `reports/latest/`. It stays when the stack is deleted. */
export class ReportBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: { readonly retentionDays: number }) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
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
    acknowledge(this.bucket);
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

function acknowledge(bucket: Bucket): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(bucket).acknowledge({ id, reason });
}
