import { Aws, CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../options/validations';
import { EntryFunction } from '../rule/entry-function';

export interface StoredText {
  readonly uri: string;
  readonly versionId: string;
  readonly arn: string;
}

export interface HookRulesProps {
  readonly rules: string;
  readonly parameters: string;
}

/** Writes objects for CloudFormation, which has no resource for one. Deleted with the stack, it leaves them: a hook may still read. */
export const writerSource = `const { PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');
exports.handler = async (event) => {
  const { Bucket, Objects } = event.ResourceProperties;
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = event;
  const answer = { Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, PhysicalResourceId, Data: {} };
  try {
    for (const { Name, Key, Body } of event.RequestType === 'Delete' ? [] : Objects) {
      const { VersionId } = await new S3Client({}).send(new PutObjectCommand({ Bucket, Key, Body }));
      if (!VersionId) throw new Error('the bucket ' + Bucket + ' keeps no versions');
      answer.Data[Name] = VersionId;
    }
  } catch (error) {
    answer.Status = 'FAILED';
    answer.Reason = 'The rules of the hook could not be written: ' + error.message;
  }
  const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body: JSON.stringify(answer) });
  if (!ok) throw new Error('CloudFormation took no answer: ' + status);
};
`;

/**
 * The hook's rules and their parameters in a bucket of their own, each as one version of one object. An asset of the
 * bootstrap bucket is not meant to stay: `cdk gc` and whoever cleans up remove it, and a hook in FAIL mode then stops everything.
 * The objects' names stay when their texts change: with new ones the roles change first, and until the hook does it may not read
 * what it reads; and IAM takes seconds to let the function write the new ones.
 */
export class HookRules extends Construct {
  readonly rules: StoredText;
  readonly parameters: StoredText;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, { rules, parameters }: HookRulesProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const [finding, reason] of Object.entries(reasons)) acknowledge(bucket, { id: finding, reason });
    this.bucketArn = bucket.bucketArn;
    const objects = [
      { Name: 'Rules', Key: 'rules.guard', Body: rules },
      { Name: 'Parameters', Key: 'parameters.json', Body: parameters },
    ] as const;
    const writer = new EntryFunction(this, 'Writer', {
      code: Code.fromInline(writerSource),
      description: 'Writes the rules of the hook iam-user-mfa into their bucket.',
      architecture: 'arm64',
      runtime: 'nodejs24.x',
      memoryMiB: 128,
      timeoutSeconds: 60,
      logRetentionDays: 90,
      grants: [
        {
          actions: ['s3:PutObject'],
          resources: objects.map(({ Key }) => bucket.arnForObjects(Key)),
          condition: { StringEquals: { 'aws:ResourceAccount': Aws.ACCOUNT_ID } },
        },
      ],
    });
    acknowledge(writer, {
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason: 'Only CloudFormation invokes it, in a deployment, and shows its failure there.',
    });
    const written = new CustomResource(this, 'Objects', {
      serviceToken: writer.functionArn,
      resourceType: 'Custom::IamUserMfaHookRules',
      // Of a function that dies without an answer CloudFormation hears nothing, and waits an hour.
      serviceTimeout: Duration.minutes(5),
      properties: { Bucket: bucket.bucketName, Objects: objects },
    });
    const stored = ({ Name, Key }: (typeof objects)[number]): StoredText => ({
      uri: `s3://${bucket.bucketName}/${Key}`,
      versionId: written.getAttString(Name),
      arn: bucket.arnForObjects(Key),
    });
    [this.rules, this.parameters] = [stored(objects[0]), stored(objects[1])];
  }
}

const noLog =
  'It holds two texts of this stack, which the hook alone reads; a second bucket for access logs would cost more care.';
const reasons = {
  'AwsSolutions-S1': noLog,
  'NIST.800.53.R5-S3BucketLoggingEnabled': noLog,
  'NIST.800.53.R5-S3BucketReplicationEnabled': 'A deployment writes it again.',
  'NIST.800.53.R5-S3DefaultEncryptionKMS': 'Encrypted with the keys of S3; the rules are public.',
} as const;
