import { checked, missing, ok, plural, quoted, warning, type Check } from '../check';
import type { Deployment, Place } from '../place';
import type { RulesFacts } from '../rule/facts';
import type { DeadLetterQueue, ReevaluationFacts } from './facts';

type Facts = ReevaluationFacts & RulesFacts & Place;

/** IAM activity starts the rule within minutes, and nothing has been given up. */
export function checkReevaluation(facts: Facts, deployment: Deployment): readonly Check[] {
  // Parts that come with the rule are not missed before the rule is there.
  if ('value' in facts.rules && facts.rules.value.length === 0) return [];
  return [...eventRule(facts, deployment), ...deadLetters(facts)];
}

function eventRule({ eventRules, region }: Facts, { functionsCommand }: Deployment): readonly Check[] {
  return checked('reevaluation', 'Re-evaluation', eventRules, (rules) => {
    const [first] = rules;
    if (first === undefined)
      return [
        warning(
          'reevaluation',
          'No EventBridge rule starts the rule on IAM activity (option reevaluation): results are as fresh as the schedule.',
          `${functionsCommand} -c reevaluation=true`,
        ),
      ];
    const off = rules.find(({ enabled }) => !enabled);
    if (off === undefined)
      return [ok('reevaluation', `The EventBridge rule ${first.name} is enabled: results are minutes old.`)];
    return [
      missing(
        'reevaluation',
        `The EventBridge rule ${off.name} is disabled: a changed password or device is seen hours later instead of minutes.`,
        `aws events enable-rule --region ${region} --name ${quoted(off.name)}`,
      ),
    ];
  });
}

function deadLetters({ deadLetters: answer, region }: Facts): readonly Check[] {
  return checked('dead-letters', 'The dead-letter queues', answer, (queues) => {
    const full = queues.filter(({ messages }) => messages > 0);
    if (full.length > 0) return full.map((queue) => fullQueue(queue, region));
    if (queues.length === 0)
      return [
        warning('dead-letters', 'No dead-letter queue of the rule was found, so failures are not kept.'),
      ];
    return [
      ok(
        'dead-letters',
        `No dead letters: ${queues.map(({ name }) => name).join(', ')} ${queues.length === 1 ? 'is' : 'are'} empty.`,
      ),
    ];
  });
}

const fullQueue = ({ name, url, messages }: DeadLetterQueue, region: string): Check =>
  warning(
    'dead-letters',
    `The dead-letter queue ${name} holds ${plural(messages, 'message')}: something failed twice or was refused for a day. The next scheduled scan makes up for it; the messages say why.`,
    `aws sqs receive-message --region ${region} --queue-url ${quoted(url)} --max-number-of-messages 10`,
  );
