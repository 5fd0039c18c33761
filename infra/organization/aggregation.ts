import { Aws } from 'aws-cdk-lib';
import { CfnConfigurationAggregator, CfnStoredQuery } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { onEverything } from '../rule/grants';
import { ServiceRole } from '../rule/service-role';
import { nonCompliantUsersQuery, recorded } from '../watch/saved-query';

export interface AggregationProps {
  readonly aggregator: boolean;
  readonly savedQuery: boolean;
}

/** The permissions of AWSConfigRoleForOrganizations: the organization's accounts and Config's administrators in it. */
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
    if (!props.savedQuery) return;
    new CfnStoredQuery(this, 'UsersByAccount', {
      queryName: `${meta.id}-users-without-mfa-by-account`,
      queryDescription: `Lists IAM users (by user id) who can sign in with a password alone, by account: run it on the aggregator ${meta.id}. ${recorded}`,
      queryExpression: usersByAccountQuery,
    });
  }

  private aggregate(): void {
    const role = new ServiceRole(this, 'Role', {
      description: `Allows the AWS Config aggregator ${meta.id} to ask which accounts the organization has.`,
      service: 'config.amazonaws.com',
      policyName: 'read-organization',
      grants: [onEverything(...organizationReads)],
    });
    new CfnConfigurationAggregator(this, 'Aggregator', {
      configurationAggregatorName: meta.id,
      organizationAggregationSource: { roleArn: role.attrArn, awsRegions: [Aws.REGION] },
    });
  }
}
