import * as v from 'valibot';
import { action, textOf } from '../action';
import { administered, listed, organizationOf, paging } from './access';
import { emailOf, memberArn, organizationArn, showMember } from './shown';

export const DescribeOrganization = action(v.object({}), (account) => {
  const organization = organizationOf(account);
  return {
    Organization: {
      Id: organization.id,
      Arn: organizationArn(organization),
      FeatureSet: organization.featureSet,
      MasterAccountArn: memberArn(organization, organization.managementAccountId),
      MasterAccountId: organization.managementAccountId,
      MasterAccountEmail: emailOf(organization.managementAccountId),
    },
  };
});

/** The stand-in's delegated administrators are so for every service. */
export const ListDelegatedAdministrators = action(
  v.object({ ...paging, ServicePrincipal: v.optional(textOf(1, 128)) }),
  (account, input) => {
    const organization = administered(account);
    const members = [...organization.members.values()].filter(({ accountId }) =>
      organization.delegatedAdministrators.has(accountId),
    );
    return listed(organization, 'DelegatedAdministrators', members, input, (member) => ({
      ...showMember(organization, member),
      // A delegated administrator has no place in the answer.
      Paths: undefined,
      DelegationEnabledDate: new Date('2024-01-01T00:00:00Z'),
    }));
  },
);

export const ListAWSServiceAccessForOrganization = action(v.object(paging), (account, input) => {
  const organization = administered(account);
  const { trustedServices } = organization;
  return listed(organization, 'EnabledServicePrincipals', trustedServices, input, (principal) => ({
    ServicePrincipal: principal,
    DateEnabled: new Date('2024-01-01T00:00:00Z'),
  }));
});
