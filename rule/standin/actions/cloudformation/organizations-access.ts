import * as v from 'valibot';
import { action } from '../action';
import { administered, organizationOf } from '../organizations/access';

/** Trusted access of StackSets: on its own, whatever Organizations says of trusted services. */
export const DescribeOrganizationsAccess = action(
  v.object({ CallAs: v.optional(v.picklist(['SELF', 'DELEGATED_ADMIN']), 'SELF') }),
  (account) => ({ Status: administered(account).stackSetsAccess }),
);

export const ActivateOrganizationsAccess = action(v.object({}), (account) => {
  organizationOf(account).stackSetsAccess = 'ENABLED';
  return {};
});
