import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

const senders = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] as const;
const thisAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };

/**
 * An encrypted topic with one e-mail subscription, which its owner has to confirm. Its key is one of its own: neither
 * CloudWatch alarms nor EventBridge can publish to a topic that is encrypted with the key that AWS manages for SNS.
 */
export class NotificationTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly email: string }) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      description: 'Encrypts the notifications of iam-user-mfa',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    for (const service of senders) {
      const principals = [new ServicePrincipal(service)];
      key.addToResourcePolicy(
        new PolicyStatement({
          principals,
          actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          resources: ['*'],
          conditions: thisAccount,
        }),
      );
      topic.addToResourcePolicy(
        new PolicyStatement({
          principals,
          actions: ['sns:Publish'],
          resources: [topic.topicArn],
          conditions: thisAccount,
        }),
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
