import { Aws, CfnRule, Fn, type ICfnConditionExpression, type Stack } from 'aws-cdk-lib';
import { deployInIamRegion, iamRegions } from '../options/iam-region';
import type { TemplateParameters } from '../options/template-parameters';

type Expression = (key: keyof TemplateParameters) => ICfnConditionExpression;

/** What parameters' own types cannot say; CloudFormation checks it before it makes anything. */
export function refuseContradictions(stack: Stack, isOn: Expression, isSet: Expression): void {
  new CfnRule(stack, 'InTheIamRegion', {
    ruleCondition: Fn.conditionNot(isOn('allowAnyRegion')),
    assertions: [
      {
        assert: Fn.conditionContains([...iamRegions], Aws.REGION),
        assertDescription: deployInIamRegion(', or set AllowAnyRegion'),
      },
    ],
  });
  new CfnRule(stack, 'OneTopic', {
    assertions: [
      {
        assert: Fn.conditionNot(Fn.conditionAnd(isSet('notificationEmail'), isSet('notificationTopicArn'))),
        assertDescription: 'Set NotificationEmail or NotificationTopicArn, not both.',
      },
    ],
  });
  new CfnRule(stack, 'SomebodyToTell', {
    ruleCondition: isOn('complianceNotice'),
    assertions: [
      {
        assert: Fn.conditionOr(isSet('notificationEmail'), isSet('notificationTopicArn')),
        assertDescription: 'ComplianceNotice needs NotificationEmail or NotificationTopicArn.',
      },
    ],
  });
  const findings = {
    assert: isOn('securityHubFindings'),
    assertDescription:
      'SecurityHubInsight and CriticalFindingNotice have no effect without SecurityHubFindings.',
  };
  new CfnRule(stack, 'SomethingToCount', {
    ruleCondition: isOn('securityHubInsight'),
    assertions: [findings],
  });
  new CfnRule(stack, 'SomethingCritical', {
    ruleCondition: isOn('criticalFindingNotice'),
    assertions: [
      findings,
      {
        assert: isOn('rankPrivileges'),
        assertDescription:
          'CriticalFindingNotice needs RankPrivileges, which alone makes a finding critical.',
      },
      {
        assert: Fn.conditionOr(isSet('notificationEmail'), isSet('notificationTopicArn')),
        assertDescription: 'CriticalFindingNotice needs NotificationEmail or NotificationTopicArn.',
      },
    ],
  });
}
