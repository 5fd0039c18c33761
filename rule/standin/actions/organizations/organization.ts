import * as v from 'valibot';
import { action } from '../action';
import { organizationOf } from './access';
import { emailOf, memberArn, organizationArn } from './shown';

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
