// docs/cost.md says what AWS bills. The sums are computed here, from prices with names and from what the templates hold.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { memberStack } from './organization-synth';
import { accountStack } from './synth';

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
/** Of one scan: 14 figures and the 6 APIs that it calls. They are billed for the hours in which they are sent. */
const metrics = 20;
/** Lambda keeps five long polls of 20 seconds open on the queue. */
const pollsAMonth = 5 * 3 * 60 * month.hours;

const cost = {
  evaluations: (withoutMfa: number): number => month.scans * (withoutMfa + 1),
  metrics: metrics * prices.customMetricMonth * ((month.scans / month.days) * (1 / 24)),
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
    const alarms = alarmMetricsIn(accountStack().template);
    expect(rowsOf('cost-fixed')).toEqual([
      [`${metrics} custom metrics, sent in 4 hours of a day`, dollars(cost.metrics)],
      [`${alarms} alarms`, dollars(alarms * prices.alarmMetricMonth)],
      ["polling of the re-evaluation queue, beyond SQS's free tier", dollars(cost.polling)],
      ['the KMS key of a new topic (`notificationEmail`)', dollars(prices.keyMonth)],
    ]);
  });
});

describe('what docs/cost.md says of 5,000 accounts with 100 users each, 2 of them without MFA', () => {
  const accounts = 5000;
  const evaluations = cost.evaluations(2) + month.rootRuleRuns;
  const alarmSets = [
    ['false', 0],
    ['true', alarmMetricsIn(memberStack().template)],
    ['all', alarmMetricsIn(memberStack({ alarms: 'all' }).template)],
  ] as const;

  test.each(
    alarmSets.flatMap(([set, alarms]) =>
      [true, false].map((reevaluation) => ({ set, alarms, reevaluation })),
    ),
  )('alarms=$set, reevaluation=$reevaluation', ({ set, alarms: withQueue, reevaluation }) => {
    const alarms = reevaluation
      ? withQueue
      : alarmMetricsIn(
          memberStack({ reevaluation: false, alarms: set === 'all' ? 'all' : set === 'true' }).template,
        );
    const account =
      evaluations * prices.configEvaluation +
      cost.metrics +
      alarms * prices.alarmMetricMonth +
      (reevaluation ? cost.polling : 0) +
      cost.function(2);
    expect(rowsOf('cost-organization')).toContainEqual([
      `\`${set}\` (${alarms})`,
      reevaluation ? 'on' : 'off',
      dollars(account),
      dollars(account * accounts),
    ]);
  });

  test('the one alarm over two functions is billed for two metrics', () => {
    const { template } = memberStack();
    expect([alarmsIn(template).length, alarmMetricsIn(template)]).toEqual([3, 4]);
  });

  test('of which the evaluations are a part', () => {
    const sum = dollars(accounts * evaluations * prices.configEvaluation);
    expect(page).toContain(`${evaluations} evaluations an account`);
    expect(page).toContain(`${sum} of that are evaluations`);
  });
});
