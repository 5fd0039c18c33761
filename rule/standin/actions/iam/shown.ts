import type { GroupRecord, UserRecord } from '../../state/iam-store';
import type { Account } from '../../state/account';

export const iamArn = (account: Account, resource: string): string =>
  `arn:${account.partition}:iam::${account.id}:${resource}`;

export const userArn = (account: Account, user: UserRecord): string =>
  iamArn(account, `user${user.path}${user.userName}`);

export const showUser = (account: Account, user: UserRecord): Record<string, unknown> => ({
  Path: user.path,
  UserName: user.userName,
  UserId: user.userId,
  Arn: userArn(account, user),
  CreateDate: user.createDate,
  PasswordLastUsed: user.passwordLastUsed,
});

export const showTags = (user: UserRecord): { Key: string; Value: string }[] =>
  [...user.tags.values()].map(({ key, value }) => ({ Key: key, Value: value }));

export const showGroup = (account: Account, group: GroupRecord): Record<string, unknown> => ({
  Path: group.path,
  GroupName: group.groupName,
  GroupId: group.groupId,
  Arn: iamArn(account, `group${group.path}${group.groupName}`),
  CreateDate: group.createDate,
});

export const showBoundary = ({ permissionsBoundary }: UserRecord): Record<string, unknown> | undefined =>
  permissionsBoundary === undefined
    ? undefined
    : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: permissionsBoundary.arn };
