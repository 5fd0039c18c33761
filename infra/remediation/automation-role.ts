import { Aws, Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface AutomationRoleProps {
  readonly functionArn: string;
  readonly roleName: string;
}

/** What an automation runs with: it may invoke the one function, and only this account's SSM may assume it. */
export class AutomationRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: AutomationRoleProps) {
    super(scope, id);
    const role = new CfnRole(this, 'Role', {
      description: 'What the runbooks of iam-user-mfa may do: invoke the remediation function',
      roleName: props.roleName,
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'ssm.amazonaws.com' },
            // Against the confused deputy: no automation of another account may use it.
            Condition: {
              StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
              ArnLike: {
                'aws:SourceArn': `arn:${Aws.PARTITION}:ssm:*:${Aws.ACCOUNT_ID}:automation-execution/*`,
              },
            },
          },
        ],
      },
      policies: [
        {
          policyName: 'invoke-remediation',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: props.functionArn }],
          },
        },
      ],
    });
    this.roleArn = role.attrArn;
    Validations.of(role).acknowledge({
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason:
        'The policy belongs to this one role, is created and deleted with it, and nobody else may attach it.',
    });
  }
}
