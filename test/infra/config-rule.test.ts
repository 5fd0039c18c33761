import { describe, expect, test } from '@jest/globals';
import { parseRuleParameters } from '../../rule/core/rule-parameters';
import { accountStack, everythingOn, only } from './synth';

const rule = (props = {}) => only(accountStack(props).template, 'AWS::Config::ConfigRule');

describe('the Config rule', () => {
  test('looks at IAM users on changes, oversized changes and every six hours', () => {
    expect(rule()).toMatchObject({
      ConfigRuleName: 'iam-user-mfa',
      Scope: { ComplianceResourceTypes: ['AWS::IAM::User'] },
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceDetails: [
          { EventSource: 'aws.config', MessageType: 'ConfigurationItemChangeNotification' },
          { EventSource: 'aws.config', MessageType: 'OversizedConfigurationItemChangeNotification' },
          {
            EventSource: 'aws.config',
            MessageType: 'ScheduledNotification',
            MaximumExecutionFrequency: 'Six_Hours',
          },
        ],
      },
    });
  });

  test.each(['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours'] as const)(
    'can be scheduled %s',
    (maximumExecutionFrequency) => {
      expect(JSON.stringify(rule({ maximumExecutionFrequency }))).toContain(
        `"MaximumExecutionFrequency":"${maximumExecutionFrequency}"`,
      );
    },
  );

  test('waits for the permission, without which Config refuses it', () => {
    const found = accountStack().template.findResources('AWS::Config::ConfigRule');
    expect(Object.values(found)[0]).toMatchObject({ DependsOn: [expect.stringMatching(/AllowConfig/)] });
  });

  test('passes no parameters where none are set', () => {
    expect(rule()).not.toHaveProperty('InputParameters');
  });

  test('passes the parameters that are set as strings, which the handler reads as they were meant', () => {
    const { InputParameters: parameters } = rule(everythingOn);
    expect(parameters).toEqual({
      requiredMfa: 'only-phishing-resistant',
      gracePeriodHours: '24',
      exemptTagKey: 'mfa-exempt',
      maxExemptDays: '90',
      exemptPaths: '/service/',
      exemptUserNames: 'break-glass',
      ownerTagKey: 'owner',
      rankPrivileges: 'true',
    });
    expect(parseRuleParameters(JSON.stringify(parameters))).toMatchObject({
      gracePeriodHours: 24,
      exemptPaths: ['/service/'],
    });
  });
});
