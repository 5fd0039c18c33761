import { Duration, Validations } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, type Code } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters';
import { EntryFunction, type FunctionSettings } from './entry-function';
import { everyConfigRule, oneUserGrants } from './grants';
import { listOf, type When, valueIf } from '../options/when';

export interface ReevaluationProps extends FunctionSettings {
  readonly code: Code;
  /** Whether `exemptTagKey` is set: only then do changes of tags count, and may tags be read. */
  readonly exemptTags: When;
  /**
   * The name of the rule to evaluate again.
   * @default - found by its name's pattern: in a conformance pack it has a random suffix
   */
  readonly ruleName?: string | undefined;
}

/** IAM activity that can change a verdict; it is seen only where a trail records management write events. */
const eventNames = [
  'CreateLoginProfile',
  'DeleteLoginProfile',
  'EnableMFADevice',
  'DeactivateMFADevice',
  'DeleteUser',
  'UpdateUser',
] as const;
const tagEventNames = ['TagUser', 'UntagUser'] as const;

const timeout = Duration.seconds(60);
const batchingWindow = Duration.seconds(60);

/**
 * Minutes, not a day: IAM's CloudTrail events wait a minute in a queue, until IAM is consistent, then the `reevaluate` entry
 * starts the rule if a verdict would change. The schedule stays the source of truth.
 */
export class Reevaluation extends Construct {
  readonly entry: EntryFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: ReevaluationProps) {
    super(scope, id);
    const { ruleName, exemptTags, ...settings } = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters').queue;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deliveryDelay: Duration.seconds(60),
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds() + batchingWindow.toSeconds()),
      // A refusal is a receive: StartConfigRulesEvaluation allows one call a minute, and none while the rule runs.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 100 },
    });
    this.entry = new EntryFunction(this, 'Entry', {
      ...settings,
      description: 'Starts the AWS Config rule iam-user-mfa where IAM activity would change a result.',
      timeoutSeconds: timeout.toSeconds(),
      environment: ruleName === undefined ? undefined : { CONFIG_RULE_NAME: ruleName },
      grants: [
        ...oneUserGrants(exemptTags),
        {
          actions: [
            'iam:ListVirtualMFADevices',
            'config:DescribeConfigRules',
            'config:GetComplianceDetailsByResource',
          ],
          resources: ['*'],
        },
        {
          actions: ['config:GetComplianceDetailsByConfigRule', 'config:StartConfigRulesEvaluation'],
          resources: [everyConfigRule],
        },
        {
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [this.queue.queueArn],
        },
      ],
    });
    new CfnEventSourceMapping(this, 'Poller', {
      functionName: this.entry.functionName,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10_000,
      maximumBatchingWindowInSeconds: batchingWindow.toSeconds(),
      scalingConfig: { maximumConcurrency: 2 },
    });
    this.receiveIamEvents(exemptTags);
    Validations.of(this.entry).acknowledge({
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason:
        'Only its queue invokes it, synchronously; what fails goes back there, and to its dead-letter queue in the end.',
    });
  }

  private receiveIamEvents(exemptTags: When): void {
    const events = new CfnRule(this, 'IamEvents', {
      description: 'IAM activity that can change who signs in to the console without MFA',
      eventPattern: {
        source: ['aws.iam'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['iam.amazonaws.com'],
          eventName: listOf<unknown>(
            ...eventNames,
            ...tagEventNames.map((name) => valueIf(exemptTags, name)),
          ),
          errorCode: [{ exists: false }],
        },
      },
      targets: [{ id: 'queue', arn: this.queue.queueArn }],
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': events.attrArn } },
      }),
    );
  }
}
