import { Duration } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnEventSourceMapping, type Code } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters, receiveFrom } from './dead-letters';
import { EntryFunction, type FunctionSettings } from './entry-function';
import { type Grant, onConfigRules, oneUserGrants, onEverything } from './grants';
import { listOf, type When, valueIf } from '../options/when';
import { acknowledge } from '../options/validations';

export interface ReevaluationProps extends FunctionSettings {
  readonly code: Code;
  /** Whether `exemptTagKey` is set: only then do changes of tags count, and may tags be read. */
  readonly exemptTags: When;
  /** @default - the queues have keys of AWS's own */
  readonly keyGrant?: Grant | undefined;
  /**
   * The name of the rule to evaluate again.
   * @default - found by its name's pattern: in a conformance pack it has a random suffix
   */
  readonly ruleName?: string | undefined;
  /**
   * The place of the rule, as a member of an organization gives it: without a rule there is nothing to start in an
   * account that the conformance pack leaves out, and nothing to try again.
   * @default - in this stack: no rule is an error
   */
  readonly ruleIn?: string | undefined;
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
const batchingWindow = Duration.seconds(20);
/** Until IAM is consistent. */
const delay = Duration.seconds(60);
/** A refusal is a receive: StartConfigRulesEvaluation allows one call a minute, and none while the rule runs. A day of them. */
const maxReceiveCount = 1000;

/**
 * Minutes, not a day: IAM's CloudTrail events wait a minute in a queue, until IAM is consistent, then the `reevaluate` entry
 * starts the rule if a verdict would change. The schedule stays the source of truth.
 */
export class Reevaluation extends Construct {
  readonly entry: EntryFunction;
  readonly queue: Queue;
  /** Of what EventBridge could not deliver, too. */
  readonly deadLetters: Queue;
  readonly events: CfnRule;

  constructor(scope: Construct, id: string, props: ReevaluationProps) {
    super(scope, id);
    const { ruleName, ruleIn, exemptTags, keyGrant, ...settings } = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters').queue;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deliveryDelay: delay,
      retentionPeriod: Duration.days(4),
      // AWS advises six timeouts for functions that are throttled. Here a message that is seen twice costs three reads, and a
      // batch that was refused has to come back soon.
      visibilityTimeout: Duration.seconds(90),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
    this.entry = new EntryFunction(this, 'Entry', {
      ...settings,
      description: 'Starts the AWS Config rule iam-user-mfa where IAM activity would change a result.',
      timeoutSeconds: timeout.toSeconds(),
      environment: environmentOf(ruleName, ruleIn),
      grants: [
        ...oneUserGrants(exemptTags),
        onEverything(
          'iam:ListVirtualMFADevices',
          'config:DescribeConfigRules',
          'config:GetComplianceDetailsByResource',
        ),
        onConfigRules('config:GetComplianceDetailsByConfigRule', 'config:StartConfigRulesEvaluation'),
        {
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [this.queue.queueArn],
        },
        ...(keyGrant === undefined ? [] : [keyGrant]),
      ],
    });
    new CfnEventSourceMapping(this, 'Poller', {
      functionName: this.entry.functionName,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10_000,
      maximumBatchingWindowInSeconds: batchingWindow.toSeconds(),
      scalingConfig: { maximumConcurrency: 2 },
    });
    this.events = this.iamEvents(exemptTags);
    for (const queue of [this.queue, this.deadLetters]) receiveFrom(this.events, queue);
    acknowledge(this.entry, {
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason:
        'Only its queue invokes it, synchronously; what fails goes back there, and to its dead-letter queue in the end.',
    });
  }

  private iamEvents(exemptTags: When): CfnRule {
    return new CfnRule(this, 'IamEvents', {
      description: 'Collects IAM activity that can change which users sign in to the console without MFA.',
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
      targets: [
        {
          id: 'queue',
          arn: this.queue.queueArn,
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      ],
    });
  }
}

function environmentOf(
  ruleName: string | undefined,
  ruleIn: string | undefined,
): Readonly<Record<string, string>> | undefined {
  if (ruleName !== undefined) return { CONFIG_RULE_NAME: ruleName };
  return ruleIn === undefined ? undefined : { RULE_IN: ruleIn };
}
