import * as v from 'valibot';
import { action } from '../action';
import { deleteConflict, invalidInput } from '../../service-error';
import { setTag } from '../../state/tags';
import { iamName, iamPath, newIamName, paging, userOrSelf } from './inputs';
import { paged } from './pages';
import { policyArn } from './policies';
import { showBoundary, showTags, showUser } from './shown';
import { tagList, uniqueTags } from './tags';

export const ListUsers = action(
  v.object({ ...paging, PathPrefix: v.optional(v.string(), '/') }),
  (account, input) =>
    paged(
      account,
      input,
      'Users',
      (after, size) => account.iam.users.page(after, size, ({ path }) => path.startsWith(input.PathPrefix)),
      (user) => showUser(account, user),
    ),
);

export const GetUser = action(v.object({ UserName: v.optional(iamName) }), (account, input, { caller }) => {
  const user = userOrSelf(account, input.UserName, caller);
  const tags = showTags(user);
  const boundary = showBoundary(user);
  return {
    User: {
      ...showUser(account, user),
      PermissionsBoundary: boundary,
      Tags: tags.length === 0 ? undefined : tags,
    },
  };
});

export const CreateUser = action(
  v.object({ UserName: newIamName, Path: v.optional(iamPath, '/'), Tags: v.optional(tagList, []) }),
  (account, input) => {
    const tags = uniqueTags(input.Tags);
    const user = account.iam.addUser({
      userName: input.UserName,
      path: input.Path,
      createDate: account.store.now(),
      passwordLastUsed: undefined,
      loginProfile: undefined,
    });
    for (const { Key, Value } of tags) setTag(user, Key, Value);
    return { User: { ...showUser(account, user), Tags: tags.length === 0 ? undefined : showTags(user) } };
  },
);

/** Like IAM, and unlike the store's removeUser, it refuses while something hangs on the user. */
export const DeleteUser = action(v.object({ UserName: iamName }), ({ iam }, input) => {
  const user = iam.user(input.UserName);
  if (user.loginProfile !== undefined) throw deleteConflict('delete login profile');
  if (user.devices.length > 0) throw deleteConflict('delete MFA device');
  if (user.attachedPolicies.size > 0) throw deleteConflict('detach all policies');
  if (user.inlinePolicies.size > 0) throw deleteConflict('delete policies');
  if (user.groups.size > 0) throw deleteConflict('remove users from group');
  iam.removeUser(user.userName);
  return undefined;
});

export const UpdateUser = action(
  v.object({ UserName: iamName, NewUserName: v.optional(newIamName), NewPath: v.optional(iamPath) }),
  ({ iam }, input) => {
    if (input.NewUserName === undefined && input.NewPath === undefined) {
      throw invalidInput('Must specify at least one of NewUserName or NewPath');
    }
    const user = iam.user(input.UserName);
    if (input.NewUserName !== undefined) iam.renameUser(user.userName, input.NewUserName);
    if (input.NewPath !== undefined) user.path = input.NewPath;
    return undefined;
  },
);

export const PutUserPermissionsBoundary = action(
  v.object({ UserName: iamName, PermissionsBoundary: policyArn }),
  ({ iam, policies }, input) => {
    iam.user(input.UserName).permissionsBoundary = policies.policy(input.PermissionsBoundary);
    return undefined;
  },
);
