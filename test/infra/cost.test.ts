// docs/cost.md says what AWS bills. The sums are computed here, from prices with names and from what the templates hold.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { memberStack, topicArn } from './organization-synth';
import { accountStack, only } from './synth';

/** AWS's list prices for us-east-1, November 2026, in dollars; first tiers, free tiers left out. */
const prices = {
  configEvaluation: 0.001,
  customMetricMonth: 0.3,
  alarmMetricMonth: 0.1,
  millionSqsRequests: 0.4,
  keyMonth: 1,
  armGigabyteSecond: 0.0000133334,
} as const;

const month = { days: 30, hours: 720, scans: 120, rootRuleRuns: 30 } as const;
/** What the function sends by each value of METRICS; billed for the hours in which they are sent: 14 figures and 6 APIs. */
const metricsBy: Readonly<Record<string, number>> = { all: 20, scans: 1, none: 0 };
/** Lambda keeps five long polls of 20 seconds open on the queue. */
const pollsAMonth = 5 * 3 * 60 * month.hours;

const cost = {
  /** A summary for each scan, and each user without MFA once a day. */
  evaluations: (withoutMfa: number): number => month.scans + month.days * withoutMfa,
  metrics: (count: number) => count * prices.customMetricMonth * ((month.scans / month.days) * (1 / 24)),
  polling: (pollsAMonth / 1_000_000) * prices.millionSqsRequests,
  function: (seconds: number): number => month.scans * seconds * 0.5 * prices.armGigabyteSecond,
};

const page = readFileSync(resolve(__dirname, '../../docs/cost.md'), 'utf8');
interface Alarm {
  readonly Properties: { readonly Metrics?: readonly object[] };
}
const alarmsIn = (template: Template): readonly Alarm[] =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')) as Alarm[];
/** CloudWatch bills an alarm for each metric that it looks at: a sum of two costs as much as two alarms. */
const alarmMetricsIn = (template: Template): number =>
  alarmsIn(template)
    .map(({ Properties: { Metrics } }) => Metrics?.filter((one) => 'MetricStat' in one).length ?? 1)
    .reduce((sum, count) => sum + count, 0);

/** What the function is told to send. */
function metricsIn(template: Template): number {
  const { Environment } = only(template, 'AWS::Lambda::Function', /(Parts|Member)FunctionEntry/) as {
    Environment: { Variables: { METRICS: string } };
  };
  return metricsBy[Environment.Variables.METRICS] ?? NaN;
}

function rowsOf(name: string): readonly (readonly string[])[] {
  const [, block = ''] = page.split(new RegExp(`<!-- /?${name} -->`));
  const lines = block.trim().split('\n').slice(2);
  return lines.map((line) =>
    line
      .replace(/^\| | \|$/g, '')
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

const dollars = (amount: number): string =>
  amount < 0.005 ? 'under $0.01' : `$${amount.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;
const whole = (amount: number): string => amount.toLocaleString('en-US');

describe('what docs/cost.md says of one account', () => {
  test.each([
    [20, 2, 0.5],
    [500, 40, 4.4],
    [5000, 400, 39.8],
  ])('with %i users', (users, withoutMfa, seconds) => {
    const evaluations = cost.evaluations(withoutMfa);
    expect(rowsOf('cost-account')).toContainEqual([
      whole(users),
      whole(withoutMfa),
      whole(evaluations),
      dollars(evaluations * prices.configEvaluation),
      dollars(cost.function(seconds)),
    ]);
  });

  test('beside the evaluations', () => {
    const { template } = accountStack();
    const alarms = alarmMetricsIn(template);
    expect(metricsIn(template)).toBe(1);
    expect(rowsOf('cost-fixed')).toEqual([
      ['the custom metric that the alarm on missing scans reads', dollars(cost.metrics(1))],
      ['`metrics=all`: 20 custom metrics, sent in 4 hours of a day', dollars(cost.metrics(20))],
      [`${alarms} alarms`, dollars(alarms * prices.alarmMetricMonth)],
      ["polling of the re-evaluation queue, beyond SQS's free tier", dollars(cost.polling)],
      ['the KMS key of a new topic (`notificationEmail`)', dollars(prices.keyMonth)],
    ]);
  });
});

describe('what docs/cost.md says of 5,000 accounts with 100 users each, 2 of them without MFA', () => {
  const accounts = 5000;
  const evaluations = cost.evaluations(2) + month.rootRuleRuns;

  const accountWith = (props: Parameters<typeof memberStack>[0]): number => {
    const { template } = memberStack(props);
    const polls = Object.keys(template.findResources('AWS::Lambda::EventSourceMapping')).length;
    return (
      evaluations * prices.configEvaluation +
      cost.metrics(metricsIn(template)) +
      alarmMetricsIn(template) * prices.alarmMetricMonth +
      polls * cost.polling +
      cost.function(2)
    );
  };

  const choices = [
    { alarms: true, topic: false },
    { alarms: true, topic: true },
    { alarms: 'all', topic: true },
  ] as const;
  const combinations = choices.flatMap((choice) =>
    [true, false].flatMap((reevaluation) =>
      (['conformance-pack', 'member-stack'] as const).flatMap((ruleIn) =>
        (['scans', 'all'] as const).map((metrics) => ({ ...choice, reevaluation, ruleIn, metrics })),
      ),
    ),
  );

  test('of every combination', () => {
    expect(rowsOf('cost-organization')).toEqual([
      ...combinations.map(({ topic, ...props }) => {
        const account = accountWith({ ...props, ...(topic ? { notificationTopicArn: topicArn } : {}) });
        return [
          topic ? `\`${String(props.alarms)}\`` : 'none, as no topic listens',
          props.reevaluation ? 'on' : 'off',
          `\`${props.ruleIn}\``,
          `\`${props.metrics}\``,
          dollars(account),
          dollars(account * accounts),
        ];
      }),
      // Each of 40 users with a password, once a day.
      ["AWS's managed rule, daily", '', '', '', dollars(1.2), dollars(1.2 * accounts)],
    ]);
  });

  test('at most $0.50 an account with the defaults', () => {
    expect(accountWith({})).toBeLessThanOrEqual(0.5);
  });

  test('without a topic there is no alarm, and no metric that nobody reads', () => {
    for (const ruleIn of ['conformance-pack', 'member-stack'] as const) {
      const { template } = memberStack({ ruleIn });
      expect([alarmsIn(template).length, metricsIn(template)]).toEqual([0, 0]);
    }
  });

  test('the one alarm over two functions is billed for two metrics', () => {
    const { template } = memberStack({ notificationTopicArn: topicArn });
    expect([alarmsIn(template).length, alarmMetricsIn(template)]).toEqual([3, 4]);
  });

  test('of which the evaluations are a part', () => {
    const sum = dollars(accounts * evaluations * prices.configEvaluation);
    expect(page).toContain(`${evaluations} evaluations an account`);
    expect(page).toContain(`${sum} of that are evaluations`);
  });
});
