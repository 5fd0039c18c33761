import { describe, expect, test } from '@jest/globals';
import { nagFindings } from './nag';
import { accountStack, actionsOf, everythingOn, only, propertiesOf, statementsOf } from './synth';
import { memberStack, topicArn } from './organization-synth';

const { app: plainApp, template: plain } = memberStack();
const full = {
  requiredMfa: 'only-phishing-resistant',
  gracePeriodHours: 24,
  exemptTagKey: 'mfa-exempt',
  maxExemptDays: 90,
  exemptPaths: ['/service/'],
  exemptUserNames: ['break-glass'],
  ownerTagKey: 'owner',
  rankPrivileges: true,
  securityHubFindings: true,
  maximumExecutionFrequency: 'TwentyFour_Hours',
  notificationTopicArn: topicArn,
  remediation: 'manual',
  removeConsoleAccess: true,
  ruleIn: 'member-stack',
} as const;
const { app: fullApp, template: everything } = memberStack(full);

describe('the stack of one account of an organization', () => {
  test('has the function under the one name that the conformance pack writes', () => {
    expect(only(plain, 'AWS::Lambda::Function', /FunctionEntry/)).toMatchObject({
      FunctionName: 'iam-user-mfa',
    });
  });

  test("lets the Config of its own account invoke the function, and no other account's", () => {
    const permission = only(plain, 'AWS::Lambda::Permission');
    expect(permission).toMatchObject({
      Action: 'lambda:InvokeFunction',
      Principal: 'config.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
    expect(permission).not.toHaveProperty('SourceArn');
  });

  test('has no rule, no dashboard and no remediation unless asked', () => {
    for (const type of [
      'AWS::Config::ConfigRule',
      'AWS::Config::RemediationConfiguration',
      'AWS::CloudWatch::Dashboard',
      'AWS::SSM::Document',
      'AWS::IAM::Group',
    ])
      plain.resourceCountIs(type, 0);
  });

  test('with ruleIn member-stack has the very rule of the account stack', () => {
    const account = only(accountStack(everythingOn).template, 'AWS::Config::ConfigRule');
    const member = only(everything, 'AWS::Config::ConfigRule');
    const { Source: ofAccount, ...restOfAccount } = account as { Source: object };
    const { Source: ofMember, ...restOfMember } = member as { Source: object };
    expect(restOfMember).toEqual(restOfAccount);
    expect({ ...ofMember, SourceIdentifier: '' }).toEqual({ ...ofAccount, SourceIdentifier: '' });
  });

  test.each([
    ['conformance-pack', plain],
    ['member-stack', everything],
  ])('re-evaluation finds the rule by its pattern and is told that it is in the %s', (ruleIn, template) => {
    expect(only(template, 'AWS::Lambda::Function', /Reevaluation/)['Environment']).toEqual({
      Variables: { RULE_IN: ruleIn },
    });
  });

  test('every alarm tells the central topic, and none is made of its own', () => {
    const alarms = propertiesOf(everything, 'AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(4);
    for (const alarm of alarms)
      expect(alarm).toMatchObject({ AlarmActions: [topicArn], OKActions: [topicArn] });
    everything.resourceCountIs('AWS::SNS::Topic', 0);
  });

  test.each([
    ['true and no topic', true, plain, []],
    [
      'true',
      true,
      memberStack({ notificationTopicArn: topicArn }).template,
      ['DeadLetters', 'Errors', 'ReevaluationDeadLetters'],
    ],
    [
      'true and the rule here',
      true,
      everything,
      ['DeadLetters', 'Errors', 'NoScan', 'ReevaluationDeadLetters'],
    ],
    [
      'all',
      'all',
      memberStack({ alarms: 'all', notificationTopicArn: topicArn }).template,
      ['DeadLetters', 'Errors', 'ReevaluationAge', 'ReevaluationDeadLetters', 'ReevaluationUndelivered'],
    ],
  ])('with alarms %s it has the alarms that so many accounts can pay for', (_, __, template, names) => {
    const ids = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    expect(ids.map((id) => id.replace(/^MemberAlarms|[0-9A-F]{8}$/g, '')).sort()).toEqual(names);
  });

  test('one alarm watches the errors of all functions', () => {
    const { Metrics: metrics } = only(everything, 'AWS::CloudWatch::Alarm', /AlarmsErrors/) as {
      Metrics: readonly { Id: string; Expression?: string; ReturnData: boolean }[];
    };
    expect(metrics.filter(({ ReturnData }) => ReturnData)).toEqual([
      { Id: 'errors', Expression: 'SUM(FILL(METRICS(), 0))', ReturnData: true },
    ]);
    const watched = JSON.stringify(metrics).match(
      /"Value":\{"Ref":"Member(Function|Reevaluation|Remediation)/g,
    );
    expect(watched).toHaveLength(3);
  });

  test('the automation role has the fixed name and no path, as its ARN is a literal in the pack', () => {
    const role = only(everything, 'AWS::IAM::Role', /AutomationRole/);
    expect(role).toMatchObject({ RoleName: 'iam-user-mfa-remediation' });
    expect(role).not.toHaveProperty('Path');
  });

  test('the remediation of a rule in a pack is not here, its runbooks are', () => {
    const { template } = memberStack({ remediation: 'manual' });
    template.resourceCountIs('AWS::Config::RemediationConfiguration', 0);
    expect(propertiesOf(template, 'AWS::SSM::Document').map(({ Name }) => Name)).toEqual([
      'iam-user-mfa-require-mfa',
      'iam-user-mfa-undo-require-mfa',
    ]);
  });

  test.each(['FunctionEntryRole', 'ReevaluationEntryRole', 'RemediationFunctionEntryRole'])(
    'the %s may do exactly what it may in the account stack',
    (role) => {
      const account = accountStack({ ...everythingOn, remediation: 'manual', removeConsoleAccess: true });
      const id = new RegExp(`^(Member|RuleParts)${role}`);
      const allowed = (template: typeof plain) =>
        actionsOf(statementsOf(only(template, 'AWS::IAM::Role', id)));
      expect(allowed(everything)).toEqual(allowed(account.template));
      expect(allowed(everything)).toContain('iam:ListUserTags');
    },
  );

  test('without exemptTagKey no role may read tags', () => {
    expect(JSON.stringify(plain.toJSON())).not.toContain('ListUserTags');
  });

  test.each([
    ['with its defaults', plainApp],
    ['with everything on', fullApp],
  ])('cdk-nag finds nothing in it %s', (_, app) => {
    expect(nagFindings(app)).toEqual([]);
  });

  test.each([
    ['us-east-1', 'us-west-2'],
    ['cn-north-1', 'cn-northwest-1'],
    ['us-gov-west-1', 'us-gov-east-1'],
  ])('belongs in %s: %s fails the synth', (right, wrong) => {
    expect(() => memberStack({ env: { region: wrong } })).toThrow(
      `Invalid options: region: got "${wrong}", allowed: ${right} (`,
    );
  });

  test('of a region that is not known at synth, CloudFormation makes sure', () => {
    expect(JSON.stringify(plain.toJSON()['Rules'])).toMatch(
      /Fn::Contains.*us-east-1.*cn-north-1.*AWS::Region/,
    );
  });

  test('options of one account only are refused, all in one line', () => {
    const props = { notificationEmail: 'a@example.com', complianceNotice: true, ruleIn: 'both' };
    expect(() => memberStack(props as object)).toThrow(
      /^Invalid options: notificationEmail: got "a@example.com", allowed: notificationTopicArn.*; complianceNotice: got true.*; ruleIn: got "both", allowed: one of conformance-pack, member-stack\.$/,
    );
  });
});
