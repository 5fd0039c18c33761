import { CfnInsight } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';

const equals = (value: string) => [{ value, comparison: 'EQUALS' }];

/** Users without MFA by account, in the Security Hub console. The deployment fails where Security Hub is off. */
export class SecurityHubInsight extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnInsight(this, 'UsersByAccount', {
      name: `${meta.id}: users without MFA by account`,
      groupByAttribute: 'AwsAccountId',
      filters: {
        generatorId: equals(meta.id),
        recordState: equals('ACTIVE'),
        complianceStatus: equals('FAILED'),
      },
    });
  }
}
