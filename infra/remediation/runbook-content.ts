import { meta, type RemediationAction } from '../../rule/meta';
import { resourceIdPattern } from '../../rule/remediation/request';

/** Longer than the function may run, shorter than the 300 seconds that SSM gives an aws:invokeLambdaFunction step. */
export const stepTimeoutSeconds = 180;

/**
 * One SSM Automation document: it decides nothing, it asks the remediation function, which decides live. A second try would
 * only repeat what the function has tried already, so there is one.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 */
export function runbookContent(
  action: RemediationAction,
  functionArn: string,
  automationRoleArn: string,
  role: { readonly partition: string; readonly accountId: string; readonly path: string },
): object {
  const { description } = meta.runbooks[action];
  return {
    schemaVersion: '0.3',
    description,
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: {
      ResourceId: {
        type: 'String',
        description: 'The id of the IAM user (AIDA...), as the result in AWS Config names it.',
        // No name, no ARN and no id of anything else: they would be called gone.
        allowedPattern: resourceIdPattern.source,
      },
      RuleName: {
        type: 'String',
        description: 'The AWS Config rule whose parameters decide.',
        default: meta.id,
        allowedPattern: meta.ruleNamePattern.source,
      },
      AutomationAssumeRole: {
        type: 'AWS::IAM::Role::Arn',
        description: 'The role that the automation runs with; it may invoke the remediation function only.',
        default: automationRoleArn,
        // No other role: a person who may start the runbook could use the rights of any role that SSM may take.
        allowedPattern: `^arn:${role.partition}:iam::${role.accountId}:role${role.path}${meta.remediationRoleName}$`,
      },
    },
    mainSteps: [
      {
        name: 'Remediate',
        description,
        action: 'aws:invokeLambdaFunction',
        maxAttempts: 1,
        timeoutSeconds: stepTimeoutSeconds,
        onFailure: 'Abort',
        isEnd: true,
        inputs: {
          FunctionName: functionArn,
          InvocationType: 'RequestResponse',
          InputPayload: { action, resourceId: '{{ ResourceId }}', ruleName: '{{ RuleName }}' },
        },
      },
    ],
    outputs: ['Remediate.Payload'],
  };
}
