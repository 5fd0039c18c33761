import * as v from 'valibot';
import { action } from '../action';
import { emailOf, memberArn, organizationArn, organizationOf } from './shared';

export const DescribeOrganization = action(v.object({}), (account) => {
  const organization = organizationOf(account);
  return {
    Organization: {
      Id: organization.id,
      Arn: organizationArn(organization),
      FeatureSet: 'ALL',
      MasterAccountArn: memberArn(organization, organization.managementAccountId),
      MasterAccountId: organization.managementAccountId,
      MasterAccountEmail: emailOf(organization.managementAccountId),
    },
  };
});
