import { checked, missing, ok, unknown, type Check } from '../check';
import type { Place } from '../place';
import { letsIn, type PolicyStatement } from '../policy';
import type { TopicFacts } from './facts';

type Facts = TopicFacts & Place;

const publishers = {
  'cloudwatch.amazonaws.com': 'alarms',
  'events.amazonaws.com': 'notices',
} as const;
type Publisher = keyof typeof publishers;

/** An existing topic: in the region of the alarms, and its policy lets CloudWatch and EventBridge of this account publish. */
export function checkTopic(facts: Facts): readonly Check[] {
  const { topicPolicy, topicArn, region, partition } = facts;
  if (topicArn === undefined) return [];
  const [, inPartition, , inRegion, owner = ''] = topicArn.split(':');
  const create = `aws sns create-topic --region ${region} --name NAME`;
  if (inPartition !== partition || inRegion !== region)
    return [
      missing(
        'topic',
        `The topic ${topicArn} is in ${inRegion ?? 'no region'} (${inPartition ?? 'no partition'}), and the rule in ${region}: CloudWatch makes no alarm with a topic of another region or partition. Name a topic of ${region}.`,
        create,
      ),
    ];
  if (topicPolicy === undefined) {
    const failure = { api: 'sns:GetTopicAttributes', error: `AWS gives it to account ${owner} alone` };
    return [unknown('topic', "The topic's policy", failure)];
  }
  return checked('topic', "The topic's policy", topicPolicy, (statements) => {
    if (statements === undefined)
      return [missing('topic', 'The topic is not there: alarms and notices would reach no one.', create)];
    const refused = (Object.keys(publishers) as Publisher[]).filter(
      (service) => !mayPublish(statements, service, facts),
    );
    if (refused.length === 0)
      return [ok('topic', `CloudWatch and EventBridge of ${facts.accountId} may publish to ${topicArn}.`)];
    const added = refused.map((service) => JSON.stringify(statementFor(service, facts))).join(', ');
    return [
      missing(
        'topic',
        `The topic ${topicArn} refuses ${refused.map((service) => `${service} (${publishers[service]})`).join(' and ')} of account ${facts.accountId}. EventBridge sends neither aws:SourceAccount nor aws:SourceArn, so its statement must have no such condition. The command shows the policy as it is; keep its statements, take out a Deny that is in the way, and add ${added}.`,
        `aws sns get-topic-attributes --region ${region} --topic-arn ${topicArn} --query Attributes.Policy --output text`,
      ),
    ];
  });
}

function mayPublish(statements: readonly PolicyStatement[], service: Publisher, facts: Facts): boolean {
  const { partition, region, accountId } = facts;
  const asked = { principal: service, action: 'sns:Publish' };
  // CloudWatch sends the account and the ARN of the alarm, EventBridge neither.
  if (service === 'events.amazonaws.com') return letsIn(statements, { ...asked, keys: {} });
  // The account stack and a StackSet's instance name their alarms after themselves.
  return ['IamUserMfa-Alarm', 'StackSet-iam-user-mfa-members-Alarm'].some((name) =>
    letsIn(statements, {
      ...asked,
      keys: {
        'aws:SourceAccount': accountId,
        'aws:SourceOwner': accountId,
        'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`,
      },
    }),
  );
}

const statementFor = (service: Publisher, { accountId, topicArn }: Facts): object => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: 'sns:Publish',
  Resource: topicArn,
  ...(service === 'events.amazonaws.com'
    ? {}
    : { Condition: { StringEquals: { 'aws:SourceAccount': accountId } } }),
});
