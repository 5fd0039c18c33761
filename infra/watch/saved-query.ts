import { CfnStoredQuery } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';

/**
 * Advanced queries see results as items of their own, which have the user's id only. A condition on a list holds if any element
 * fits, so a user who breaks another rule is listed, too; `configRuleList` names the rule.
 */
export const nonCompliantUsersQuery = [
  'SELECT accountId, awsRegion, configuration.targetResourceId, configuration.configRuleList',
  "WHERE resourceType = 'AWS::Config::ResourceCompliance'",
  `AND configuration.targetResourceType = '${meta.resourceType}'`,
  `AND configuration.configRuleList.configRuleName LIKE '${meta.id}%'`,
  "AND configuration.configRuleList.complianceType = 'NON_COMPLIANT'",
].join(' ');

/** The note that every saved query needs. */
export const recorded =
  'It finds them only where the recorder records AWS::Config::ResourceCompliance, and shows nothing elsewhere.';

/** The list of users without MFA as a query in the Config console. */
export class SavedQuery extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnStoredQuery(this, 'NonCompliantUsers', {
      queryName: `${meta.id}-non-compliant-users`,
      queryDescription: `Lists IAM users (by user id) who can sign in with a password alone; configRuleList says which rule they break. ${recorded}`,
      queryExpression: nonCompliantUsersQuery,
    });
  }
}
