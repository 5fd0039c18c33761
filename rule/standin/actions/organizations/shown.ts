import type { MemberRecord, OrganizationStore, OuRecord } from '../../state/organization-store';

const arn = ({ partition, managementAccountId }: OrganizationStore, resource: string): string =>
  `arn:${partition}:organizations::${managementAccountId}:${resource}`;

export const organizationArn = (organization: OrganizationStore): string =>
  arn(organization, `organization/${organization.id}`);

export const memberArn = (organization: OrganizationStore, accountId: string): string =>
  arn(organization, `account/${organization.id}/${accountId}`);

export const policyArn = (organization: OrganizationStore, type: string, id: string): string =>
  arn(organization, `policy/${organization.id}/${type.toLowerCase()}/${id}`);

export const emailOf = (accountId: string): string => `aws+${accountId}@example.com`;

export const showUnit = (organization: OrganizationStore, unit: OuRecord): Record<string, unknown> => ({
  Id: unit.id,
  Arn: arn(organization, `${unit.parent === undefined ? 'root' : 'ou'}/${organization.id}/${unit.id}`),
  Name: unit.name,
  Path: organization.showsPaths ? pathTo(organization, unit) : undefined,
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
  Paths: organization.showsPaths ? [`${pathTo(organization, member.parent)}${member.accountId}/`] : undefined,
});

/** `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`, as AWS writes where something is in an organization. */
function pathTo(organization: OrganizationStore, unit: OuRecord): string {
  const above = unit.parent === undefined ? `${organization.id}/` : pathTo(organization, unit.parent);
  return `${above}${unit.id}/`;
}
