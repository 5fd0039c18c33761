import { Aws, Validations } from 'aws-cdk-lib';
import { CfnConfigurationAggregator, CfnStoredQuery } from 'aws-cdk-lib/aws-config';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { nonCompliantUsersQuery } from '../watch/saved-query';

export interface AggregationProps {
  readonly aggregator: boolean;
  readonly savedQuery: boolean;
}

/** What AWSConfigRoleForOrganizations allows: who belongs to the organization, and who may administer Config for it. */
const organizationReads = [
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'organizations:ListAWSServiceAccessForOrganization',
  'organizations:ListDelegatedAdministrators',
] as const;

const usersByAccountQuery = `${nonCompliantUsersQuery} ORDER BY accountId`;

/** The whole organization in one place: whatever accounts join later are seen, too. */
export class Aggregation extends Construct {
  constructor(scope: Construct, id: string, props: AggregationProps) {
    super(scope, id);
    if (props.aggregator) this.aggregate();
    if (props.savedQuery) {
      new CfnStoredQuery(this, 'UsersByAccount', {
        queryName: `${meta.id}-users-without-mfa-by-account`,
        queryDescription: `IAM users (by user id) who can sign in with a password alone, by account: run it on the aggregator ${meta.id}.`,
        queryExpression: usersByAccountQuery,
      });
    }
  }

  private aggregate(): void {
    const role = new CfnRole(this, 'Role', {
      description: `What the aggregator ${meta.id} may do: ask which accounts the organization has`,
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'config.amazonaws.com' } },
        ],
      },
      policies: [
        {
          policyName: 'read-organization',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: [...organizationReads], Resource: '*' }],
          },
        },
      ],
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'None of these reads takes a resource in the Service Authorization Reference.',
    });
    Validations.of(role).acknowledge({
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason:
        'The policy belongs to this one role, is created and deleted with it, and nobody else may attach it.',
    });
    new CfnConfigurationAggregator(this, 'Aggregator', {
      configurationAggregatorName: meta.id,
      organizationAggregationSource: { roleArn: role.attrArn, awsRegions: [Aws.REGION] },
    });
  }
}
