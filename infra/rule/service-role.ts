import { Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface ServiceRoleProps {
  readonly description: string;
  /** The service that may assume it, like `lambda.amazonaws.com`. */
  readonly service: string;
  /** What has to hold of the request to assume it. @default - nothing */
  readonly condition?: object | undefined;
  readonly roleName?: string | undefined;
  readonly policyName: string;
  readonly statements: readonly unknown[];
}

const document = (statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });

/**
 * A role of one service with one inline policy, so that what uses it never runs before its permissions exist; and with no
 * managed policy, all of which allow more than is needed here.
 */
export class ServiceRole extends CfnRole {
  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    const { description, service, condition, roleName, policyName, statements } = props;
    super(scope, id, {
      description,
      ...(roleName === undefined ? {} : { roleName }),
      assumeRolePolicyDocument: document([
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: service },
          ...(condition === undefined ? {} : { Condition: condition }),
        },
      ]),
      policies: [{ policyName, policyDocument: document(statements) }],
    });
    Validations.of(this).acknowledge({
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason:
        'The policy belongs to this one role, is created and deleted with it, and cannot be attached to another.',
    });
  }
}
