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
 * The remediation of the rule, as the account stack and the conformance pack both write it. A user stays NON_COMPLIANT until
 * a device is enrolled, and Config adds a remediation exception after the last attempt, which nobody can remove from a pack's
 * rule: hence one attempt in a day.
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
    maximumAutomaticAttempts: 1,
    retryAttemptSeconds: 86_400,
    executionControls: { ssmControls: { concurrentExecutionRatePercentage: 10, errorPercentage: 10 } },
    parameters: {
      ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      RuleName: staticValue(values.configRuleName),
      AutomationAssumeRole: staticValue(values.automationRoleArn),
    },
  } satisfies ConstructorParameters<typeof CfnRemediationConfiguration>[2];
}
