import { Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceRole } from '../rule/service-role';

export interface AutomationRoleProps {
  readonly functionArn: string;
  readonly roleName: string;
}

/** The role of an automation: it may invoke the one function, and only this account's SSM may assume it. */
export class AutomationRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: AutomationRoleProps) {
    super(scope, id);
    const role = new ServiceRole(this, 'Role', {
      description:
        'Allows the SSM Automation runbooks of iam-user-mfa to invoke the remediation function, and nothing else.',
      roleName: props.roleName,
      service: 'ssm.amazonaws.com',
      // Against the confused deputy: no automation of another account may use it.
      condition: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:ssm:*:${Aws.ACCOUNT_ID}:automation-execution/*` },
      },
      policyName: 'invoke-remediation',
      grants: [{ actions: 'lambda:InvokeFunction', resources: props.functionArn }],
    });
    this.roleArn = role.attrArn;
  }
}
