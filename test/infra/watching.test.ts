import { describe, expect, test } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { nonCompliantUsersQuery } from '../../infra/watch/saved-query';
import { nagFindings } from './nag';
import { accountStack, everythingOff, everythingOn, only, propertiesOf } from './synth';

const { template } = accountStack(everythingOn);
const topicArn = { Ref: expect.stringMatching(/NotificationsTopic/) };

describe('alarms', () => {
  test('ring on errors, unreadable users, dead letters, events that wait or do not arrive, and no scan', () => {
    const names = propertiesOf(template, 'AWS::CloudWatch::Alarm').map(({ MetricName }) => MetricName);
    expect(names.sort()).toEqual([
      'ApproximateAgeOfOldestMessage',
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesVisible',
      'CompletedScans',
      'Errors',
      'Errors',
      'FailedInvocations',
      'FailedInvocations',
      'Unreadable',
    ]);
  });

  test('ring where IAM activity has waited for more than 30 minutes', () => {
    expect(only(template, 'AWS::CloudWatch::Alarm', /ReevaluationAge/)).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage',
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 1800,
    });
  });

  test('watch every EventBridge rule for events that reached no target', () => {
    const watched = propertiesOf(template, 'AWS::CloudWatch::Alarm', /Undelivered/).map(
      ({ Dimensions }) => (Dimensions as { Value: { Ref: string } }[])[0]?.Value.Ref,
    );
    expect(watched.sort()).toEqual(Object.keys(template.findResources('AWS::Events::Rule')).sort());
  });

  test.each([
    ['One_Hour', 3_600],
    ['Three_Hours', 10_800],
    ['Six_Hours', 21_600],
    ['Twelve_Hours', 43_200],
    ['TwentyFour_Hours', 86_400],
  ] as const)(
    'scheduled %s, two periods of %d seconds without a completed scan ring, silence included',
    (frequency, seconds) => {
      const alarm = only(
        accountStack({ maximumExecutionFrequency: frequency }).template,
        'AWS::CloudWatch::Alarm',
        /NoScan/,
      );
      expect(alarm).toMatchObject({
        Namespace: 'IamUserMfa',
        Dimensions: [{ Name: 'service', Value: 'iam-user-mfa' }],
        Period: seconds,
        EvaluationPeriods: 2,
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'breaching',
      });
    },
  );

  test('tell the topic when they ring and when they stop', () => {
    for (const alarm of propertiesOf(template, 'AWS::CloudWatch::Alarm')) {
      expect(alarm).toMatchObject({ AlarmActions: [topicArn], OKActions: [topicArn] });
    }
  });

  test('tell an existing topic where one is given', () => {
    const notificationTopicArn = 'arn:aws:sns:us-east-1:123456789012:security';
    const given = accountStack({ notificationTopicArn }).template;
    given.resourceCountIs('AWS::SNS::Topic', 0);
    expect(only(given, 'AWS::CloudWatch::Alarm', /AlarmsErrors/)).toMatchObject({
      AlarmActions: [notificationTopicArn],
    });
  });
});

describe('the topic', () => {
  test('is encrypted with a key that CloudWatch of this account and EventBridge, which names no source, may use', () => {
    expect(only(template, 'AWS::SNS::Topic')).toHaveProperty('KmsMasterKeyId');
    const { Statement: statements } = only(template, 'AWS::KMS::Key')['KeyPolicy'] as {
      Statement: readonly { Principal: { Service?: string }; Condition?: unknown }[];
    };
    const conditions = statements.flatMap(({ Principal: { Service: service }, Condition: condition }) =>
      service === undefined ? [] : [[service, condition]],
    );
    expect(conditions).toEqual([
      ['cloudwatch.amazonaws.com', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }],
      ['events.amazonaws.com', undefined],
    ]);
  });

  test('sends e-mail to the address', () => {
    expect(only(template, 'AWS::SNS::Subscription')).toMatchObject({
      Protocol: 'email',
      Endpoint: 'security@example.com',
    });
  });
});

