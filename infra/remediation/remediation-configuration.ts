import type { IResolvable } from 'aws-cdk-lib';
import type { CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import { meta } from '../../rule/meta';

export interface RemediationConfigurationValues {
  readonly configRuleName: string;
  /** One of the names in `meta.runbooks`. */
  readonly runbookName: string;
  readonly automationRoleArn: string;
  /** Only require-mfa may be automatic: it is the one that can be taken back. */
  readonly automatic: boolean | IResolvable;
}

/**
 * The remediation of the rule, as the account stack and the conformance pack both write it. RetryAttemptSeconds is the window
 * in which attempts are counted. When they are used up, Config adds a remediation exception, which cannot be removed from a
 * pack's rule. Each posted NON_COMPLIANT is one attempt, and scans are at least a minute apart: the most attempts in the
 * shortest window are never used up, and a step that has been taken costs a few reads.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-remediationconfiguration.html
 */
export function remediationConfiguration(values: RemediationConfigurationValues) {
  const staticValue = (value: string) => ({ StaticValue: { Values: [value] } });
  return {
    configRuleName: values.configRuleName,
    resourceType: meta.resourceType,
    targetType: 'SSM_DOCUMENT',
    targetId: values.runbookName,
    automatic: values.automatic,
    maximumAutomaticAttempts: 25,
    retryAttemptSeconds: 60,
    executionControls: { ssmControls: { concurrentExecutionRatePercentage: 10, errorPercentage: 10 } },
    parameters: {
      ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      RuleName: staticValue(values.configRuleName),
      AutomationAssumeRole: staticValue(values.automationRoleArn),
    },
  } satisfies ConstructorParameters<typeof CfnRemediationConfiguration>[2];
}
