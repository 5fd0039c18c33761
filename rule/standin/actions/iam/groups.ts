import * as v from 'valibot';
import { action } from '../action';
import { noSuchEntity, overQuota } from '../../errors';
import type { GroupRecord } from '../../state/iam-store';
import { pageOfArray } from '../../state/sequence';
import type { Account } from '../../state/store';
import { NAME, NEW_NAME, paged, PAGING, PATH, showUser } from './shared';

const GROUPS_PER_USER = 10;

const show = (account: Account, group: GroupRecord): Record<string, unknown> => ({
  Path: group.path,
  GroupName: group.groupName,
  GroupId: group.groupId,
  Arn: `arn:${account.partition}:iam::${account.id}:group${group.path}${group.groupName}`,
  CreateDate: group.createDate,
});

export const CreateGroup = action(
  v.object({ GroupName: NEW_NAME, Path: v.optional(PATH, '/') }),
  (account, input) => ({
    Group: show(account, account.iam.addGroup(input.GroupName, account.store.now(), input.Path)),
  }),
);

export const GetGroup = action(v.object({ ...PAGING, GroupName: NAME }), (account, input) => {
  const group = account.iam.group(input.GroupName);
  const members = paged(
    account,
    input,
    'Users',
    (after, size) => account.iam.users.page(after, size, ({ groups }) => groups.has(group)),
    (user) => showUser(account, user),
  );
  return { Group: show(account, group), ...members };
});

export const ListGroupsForUser = action(v.object({ ...PAGING, UserName: NAME }), (account, input) => {
  const groups = [...account.iam.user(input.UserName).groups];
  return paged(
    account,
    input,
    'Groups',
    (after, size) => pageOfArray(groups, after, size),
    (group) => show(account, group),
  );
});

const MEMBERSHIP = v.object({ GroupName: NAME, UserName: NAME });

export const AddUserToGroup = action(MEMBERSHIP, ({ iam }, input) => {
  const group = iam.group(input.GroupName);
  const { groups } = iam.user(input.UserName);
  if (!groups.has(group) && groups.size >= GROUPS_PER_USER) throw overQuota('GroupsPerUser', GROUPS_PER_USER);
  groups.add(group);
  return undefined;
});

/** [unverified] IAM is taken to answer NoSuchEntity where the user is no member, as moto does. */
export const RemoveUserFromGroup = action(MEMBERSHIP, ({ iam }, input) => {
  const group = iam.group(input.GroupName);
  if (!iam.user(input.UserName).groups.delete(group)) {
    throw noSuchEntity(`User ${input.UserName} is not a member of group ${group.groupName}.`);
  }
  return undefined;
});