describe('the notice of compliance changes', () => {
  const notice = only(template, 'AWS::Events::Rule', /ComplianceNotice/);

  test('is about this rule, and about who becomes or is no longer NON_COMPLIANT', () => {
    expect(notice).toMatchObject({
      EventPattern: {
        source: ['aws.config'],
        'detail-type': ['Config Rules Compliance Change'],
        detail: {
          configRuleName: ['iam-user-mfa'],
          $or: [
            { newEvaluationResult: { complianceType: ['NON_COMPLIANT'] } },
            { oldEvaluationResult: { complianceType: ['NON_COMPLIANT'] } },
          ],
        },
      },
    });
  });

  test('is told in the words of the annotation, every name of which the event fills in', () => {
    const [target] = notice['Targets'] as readonly {
      InputTransformer: { InputPathsMap: Record<string, string>; InputTemplate: string };
    }[];
    const { InputPathsMap: paths, InputTemplate: text } = target?.InputTransformer ?? {
      InputPathsMap: {},
      InputTemplate: '',
    };
    const used = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(paths)));
    for (const line of text.split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});

describe('Security Hub', () => {
  const criticalOnly = { ...everythingOn, complianceNotice: false, criticalFindingNotice: true };

  test('a notice goes out when a critical finding opens, and not when it is refreshed', () => {
    expect(
      only(accountStack(criticalOnly).template, 'AWS::Events::Rule', /CriticalFindingNotice/),
    ).toMatchObject({
      EventPattern: {
        source: ['aws.securityhub'],
        'detail-type': ['Security Hub Findings - Imported'],
        detail: {
          findings: {
            GeneratorId: ['iam-user-mfa'],
            ProductFields: { 'iam-user-mfa/change': ['opened'] },
            RecordState: ['ACTIVE'],
            Severity: { Label: ['CRITICAL'] },
          },
        },
      },
    });
  });

  test('the insight counts open findings by account', () => {
    expect(only(template, 'AWS::SecurityHub::Insight')).toEqual({
      Name: 'iam-user-mfa: users without MFA by account',
      GroupByAttribute: 'AwsAccountId',
      Filters: {
        GeneratorId: [{ Value: 'iam-user-mfa', Comparison: 'EQUALS' }],
        RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }],
        ComplianceStatus: [{ Value: 'FAILED', Comparison: 'EQUALS' }],
      },
    });
  });

  test('the function is told to send findings only where they are switched on', () => {
    expect(only(template, 'AWS::Lambda::Function', /PartsFunctionEntry/)['Environment']).toEqual({
      Variables: { METRICS: 'all', SECURITY_HUB_FINDINGS: 'true' },
    });
    const plain = accountStack().template;
    expect(only(plain, 'AWS::Lambda::Function', /PartsFunctionEntry/)['Environment']).toEqual({
      Variables: { METRICS: 'scans' },
    });
    plain.resourceCountIs('AWS::SecurityHub::Insight', 0);
  });
});

describe('the dashboard and the saved query', () => {
  test('the dashboard shows people without MFA, run time, calls and throttles', () => {
    const body = JSON.stringify(only(template, 'AWS::CloudWatch::Dashboard'));
    for (const metric of ['NonCompliant', 'Exempt', 'InGrace', 'RunMilliseconds', 'Calls', 'Throttles'])
      expect(body).toContain(metric);
  });

  test('the query lists users whom a rule of ours, in a conformance pack or not, calls NON_COMPLIANT', () => {
    expect(only(template, 'AWS::Config::StoredQuery')).toMatchObject({
      QueryExpression: nonCompliantUsersQuery,
    });
    expect(nonCompliantUsersQuery).toContain("configRuleName LIKE 'iam-user-mfa%'");
    expect(nonCompliantUsersQuery.length).toBeLessThanOrEqual(4096);
  });
});

test('everything that is optional can be left out', () => {
  const bare = accountStack(everythingOff).template;
  for (const type of [
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::Dashboard',
    'AWS::Config::StoredQuery',
    'AWS::SNS::Topic',
  ])
    bare.resourceCountIs(type, 0);
});

describe('cdk-nag', () => {
  test.each([
    ['with its defaults', {}],
    ['with everything on', everythingOn],
    ['with everything off', everythingOff],
  ])('finds nothing in the account stack %s', (_, props) => {
    expect(nagFindings(accountStack(props).app)).toEqual([]);
  });

  test('every acknowledgement is by the id of a finding, with a reason', () => {
    const key = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
    const entries = accountStack(everythingOn)
      .app.node.findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === key))
      .flatMap(({ data }) => Object.entries(data as Record<string, string>));
    expect(entries.length).toBeGreaterThan(5);
    for (const [id, reason] of entries) {
      expect(id).toMatch(/(AwsSolutions-(SQS3|IAM5\[Resource::.+\])|NIST\.800\.53\.R5-\w+)$/);
      expect(reason.length).toBeGreaterThan(40);
    }
  });
});
