import * as v from 'valibot';
import { between } from '../action';
import { maybeEmptyPage } from '../token-pages';
import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';
import type { OrganizationStore } from '../../state/organization-store';

/** AWS's largest page here is 20. */
export const paging = { MaxResults: v.optional(between(1, 20), 20), NextToken: v.optional(v.string()) };

interface PagingInput {
  readonly MaxResults: number;
  readonly NextToken?: string | undefined;
}

/** One page of a list, shown under its name. */
export function listed<T>(
  organization: OrganizationStore,
  listName: string,
  things: readonly T[],
  input: PagingInput,
  show: (thing: T) => unknown,
): Record<string, unknown> {
  const page = maybeEmptyPage(things, input.NextToken, input.MaxResults, organization.emptyPages, badToken);
  return { [listName]: page.things.map(show), NextToken: page.NextToken };
}

const badToken = (): ServiceError =>
  new ServiceError('InvalidInputException', "You provided a value for NextToken that isn't valid.");

export function organizationOf({ store }: Account): OrganizationStore {
  if (store.organization === undefined) {
    throw new ServiceError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    );
  }
  return store.organization;
}

/** All but DescribeOrganization is for the management account and for delegated administrators. */
export function administered(account: Account): OrganizationStore {
  const organization = organizationOf(account);
  const { managementAccountId, delegatedAdministrators } = organization;
  if (account.id !== managementAccountId && !delegatedAdministrators.has(account.id)) {
    throw new ServiceError('AccessDenied', "You don't have permissions to access this resource.");
  }
  return organization;
}
