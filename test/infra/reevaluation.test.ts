import { describe, expect, test } from '@jest/globals';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Reevaluation } from '../../infra/rule/reevaluation';
import { accountStack, only, propertiesOf, stackWith } from './synth';

const { template } = accountStack();
const queue = only(template, 'AWS::SQS::Queue', /ReevaluationQueue/);

const eventNames = (exemptTagKey?: string) => {
  const rule = only(accountStack({ exemptTagKey }).template, 'AWS::Events::Rule');
  return (rule['EventPattern'] as { detail: { eventName: readonly string[] } }).detail.eventName;
};

describe('re-evaluation within minutes', () => {
  test('listens to successful IAM calls that can change a verdict', () => {
    expect(only(template, 'AWS::Events::Rule')).toMatchObject({
      EventPattern: {
        source: ['aws.iam'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: { eventSource: ['iam.amazonaws.com'], errorCode: [{ exists: false }] },
      },
    });
    expect(eventNames()).toEqual([
      'CreateLoginProfile',
      'DeleteLoginProfile',
      'EnableMFADevice',
      'DeactivateMFADevice',
      'DeleteUser',
      'UpdateUser',
    ]);
  });

  test('listens to changes of tags only where a tag can exempt', () => {
    expect(eventNames('mfa-exempt')).toEqual(expect.arrayContaining(['TagUser', 'UntagUser']));
  });

  test('events wait a minute, are kept four days and go to the dead letters after 1,000 receives', () => {
    expect(queue).toMatchObject({
      DelaySeconds: 60,
      MessageRetentionPeriod: 4 * 24 * 3600,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { maxReceiveCount: 1000 },
    });
  });

  test('a batch that was refused comes back after 90 seconds, longer than window and timeout together', () => {
    const poller = only(template, 'AWS::Lambda::EventSourceMapping');
    expect(only(template, 'AWS::Lambda::Function', /Reevaluation/)).toMatchObject({ Timeout: 60 });
    expect(poller).toMatchObject({ MaximumBatchingWindowInSeconds: 20 });
    expect(queue).toMatchObject({ VisibilityTimeout: 90 });
  });

  test('a burst is read in batches of 10,000 by at most two functions, and a failed batch comes back as a whole', () => {
    const poller = only(template, 'AWS::Lambda::EventSourceMapping');
    expect(poller).toMatchObject({ BatchSize: 10_000, ScalingConfig: { MaximumConcurrency: 2 } });
    expect(poller).not.toHaveProperty('FunctionResponseTypes');
  });

  test('only the EventBridge rule may send to the queue', () => {
    const policies = propertiesOf(template, 'AWS::SQS::QueuePolicy', /ReevaluationQueue/);
    const allowed = JSON.stringify(policies).match(/"Effect":"Allow".*?"Service":"events\.amazonaws\.com"/g);
    expect(allowed).toHaveLength(1);
    expect(JSON.stringify(policies)).toContain('"ArnEquals":{"aws:SourceArn":');
  });

  test('the function is told the name of the rule', () => {
    expect(only(template, 'AWS::Lambda::Function', /Reevaluation/)).toMatchObject({
      Environment: { Variables: { CONFIG_RULE_NAME: 'iam-user-mfa' } },
    });
  });

  test('without a name the function finds the rule by its pattern, as a conformance pack needs it', () => {
    const member = stackWith((stack) => {
      new Reevaluation(stack, 'Reevaluation', {
        code: Code.fromInline('exports.handler = () => {}'),
        exemptTags: false,
        architecture: 'arm64',
        runtime: 'nodejs24.x',
        memoryMiB: 256,
        logRetentionDays: 90,
      });
    });
    expect(only(member, 'AWS::Lambda::Function')).not.toHaveProperty('Environment');
  });

  test('can be left out', () => {
    const without = accountStack({ reevaluation: false }).template;
    without.resourceCountIs('AWS::Events::Rule', 0);
    without.resourceCountIs('AWS::SQS::Queue', 1);
    without.resourceCountIs('AWS::Lambda::Function', 1);
  });
});
