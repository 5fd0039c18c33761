import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Aws } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { applyCondition, createWhen, valueOf, type When } from '../options/when';
import { DeadLetters, receiveFrom } from '../rule/dead-letters';
import { publishGrants } from '../rule/grants';
import { ServiceRole } from '../rule/service-role';

export interface NoticeContent {
  readonly id: string;
  readonly description: string;
  readonly eventPattern: object;
  /** Values of the event by name. EventBridge puts them between the quotation marks as they are: an annotation holds none. */
  readonly values: Readonly<Record<string, string>>;
  /** With the names in angle brackets. */
  readonly lines: readonly string[];
}

const nonCompliant = { complianceType: ['NON_COMPLIANT'] };

/** The users who became NON_COMPLIANT and who no longer are; the first COMPLIANT results are not news. */
export const complianceNotice: NoticeContent = {
  id: 'Changes',
  description:
    'Sends compliance changes of IAM users, found by the AWS Config rule iam-user-mfa, to a topic.',
  eventPattern: {
    source: ['aws.config'],
    'detail-type': ['Config Rules Compliance Change'],
    detail: {
      configRuleName: [meta.id],
      messageType: ['ComplianceChangeNotification'],
      $or: [{ newEvaluationResult: nonCompliant }, { oldEvaluationResult: nonCompliant }],
    },
  },
  values: {
    account: '$.account',
    region: '$.region',
    time: '$.time',
    id: '$.detail.resourceId',
    compliance: '$.detail.newEvaluationResult.complianceType',
    annotation: '$.detail.newEvaluationResult.annotation',
    rule: '$.detail.configRuleName',
  },
  lines: [
    'AWS account <account>: <annotation>',
    'Now <compliance> by the AWS Config rule <rule> in <region>, <time>; IAM user id (or account) <id>.',
    'To do, if NON_COMPLIANT: let the user assign an MFA device, or delete the console password.',
  ],
};

/** An administrator who can sign in with a password alone; a refresh of the finding has another `change`, and never mails. */
export const criticalFindingNotice: NoticeContent = {
  id: 'Opened',
  description: 'Sends critical findings of iam-user-mfa to a topic when they open in Security Hub CSPM.',
  eventPattern: {
    source: ['aws.securityhub'],
    'detail-type': ['Security Hub Findings - Imported'],
    detail: {
      findings: {
        GeneratorId: [meta.id],
        ProductFields: { [`${meta.id}/change`]: ['opened'] },
        RecordState: ['ACTIVE'],
        Severity: { Label: ['CRITICAL'] },
      },
    },
  },
  values: {
    account: '$.detail.findings[0].AwsAccountId',
    description: '$.detail.findings[0].Description',
    user: '$.detail.findings[0].Resources[0].Id',
    time: '$.detail.findings[0].UpdatedAt',
  },
  lines: [
    'CRITICAL in AWS account <account>: <description>',
    'IAM user <user>, <time>. To do: let the user assign an MFA device, or delete the console password.',
  ],
};

export interface NoticeProps {
  readonly content: NoticeContent;
  /** An existing topic has to allow events.amazonaws.com to publish to it, without a condition on where the event is from. */
  readonly topicArn: string;
  readonly when: When;
  /** Whether the topic may be one of another account, which EventBridge reaches only by a role. */
  readonly given: { readonly when: When; readonly topicArn: string };
}

/** Events as sentences to a topic, with a dead-letter queue for those that it did not take. */
export class Notice extends Construct {
  readonly events: CfnRule;
  readonly deadLetters: IQueue;

  constructor(scope: Construct, id: string, { content, topicArn, when, given }: NoticeProps) {
    super(scope, id);
    const role = createWhen(
      given.when,
      () =>
        new ServiceRole(this, 'Publisher', {
          description:
            'Allows EventBridge to send the notices of iam-user-mfa to their topic, and nothing else.',
          service: 'events.amazonaws.com',
          policyName: 'publish',
          grants: publishGrants(given.topicArn),
        }),
    );
    const deadLetters = new DeadLetters(scope, `${id}DeadLetters`);
    this.deadLetters = deadLetters.queue;
    this.events = new CfnRule(this, content.id, {
      description: content.description,
      eventPattern: content.eventPattern,
      targets: [
        {
          id: 'topic',
          arn: topicArn,
          ...(role === undefined ? {} : { roleArn: String(valueOf(given.when, role.attrArn, Aws.NO_VALUE)) }),
          deadLetterConfig: { arn: deadLetters.queue.queueArn },
          inputTransformer: {
            inputPathsMap: content.values,
            inputTemplate: content.lines.map((line) => `"${line}"`).join('\n'),
          },
        },
      ],
    });
    receiveFrom(this.events, deadLetters.queue);
    for (const part of [this, deadLetters]) applyCondition(when, part);
  }
}
