import { describe, expect, test } from '@jest/globals';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { options, runtimes } from '../../infra/options/options';
import { version } from '../../package.json';
import { accountStack, only, propertiesOf } from './synth';

const { template } = accountStack();
const lambda = only(template, 'AWS::Lambda::Function', /FunctionEntry/);

describe('the function that Config invokes', () => {
  test('runs on arm64 and nodejs24.x with 512 MiB for at most fifteen minutes', () => {
    expect(lambda).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      MemorySize: 512,
      Timeout: 900,
      Handler: 'index.handler',
    });
  });

  test('the default runtime is the newest Node.js that CDK, and so cdk-nag, knows', () => {
    const known = Runtime.ALL.filter((runtime) => /^nodejs\d+\.x$/.test(runtime.name)).map(
      ({ name }) => name,
    );
    const newest = known.sort((a, b) => Number(a.match(/\d+/)?.[0]) - Number(b.match(/\d+/)?.[0])).at(-1);
    expect(options.runtime.default).toBe(newest);
    expect(known).toEqual(expect.arrayContaining([...runtimes]));
  });

  test('says its version, as org-report reads it, within the 256 characters that Lambda takes', () => {
    const { Description: description } = lambda;
    expect(description).toBe(
      `iam-user-mfa ${version}: evaluates for AWS Config which IAM users have a console password and no MFA.`,
    );
    expect(String(description).length).toBeLessThanOrEqual(256);
  });

  test('reserves no concurrency, which a new account does not have', () => {
    expect(lambda).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('writes to a log group of its own, which keeps 90 days', () => {
    const groups = template.findResources('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 90 } });
    expect(Object.keys(groups)).toContainEqual(
      (lambda['LoggingConfig'] as { LogGroup: { Ref: string } }).LogGroup.Ref,
    );
  });

  test('is tried once more within an hour, and then the event is kept', () => {
    expect(only(template, 'AWS::Lambda::EventInvokeConfig')).toMatchObject({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 3600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/DeadLetters/), 'Arn'] } },
      },
    });
  });

  test('may be invoked by the Config of this account only', () => {
    const permission = only(template, 'AWS::Lambda::Permission');
    expect(permission).toMatchObject({
      Principal: 'config.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
    expect(permission).not.toHaveProperty('SourceArn');
  });

  test('keeps its log under the days, and runs on what, the props say', () => {
    const { template: other } = accountStack({
      memoryMiB: 256,
      timeoutSeconds: 300,
      architecture: 'x86_64',
      runtime: 'nodejs22.x',
      logRetentionDays: 365,
    });
    expect(only(other, 'AWS::Lambda::Function', /FunctionEntry/)).toMatchObject({
      MemorySize: 256,
      Timeout: 300,
      Architectures: ['x86_64'],
      Runtime: 'nodejs22.x',
    });
    expect(propertiesOf(other, 'AWS::Logs::LogGroup')).toMatchObject([
      { RetentionInDays: 365 },
      { RetentionInDays: 365 },
    ]);
  });
});
