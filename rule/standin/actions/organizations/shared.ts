import * as v from 'valibot';
import { between } from '../action';
import { AwsFault } from '../../errors';
import { pageOfArray } from '../../state/sequence';
import type { Account } from '../../state/store';
import type { MemberRecord, OrganizationStore, OuRecord } from '../../state/organization-store';

/** AWS's largest page here is 20. */
export const PAGING = { MaxResults: v.optional(between(1, 20), 20), NextToken: v.optional(v.string()) };

export function organizationOf({ store }: Account): OrganizationStore {
  if (store.organization === undefined) {
    throw new AwsFault(
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
    throw new AwsFault('AccessDenied', "You don't have permissions to access this resource.");
  }
  return organization;
}

/** One page of a list; with `emptyPages`, every page comes after an empty one that has a token of its own. */
export function pageOf<T>(
  things: readonly T[],
  token: string | undefined,
  size: number,
  emptyPages: boolean,
  badToken: () => AwsFault,
): { readonly things: readonly T[]; readonly NextToken: string | undefined } {
  const [, kind, number] = token === undefined ? ['', '', '0'] : (/^(after|full)-(\d+)$/.exec(token) ?? []);
  if (number === undefined) throw badToken();
  if (emptyPages && kind !== 'full') return { things: [], NextToken: `full-${number}` };
  const page = pageOfArray(things, Number(number), size);
  return { things: page.things, NextToken: page.next === undefined ? undefined : `after-${page.next}` };
}

export const badToken = (): AwsFault =>
  new AwsFault('InvalidInputException', "You provided a value for NextToken that isn't valid.");

const prefix = ({ partition, managementAccountId }: OrganizationStore): string =>
  `arn:${partition}:organizations::${managementAccountId}:`;

export const organizationArn = (organization: OrganizationStore): string =>
  `${prefix(organization)}organization/${organization.id}`;

export const memberArn = (organization: OrganizationStore, accountId: string): string =>
  `${prefix(organization)}account/${organization.id}/${accountId}`;

export const emailOf = (accountId: string): string => `aws+${accountId}@example.com`;

export const showUnit = (organization: OrganizationStore, unit: OuRecord): Record<string, unknown> => ({
  Id: unit.id,
  Arn: `${prefix(organization)}${unit.parent === undefined ? 'root' : 'ou'}/${organization.id}/${unit.id}`,
  Name: unit.name,
});

/** `Status` knows fewer words than `State`, which takes its place. */
export const showMember = (
  organization: OrganizationStore,
  member: MemberRecord,
): Record<string, unknown> => ({
  Id: member.accountId,
  Arn: memberArn(organization, member.accountId),
  Email: emailOf(member.accountId),
  Name: member.name,
  Status: member.status === 'CLOSED' ? 'SUSPENDED' : member.status.replace('PENDING_ACTIVATION', 'ACTIVE'),
  State: member.status,
  JoinedMethod: 'CREATED',
  JoinedTimestamp: new Date('2024-01-01T00:00:00Z'),
});
