import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/**
 * The publishers. CloudWatch says which account an alarm is of; EventBridge sends no `aws:SourceAccount` and no
 * `aws:SourceArn` to SNS or to a KMS key, so such a condition would refuse every notice.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
const senders = {
  'cloudwatch.amazonaws.com': { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  'events.amazonaws.com': undefined,
} as const;

/**
 * An encrypted topic with one e-mail subscription, which its owner has to confirm. Its key is one of its own: neither
 * CloudWatch alarms nor EventBridge can publish to a topic that is encrypted with the key that AWS manages for SNS.
 */
export class NotificationTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly email: string }) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      description: 'Encrypts the notifications of iam-user-mfa.',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    for (const [service, condition] of Object.entries(senders)) {
      const sender = {
        principals: [new ServicePrincipal(service)],
        ...(condition === undefined ? {} : { conditions: condition }),
      };
      key.addToResourcePolicy(
        new PolicyStatement({
          ...sender,
          actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          resources: ['*'],
        }),
      );
      topic.addToResourcePolicy(
        new PolicyStatement({ ...sender, actions: ['sns:Publish'], resources: [topic.topicArn] }),
      );
    }
    new CfnSubscription(this, 'Email', {
      topicArn: topic.topicArn,
      protocol: 'email',
      endpoint: props.email,
    });
    this.topic = topic;
  }
}
