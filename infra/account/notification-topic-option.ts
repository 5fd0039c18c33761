import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { InvalidOptionsError } from '../options/errors';

interface Given {
  readonly notificationTopicArn?: string | undefined;
  readonly notificationTopic?: ITopic | undefined;
}

/**
 * A topic of the CDK app as the option that it is short for. Neither service sends a source to SNS that every publish could be
 * held to, so the statements name the services alone; on a topic that the app only imports they do nothing.
 */
export function topicOptions(props: Given): Record<string, unknown> {
  const { notificationTopic, ...rest } = props;
  if (notificationTopic === undefined) return rest;
  if (props.notificationTopicArn !== undefined) {
    throw new InvalidOptionsError([
      'notificationTopic: got one beside notificationTopicArn, allowed: one of the two',
    ]);
  }
  for (const service of ['cloudwatch.amazonaws.com', 'events.amazonaws.com'])
    notificationTopic.grantPublish(new ServicePrincipal(service));
  return { ...rest, notificationTopicArn: notificationTopic.topicArn };
}
