import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AccountStack } from '../../infra/account/account-stack';
import { optionsOf } from '../../infra/options/context';
import { iamRegionOf } from '../../infra/options/iam-region';
import { AggregationStack } from '../../infra/organization/aggregation-stack';
import { MemberStack } from '../../infra/organization/member-stack';
import { MemberStackSet } from '../../infra/organization/member-stack-set';
import { OrganizationStack } from '../../infra/organization/organization-stack';
import { ReportStack } from '../../infra/organization/report-stack';
import { IamUserMfaRule } from '../../infra/account/iam-user-mfa-rule';
import { problemsOf } from './problems';
import { everythingOn, only } from './synth';

describe('options', () => {
  test.each([
    ['gracePeriodHours', '721', 'gracePeriodHours: got "721", allowed: a whole number 0..720'],
    ['requiredMfa', 'sms', /^requiredMfa: got "sms", allowed: one of any, has-phishing-resistant, /],
    [
      'maximumExecutionFrequency',
      'Daily',
      /^maximumExecutionFrequency: got "Daily", allowed: one of One_Hour, /,
    ],
    ['memoryMiB', 64, 'memoryMiB: got 64, allowed: a whole number 128..10240'],
    ['timeoutSeconds', '901', 'timeoutSeconds: got "901", allowed: a whole number 30..900'],
    ['logRetentionDays', 31, /^logRetentionDays: got 31, allowed: one of 1, 3, 5, 7, /],
    ['runtime', 'nodejs20.x', 'runtime: got "nodejs20.x", allowed: one of nodejs22.x, nodejs24.x'],
    ['architecture', 'arm', 'architecture: got "arm", allowed: one of arm64, x86_64'],
    ['alarms', 'maybe', 'alarms: got "maybe", allowed: true or false'],
    ['dashboard', {}, 'dashboard: got {}, allowed: true or false'],
    ['notificationEmail', 'nobody', 'notificationEmail: got "nobody", allowed: an e-mail address'],
    ['notificationTopicArn', 'topic', 'notificationTopicArn: got "topic", allowed: the ARN of an SNS topic'],
    ['exemptPaths', ['service'], /^exemptPaths: got "service", allowed: comma-separated IAM path prefixes/],
  ])('%s as %j is refused with the value and what is allowed', (key, value, message) => {
    const [problem, ...more] = problemsOf({ [key]: value });
    expect(more).toEqual([]);
    if (typeof message === 'string') expect(problem).toBe(message);
    else expect(problem).toMatch(message);
  });

  test('every problem is told at once', () => {
    expect(problemsOf({ memoryMiB: 1, gracePeriodHours: -1, alarms: 'x' })).toHaveLength(3);
  });

  test('parameters that are longer than Config takes are refused at synth', () => {
    const exemptUserNames = Array.from({ length: 20 }, (_, n) => `user-${n}`.padEnd(60, 'x'));
    expect(problemsOf({ exemptUserNames })).toEqual([expect.stringMatching(/allowed: at most 1024/)]);
  });

  test('two topics, or a notice without one, are refused', () => {
    const topic = { notificationTopicArn: 'arn:aws:sns:us-east-1:123456789012:security' };
    expect(problemsOf({ ...topic, notificationEmail: 'a@example.com' })).toHaveLength(1);
    expect(problemsOf({ complianceNotice: true })).toHaveLength(1);
    expect(problemsOf({ ...topic, complianceNotice: true })).toEqual([]);
  });

  test('a wrong prop fails the construct with one line', () => {
    const stack = new Stack(new App(), 'Test');
    expect(() => new IamUserMfaRule(stack, 'Rule', { memoryMiB: 1 })).toThrow(
      'Invalid options: memoryMiB: got 1, allowed: a whole number 128..10240.',
    );
  });
});

describe('context', () => {
  test('strings of the command line make the same stack as props', () => {
    const values = Object.entries(everythingOn).map(([key, value]) => [key, String(value)] as const);
    const app = new App({ context: Object.fromEntries(values) });
    const fromContext = new AccountStack(app, 'IamUserMfa', optionsOf(app.node));
    const fromProps = new AccountStack(new App(), 'IamUserMfa', everythingOn);
    expect(Template.fromStack(fromContext).toJSON()).toEqual(Template.fromStack(fromProps).toJSON());
  });
});

describe('regions', () => {
  const stackIn = (region: string, allowAnyRegion?: boolean) =>
    new AccountStack(new App(), 'IamUserMfa', { env: { region }, allowAnyRegion });

  test.each([
    ['eu-west-1', 'us-east-1'],
    ['cn-northwest-1', 'cn-north-1'],
    ['us-gov-east-1', 'us-gov-west-1'],
    ['us-iso-west-1', 'us-iso-east-1'],
    ['us-isob-west-1', 'us-isob-east-1'],
    ['eusc-de-east-1', 'eusc-de-east-1'],
  ])("the IAM region of %s's partition is %s", (region, iamRegion) => {
    expect(iamRegionOf(region)).toBe(iamRegion);
  });

  test('outside the IAM region the synth fails and names the region to use', () => {
    expect(() => stackIn('eu-west-1')).toThrow(
      /^Invalid options: region: got "eu-west-1", allowed: us-east-1 /,
    );
  });

  test('with allowAnyRegion it warns, keeps the schedule and leaves re-evaluation out', () => {
    const stack = stackIn('eu-west-1', true);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('eu-west-1 is not us-east-1'));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Events::Rule', 0);
    expect(JSON.stringify(only(template, 'AWS::Config::ConfigRule'))).toContain('ScheduledNotification');
  });

  test('the IAM region itself passes', () => {
    expect(() => stackIn('us-gov-west-1')).not.toThrow();
  });
});

describe('a misspelt prop, from plain JavaScript', () => {
  test('fails the construct with the name of the option, as a context key does', () => {
    const stack = new Stack(new App(), 'Test');
    const props = { requiredMFA: 'only-phishing-resistant', gracePeriodHour: 3 } as object;
    expect(() => new IamUserMfaRule(stack, 'Rule', props)).toThrow(
      'Invalid options: requiredMFA: unknown option, the nearest one is requiredMfa; gracePeriodHour: unknown option, the nearest one is gracePeriodHours.',
    );
  });

  test.each(
    Object.entries({
      AccountStack,
      MemberStack,
      MemberStackSet,
      OrganizationStack,
      AggregationStack,
      ReportStack,
    }),
  )('fails %s, whose other props are those of every stack', (_, StackClass) => {
    const props = { organizationalUnitIds: ['r-abcd'], description: 'ours', memoryMib: 512 } as object;
    const make = () =>
      new (StackClass as new (scope: App, id: string, props: object) => Stack)(new App(), 'Test', props);
    expect(make).toThrow('memoryMib: unknown option, the nearest one is memoryMiB');
  });
});

test('two rules in one stack are refused in one sentence: their names are fixed', () => {
  const stack = new Stack(new App(), 'Test');
  new IamUserMfaRule(stack, 'First');
  expect(() => new IamUserMfaRule(stack, 'Second')).toThrow(
    /^Invalid options: IamUserMfaRule: got Test\/Second beside Test\/First, allowed: one in a stack and an account, .*\.$/,
  );
});
