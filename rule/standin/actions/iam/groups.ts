import * as v from 'valibot';
import { action } from '../action';
import { noSuchEntity, overQuota } from '../../service-error';
import type { Account } from '../../state/account';
import type { GroupRecord } from '../../state/iam-store';
import { pageOfArray } from '../../state/sequence';
import { iamName, iamPath, newIamName, paging } from './inputs';
import { paged, type PagingInput } from './pages';
import { showGroup, showUser } from './shown';

const groupsPerUser = 10;

const pageOfGroups = (account: Account, input: PagingInput, groups: readonly GroupRecord[]) =>
  paged(
    account,
    input,
    'Groups',
    (after, size) => pageOfArray(groups, after, size),
    (group) => showGroup(account, group),
  );

export const CreateGroup = action(
  v.object({ GroupName: newIamName, Path: v.optional(iamPath, '/') }),
  (account, input) => ({
    Group: showGroup(account, account.iam.addGroup(input.GroupName, account.store.now(), input.Path)),
  }),
);

export const DeleteGroup = action(v.object({ GroupName: iamName }), ({ iam }, input) => {
  iam.removeGroup(input.GroupName);
  return undefined;
});

export const ListGroups = action(
  v.object({ ...paging, PathPrefix: v.optional(v.string(), '/') }),
  (account, input) => {
    const groups = [...account.iam.groups.values()].filter(({ path }) => path.startsWith(input.PathPrefix));
    return pageOfGroups(account, input, groups);
  },
);

export const GetGroup = action(v.object({ ...paging, GroupName: iamName }), (account, input) => {
  const group = account.iam.group(input.GroupName);
  const members = paged(
    account,
    input,
    'Users',
    (after, size) => account.iam.users.page(after, size, ({ groups }) => groups.has(group)),
    (user) => showUser(account, user),
  );
  return { Group: showGroup(account, group), ...members };
});

export const ListGroupsForUser = action(v.object({ ...paging, UserName: iamName }), (account, input) => {
  const groups = [...account.iam.user(input.UserName).groups];
  return pageOfGroups(account, input, groups);
});

const membership = v.object({ GroupName: iamName, UserName: iamName });

export const AddUserToGroup = action(membership, ({ iam }, input) => {
  const group = iam.group(input.GroupName);
  const { groups } = iam.user(input.UserName);
  if (!groups.has(group) && groups.size >= groupsPerUser) throw overQuota('GroupsPerUser', groupsPerUser);
  groups.add(group);
  return undefined;
});

/** [unverified] IAM is taken to answer NoSuchEntity where the user is no member, as moto does. */
export const RemoveUserFromGroup = action(membership, ({ iam }, input) => {
  const group = iam.group(input.GroupName);
  if (!iam.user(input.UserName).groups.delete(group)) {
    throw noSuchEntity(`User ${input.UserName} is not a member of group ${group.groupName}.`);
  }
  return undefined;
});
