import { checked, missing, ok, quoted, type Check } from '../check';
import type { Place } from '../place';
import type { Topic, TopicFacts, TopicStatement } from './facts';

const publishers = {
  'cloudwatch.amazonaws.com': 'alarms',
  'events.amazonaws.com': 'notices',
} as const;
type Publisher = keyof typeof publishers;

/** An existing topic's policy: CloudWatch and EventBridge must be able to publish. */
export function checkTopic(facts: TopicFacts & Place): readonly Check[] {
  if (facts.topic === undefined) return [];
  return checked('topic', "The topic's policy", facts.topic, (topic) => {
    if (topic === undefined)
      return [
        missing(
          'topic',
          'The topic is not there: alarms and notices would reach no one.',
          `aws sns create-topic --region ${facts.region} --name NAME`,
        ),
      ];
    const refused = (Object.keys(publishers) as Publisher[]).filter((service) => !mayPublish(topic, service));
    if (refused.length === 0) return [ok('topic', `CloudWatch and EventBridge may publish to ${topic.arn}.`)];
    return [
      missing(
        'topic',
        `The topic ${topic.arn} refuses ${refused.map((service) => `${service} (${publishers[service]})`).join(' and ')}. EventBridge sends neither aws:SourceAccount nor aws:SourceArn, so its statement must have no such condition. The command replaces the policy: add the statements of yours that must stay.`,
        `aws sns set-topic-attributes --region ${facts.region} --topic-arn ${topic.arn} --attribute-name Policy --attribute-value ${quoted(policyFor(topic))}`,
      ),
    ];
  });
}

function mayPublish({ statements }: Topic, service: Publisher): boolean {
  const about = statements.filter(
    ({ services, everyone, actions }) =>
      (everyone || services.includes(service)) &&
      actions.some((action) => /^(\*|sns:(\*|publish))$/i.test(action)),
  );
  const allows = (statement: TopicStatement): boolean =>
    statement.effect === 'Allow' &&
    // CloudWatch carries the account and ARN of the alarm, and a new topic's own policy takes it; EventBridge carries neither.
    (service === 'cloudwatch.amazonaws.com'
      ? statement.conditionKeys.every((key) => /^aws:source(account|arn|owner)$/i.test(key))
      : statement.conditionKeys.length === 0);
  const denies = ({ effect, conditionKeys }: TopicStatement): boolean =>
    effect === 'Deny' && conditionKeys.length === 0;
  return about.some(allows) && !about.some(denies);
}

const policyFor = ({ arn }: Topic): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: Object.keys(publishers).map((service) => ({
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sns:Publish',
      Resource: arn,
    })),
  });
