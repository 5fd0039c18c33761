import { Aws } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnEventInvokeConfig, type Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { EntryFunction, type FunctionSettings } from '../rule/entry-function';
import { type Grant, onEverything, publishGrants } from '../rule/grants';
import { acknowledge } from '../options/validations';

export interface ReportFunctionProps extends Omit<FunctionSettings, 'memoryMiB'> {
  readonly code: Code;
  readonly bucket: Bucket;
  readonly topicArn: string | undefined;
  readonly packName: string;
  readonly aggregatorName: string;
  readonly keyGrant: Grant;
  /** A scan is late after two periods of the schedule. */
  readonly staleAfterHours: number;
  readonly deadLetters: Queue;
}

const inConfig = (resource: string): string =>
  `arn:${Aws.PARTITION}:config:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;

/** A bucket of this name that is another account's gets no report. */
const ownBucket = { StringEquals: { 'aws:ResourceAccount': Aws.ACCOUNT_ID } };

/** The function that writes the organization's report: it reads what org-report reads, and writes below `reports/` only. */
export class ReportFunction extends Construct {
  readonly entry: EntryFunction;

  constructor(scope: Construct, id: string, props: ReportFunctionProps) {
    super(scope, id);
    const {
      bucket,
      topicArn,
      packName,
      aggregatorName,
      keyGrant,
      staleAfterHours,
      deadLetters,
      ...settings
    } = props;
    this.entry = new EntryFunction(this, 'Entry', {
      ...settings,
      memoryMiB: 1024,
      timeoutSeconds: 900,
      description: 'Writes the report on IAM users without MFA of the whole organization.',
      environment: {
        REPORT_BUCKET: bucket.bucketName,
        AGGREGATOR_NAME: aggregatorName,
        PACK_NAME: packName,
        STALE_AFTER_HOURS: String(staleAfterHours),
        RULE_REGION: Aws.REGION,
        ...(topicArn === undefined ? {} : { REPORT_TOPIC_ARN: topicArn }),
      },
      grants: [
        ...reads,
        {
          actions: ['s3:PutObject', 's3:GetObject'],
          resources: [bucket.arnForObjects('reports/*')],
          why: 'Reports are named by their date; nothing else is in the bucket.',
          condition: ownBucket,
        },
        {
          // Without it a report that is not there yet looks like one that may not be read.
          actions: ['s3:ListBucket'],
          resources: [bucket.bucketArn],
          condition: { StringLike: { 's3:prefix': 'reports/*' }, ...ownBucket },
        },
        ...(topicArn === undefined ? [] : publishGrants(topicArn)),
        { actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] },
        keyGrant,
      ],
    });
    new CfnEventInvokeConfig(this, 'Retries', {
      functionName: this.entry.functionName,
      qualifier: '$LATEST',
      // A run that fails has often delivered already, and a second one would tell the topic again.
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
    });
    acknowledge(this.entry, {
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason:
        'The on-failure destination of its asynchronous invocations is a dead-letter queue; it says more than a DLQ.',
    });
  }
}

const reads: readonly Grant[] = [
  onEverything(
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListParents',
    'organizations:ListRoots',
  ),
  {
    // The way up from each account is allowed even if the tree is refused.
    actions: ['organizations:DescribeOrganizationalUnit'],
    resources: [`arn:${Aws.PARTITION}:organizations::*:ou/o-*/ou-*`],
    why: 'The organization and its units are not known here; the action only reads.',
  },
  {
    actions: [
      'config:DescribeAggregateComplianceByConfigRules',
      'config:GetAggregateComplianceDetailsByConfigRule',
      'config:SelectAggregateResourceConfig',
    ],
    resources: [inConfig('config-aggregator/*')],
    why: "An aggregator's ARN ends in an id that Config makes up; the actions only read.",
  },
  {
    actions: ['config:GetOrganizationConformancePackDetailedStatus'],
    resources: [inConfig('organization-conformance-pack/*')],
    why: "A pack's ARN ends in an id that Config makes up; the action only reads.",
  },
];
